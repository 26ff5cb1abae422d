import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { TracewellError } from "#domain/errors.ts";

export const SUBJECT_KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const WRAP_VERSION = 1;

/** What the master key is used for, each with a key of its own (HKDF-SHA-256, RFC 5869). */
export interface DerivedKeys {
  readonly wrapping: Buffer;
  readonly search: Buffer;
  /** For secrets of the service itself; see `sealing-key.ts`. */
  readonly sealing: Buffer;
  /** 16 hexadecimal characters that tell two master keys apart and give nothing of them away. */
  readonly fingerprint: string;
}

export function deriveKeys(masterKey: Buffer): DerivedKeys {
  const derive = (purpose: string, bytes: number): Buffer =>
    Buffer.from(hkdfSync("sha256", masterKey, "", `tracewell ${purpose} v1`, bytes));
  return {
    wrapping: derive("wrapping", 32),
    search: derive("search", 32),
    sealing: derive("sealing", 32),
    fingerprint: derive("fingerprint", 8).toString("hex"),
  };
}

/** AES-256-GCM with the subject as additional data: version, nonce, ciphertext, tag. */
export function wrapSubjectKey(wrapping: Buffer, subject: string, key: Buffer): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", wrapping, nonce).setAAD(Buffer.from(subject));
  return Buffer.concat([
    Buffer.of(WRAP_VERSION),
    nonce,
    cipher.update(key),
    cipher.final(),
    cipher.getAuthTag(),
  ]);
}

/** Throws `key-unavailable` when the wrapped key was damaged or belongs to another subject. */
export function unwrapSubjectKey(wrapping: Buffer, subject: string, wrapped: Uint8Array): Buffer {
  const bytes = Buffer.from(wrapped);
  const bodyStart = 1 + NONCE_BYTES;
  const tagStart = bodyStart + SUBJECT_KEY_BYTES;
  try {
    if (bytes[0] !== WRAP_VERSION || bytes.length !== tagStart + TAG_BYTES) {
      throw new Error(`unknown form, ${bytes.length} bytes`);
    }
    const decipher = createDecipheriv("aes-256-gcm", wrapping, bytes.subarray(1, bodyStart))
      .setAAD(Buffer.from(subject))
      .setAuthTag(bytes.subarray(tagStart));
    return Buffer.concat([decipher.update(bytes.subarray(bodyStart, tagStart)), decipher.final()]);
  } catch (cause) {
    throw new TracewellError("key-unavailable", `The stored key of ${subject} is damaged.`, {
      cause,
      detail: { subject },
    });
  }
}
