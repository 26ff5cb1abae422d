import { scryptSync, timingSafeEqual } from "node:crypto";
import type { RandomSource } from "../random/random-source.ts";

const SALT_BYTES = 16;
const HASH_BYTES = 32;
/** scrypt's r as usual; it needs 128 · N · r bytes. */
const BLOCK_SIZE = 8;
const BYTES_OF_BLOCK = 128;

/** `scrypt$N$salt$hash`, salt and hash in base64url: what is kept of a PIN. `cost` is scrypt's N. */
export function hashPin(
  { random, cost }: { readonly random: RandomSource; readonly cost: number },
  pin: string,
): string {
  const salt = Buffer.from(Array.from({ length: SALT_BYTES }, () => random.integer(0, 255)));
  const hash = derive(pin, salt, cost);
  return `scrypt$${cost}$${salt.toString("base64url")}$${hash.toString("base64url")}`;
}

/** Whether the PIN is the one that was hashed. False for a hash that cannot be read. */
export function isPin(pin: string, pinHash: string): boolean {
  const [scheme, cost = "", salt = "", hash = ""] = pinHash.split("$");
  if (scheme !== "scrypt") return false;
  const expected = Buffer.from(hash, "base64url");
  if (expected.length !== HASH_BYTES) return false;
  return timingSafeEqual(derive(pin, Buffer.from(salt, "base64url"), Number(cost)), expected);
}

function derive(pin: string, salt: Buffer, cost: number): Buffer {
  const maxmem = 2 * BYTES_OF_BLOCK * BLOCK_SIZE * cost;
  return scryptSync(pin, salt, HASH_BYTES, { N: cost, r: BLOCK_SIZE, maxmem });
}
