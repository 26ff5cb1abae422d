import { scrypt, type ScryptOptions, scryptSync, timingSafeEqual } from "node:crypto";
import { type RandomSource, randomCapitals } from "../random/random-source.ts";

/** 36 to the 22nd: more than the 16 bytes that are asked of a salt. */
const SALT_CHARACTERS = 22;
const HASH_BYTES = 32;

/** The usual block size and parallelism of scrypt; the cost is the shop's setting. */
const BLOCK_SIZE = 8;
const PARALLELIZATION = 1;

/**
 * A hash up to this cost takes a few milliseconds and is made on the spot: on a virtual clock nothing may
 * wait for another thread. A shop's own takes a tenth of a second, in which others are served.
 */
const COST_ON_THE_SPOT_MAX = 1_024;

/** `scrypt$<cost>$<salt>$<hash in base64url>`: the cost stands in it, so it may be raised later. */
export function hashPassword(random: RandomSource, password: string, cost: number): string {
  const salt = randomCapitals(random, SALT_CHARACTERS);
  return storedText(salt, cost, derive(password, salt, cost));
}

/** As `hashPassword`, while others are served. */
export async function hashPasswordAside(
  random: RandomSource,
  password: string,
  cost: number,
): Promise<string> {
  const salt = randomCapitals(random, SALT_CHARACTERS);
  return storedText(salt, cost, await deriveAside(password, salt, cost));
}

/**
 * Whether it is the password of the hash. For a customer who is not there (`null`) it takes as long and
 * is false, so that the time does not tell who has an account.
 */
export function isPassword(password: string, stored: string | null, cost: number): boolean {
  const read = readStored(stored, cost);
  return isSame(read.hash, derive(password, read.salt, read.cost));
}

/** As `isPassword`, while others are served. */
export async function isPasswordAside(
  password: string,
  stored: string | null,
  cost: number,
): Promise<boolean> {
  const read = readStored(stored, cost);
  return isSame(read.hash, await deriveAside(password, read.salt, read.cost));
}

function storedText(salt: string, cost: number, hash: Buffer): string {
  return `scrypt$${cost}$${salt}$${hash.toString("base64url")}`;
}

function readStored(
  stored: string | null,
  cost: number,
): { readonly cost: number; readonly salt: string; readonly hash: Buffer } {
  const [, storedCost, salt = "", hash = ""] = (stored ?? "").split("$");
  return {
    cost: storedCost === undefined ? cost : Number(storedCost),
    salt,
    hash: Buffer.from(hash, "base64url"),
  };
}

function isSame(expected: Buffer, given: Buffer): boolean {
  return expected.length === given.length && timingSafeEqual(expected, given);
}

function derive(password: string, salt: string, cost: number): Buffer {
  return scryptSync(password.normalize("NFKC"), salt, HASH_BYTES, optionsFor(cost));
}

async function deriveAside(password: string, salt: string, cost: number): Promise<Buffer> {
  if (cost <= COST_ON_THE_SPOT_MAX) return derive(password, salt, cost);
  return new Promise((resolve, reject) => {
    const take = (error: Error | null, key: Buffer): void => {
      if (error === null) resolve(key);
      else reject(error);
    };
    scrypt(password.normalize("NFKC"), salt, HASH_BYTES, optionsFor(cost), take);
  });
}

/** `maxmem`: what it needs, and room to spare. */
function optionsFor(cost: number): ScryptOptions {
  return {
    N: cost,
    r: BLOCK_SIZE,
    p: PARALLELIZATION,
    maxmem: 256 * cost * BLOCK_SIZE + 1_048_576,
  };
}
