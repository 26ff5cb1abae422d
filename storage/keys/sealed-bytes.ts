import { createCipheriv, createDecipheriv, createSecretKey, randomBytes } from "node:crypto";

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * AES-256-GCM with a random nonce: `v1.<nonce>.<ciphertext and tag>`, base64url. `context` says where it
 * belongs and is authenticated with it, so that one cannot stand in place of another.
 */
export function sealBytes(key: Buffer, context: Buffer, clear: Uint8Array): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", createSecretKey(key), nonce).setAAD(context);
  const body = Buffer.concat([cipher.update(clear), cipher.final(), cipher.getAuthTag()]);
  return `v1.${nonce.toString("base64url")}.${body.toString("base64url")}`;
}

/** Throws an ordinary error where the text was altered, made with another key, or for another context. */
export function unsealBytes(key: Buffer, context: Buffer, sealed: string): Buffer {
  const [version, nonceText, bodyText] = sealed.split(".");
  const nonce = Buffer.from(nonceText ?? "", "base64url");
  const body = Buffer.from(bodyText ?? "", "base64url");
  const tagStart = body.length - TAG_BYTES;
  if (version !== "v1" || nonce.length !== NONCE_BYTES || tagStart < 0) {
    throw new Error("unknown form");
  }
  // Node takes a key object in a third of the time that it needs for plain bytes; lists open many.
  const secret = createSecretKey(key);
  const decipher = createDecipheriv("aes-256-gcm", secret, nonce, { authTagLength: TAG_BYTES })
    .setAAD(context)
    .setAuthTag(body.subarray(tagStart));
  return Buffer.concat([decipher.update(body.subarray(0, tagStart)), decipher.final()]);
}
