import { scryptSync, timingSafeEqual } from "node:crypto";
import { type RandomSource, randomCapitals } from "../random/random-source.ts";

/** 36 to the 22nd: more than the 16 bytes that are asked of a salt. */
const SALT_CHARACTERS = 22;
const HASH_BYTES = 32;

/** The usual block size and parallelism of scrypt; the cost is the shop's setting. */
const BLOCK_SIZE = 8;
const PARALLELIZATION = 1;

/** `scrypt$<cost>$<salt>$<hash in base64url>`: the cost stands in it, so it may be raised later. */
export function hashPassword(random: RandomSource, password: string, cost: number): string {
  const salt = randomCapitals(random, SALT_CHARACTERS);
  return `scrypt$${cost}$${salt}$${derive(password, salt, cost).toString("base64url")}`;
}

/**
 * Whether it is the password of the hash. For a customer who is not there (`null`) it takes as long and
 * is false, so that the time does not tell who has an account.
 */
export function isPassword(password: string, stored: string | null, cost: number): boolean {
  const [, storedCost, salt = "", hash = ""] = (stored ?? "").split("$");
  const given = derive(password, salt, storedCost === undefined ? cost : Number(storedCost));
  const expected = Buffer.from(hash, "base64url");
  return expected.length === given.length && timingSafeEqual(expected, given);
}

function derive(password: string, salt: string, cost: number): Buffer {
  return scryptSync(password.normalize("NFKC"), salt, HASH_BYTES, {
    N: cost,
    r: BLOCK_SIZE,
    p: PARALLELIZATION,
    // What it needs, and room to spare.
    maxmem: 256 * cost * BLOCK_SIZE + 1_048_576,
  });
}
