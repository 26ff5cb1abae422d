import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  type KeyObject,
} from "node:crypto";
import { TracewellError } from "#domain/errors.ts";
import { maskOf } from "#domain/protection/mask.ts";
import type { ProtectedValue } from "#domain/protection/protected-value.ts";
import { canonicalFieldPath } from "#domain/protection/protection-context.ts";
import { searchTextOf } from "#domain/protection/search-text.ts";
import type { KeyStore } from "./key-store.ts";

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** 128 bits of the keyed hash: no two values of one store will ever share them. */
const SEARCH_HASH_BYTES = 16;

/**
 * Encrypts one value for one subject. The nonce is derived from key, context and clear text (a synthetic
 * IV, after RFC 5297), so equal input gives equal bytes and a repeated event is recognized; in another
 * context the ciphertext differs. Values other than strings are encrypted as JSON.
 */
export function protectValue(options: {
  keys: KeyStore;
  subject: string;
  kind: ProtectedValue["protected"];
  /** From `fieldContext`. */
  context: string;
  clear: unknown;
}): ProtectedValue {
  const { subject, kind, context } = options;
  const clear = clearTextOf(options.clear);
  const key = keyObjectOf(options.keys.subjectKey(subject));
  const nonce = syntheticNonce(key, context, clear);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(context));
  const body = Buffer.concat([cipher.update(clear, "utf8"), cipher.final(), cipher.getAuthTag()]);
  return {
    protected: kind,
    subject,
    mask: maskOf(kind, clear),
    cipher: `v1.${nonce.toString("base64url")}.${body.toString("base64url")}`,
  };
}

/**
 * The clear text; JSON for what was no string. Throws `key-unavailable` when the subject's key is gone,
 * or when the value was altered or stands in another place than the one it was made for.
 */
export function revealValue(value: ProtectedValue, keys: KeyStore, context: string): string {
  const keyBytes = keys.findSubjectKey(value.subject);
  if (keyBytes === null) {
    throw new TracewellError("key-unavailable", `The key of ${value.subject} is gone.`, {
      detail: { subject: value.subject },
    });
  }
  const key = keyObjectOf(keyBytes);
  const [version, nonceText, bodyText] = value.cipher.split(".");
  const nonce = Buffer.from(nonceText ?? "", "base64url");
  const body = Buffer.from(bodyText ?? "", "base64url");
  try {
    if (version !== "v1" || nonce.length !== NONCE_BYTES || body.length < TAG_BYTES) {
      throw new Error("unknown form");
    }
    const tagStart = body.length - TAG_BYTES;
    const decipher = createDecipheriv("aes-256-gcm", key, nonce, { authTagLength: TAG_BYTES })
      .setAAD(Buffer.from(context))
      .setAuthTag(body.subarray(tagStart));
    return Buffer.concat([decipher.update(body.subarray(0, tagStart)), decipher.final()]).toString(
      "utf8",
    );
  } catch (cause) {
    throw new TracewellError(
      "key-unavailable",
      `A protected value of ${value.subject} was altered, or does not belong here.`,
      { cause, detail: { subject: value.subject } },
    );
  }
}

/**
 * The token under which a protected value is found by its exact value: HMAC-SHA-256 under the search key
 * over field and value, 16 bytes as base64url. Case, and in all but e-mail addresses blanks and dashes, do
 * not count. Lives in indexes only, never in a ledger.
 */
export function searchHash(keys: KeyStore, path: string, clear: string): string {
  return createHmac("sha256", keyObjectOf(keys.searchKey))
    .update(`${canonicalFieldPath(path)}\0${searchTextOf(clear)}`)
    .digest()
    .subarray(0, SEARCH_HASH_BYTES)
    .toString("base64url");
}

/** UTF-8 cannot carry half a surrogate pair; JSON can, escaped. */
function clearTextOf(clear: unknown): string {
  return typeof clear === "string" && clear.isWellFormed() ? clear : JSON.stringify(clear);
}

function syntheticNonce(key: KeyObject, context: string, clear: string): Buffer {
  return createHmac("sha256", key)
    .update(`tracewell nonce v1\0${context}\0${clear}`)
    .digest()
    .subarray(0, NONCE_BYTES);
}

/** Importing a key costs more than using it; key stores hand out the same buffer again and again. */
const keyObjects = new WeakMap<Buffer, KeyObject>();

function keyObjectOf(key: Buffer): KeyObject {
  const known = keyObjects.get(key);
  if (known !== undefined) return known;
  const imported = createSecretKey(key);
  keyObjects.set(key, imported);
  return imported;
}
