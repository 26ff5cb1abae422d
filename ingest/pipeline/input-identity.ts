import { createHmac, type Hmac } from "node:crypto";
import type { KeyStore } from "#storage/keys/key-store.ts";

/** 64 bits: records are compared at one place of one file only. */
const RECORD_HASH_BYTES = 8;

/** 128 bits: no two inputs of one store will ever share them. */
const INPUT_KEY_BYTES = 16;

/**
 * Tells records apart that stood at one place of files with one beginning: 11 characters of base64url. Keyed,
 * because a plain hash of personal data is personal data, and records keep their identity in clear.
 */
export function recordHash(keys: KeyStore, content: Uint8Array): string {
  return shortened(keyedHash(keys, "record").update(content), RECORD_HASH_BYTES);
}

/** The `inputKey` of quarantined content: equal for equal content from the same place with the same fault. */
export function inputKeyOf(
  keys: KeyStore,
  facts: { sourceName: string; place: readonly (string | number)[]; reason: string },
  content: Uint8Array,
): string {
  const { sourceName, place, reason } = facts;
  const hash = keyedHash(keys, "quarantine").update(JSON.stringify([sourceName, place, reason]));
  return shortened(hash.update("\0").update(content), INPUT_KEY_BYTES);
}

/** The purpose stands first, so that no hash for one purpose can equal one for another. */
function keyedHash(keys: KeyStore, purpose: string): Hmac {
  return createHmac("sha256", keys.searchKey).update(`ingest-${purpose}\0`);
}

function shortened(hash: Hmac, bytes: number): string {
  return hash.digest().subarray(0, bytes).toString("base64url");
}
