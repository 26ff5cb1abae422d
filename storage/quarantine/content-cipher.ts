import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { TracewellError } from "#domain/errors.ts";

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Which piece of which item some ciphertext is; authenticated with it, so that pieces cannot be mixed up. */
export interface ContentPlace {
  readonly itemId: string;
  readonly part: number;
  readonly parts: number;
}

/** AES-256-GCM under the item's own key: `v1.<nonce>.<ciphertext and tag>`, base64url. */
export function encryptContent(key: Buffer, place: ContentPlace, clear: Uint8Array): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(contextOf(place));
  const body = Buffer.concat([cipher.update(clear), cipher.final(), cipher.getAuthTag()]);
  return `v1.${nonce.toString("base64url")}.${body.toString("base64url")}`;
}

/** Throws `ledger-corrupt` when the ciphertext is not what was written for this place. */
export function decryptContent(key: Buffer, place: ContentPlace, encrypted: string): Buffer {
  const [version, nonceText, bodyText] = encrypted.split(".");
  const nonce = Buffer.from(nonceText ?? "", "base64url");
  const body = Buffer.from(bodyText ?? "", "base64url");
  const tagStart = body.length - TAG_BYTES;
  try {
    if (version !== "v1" || nonce.length !== NONCE_BYTES || tagStart < 0) {
      throw new Error("unknown form");
    }
    const decipher = createDecipheriv("aes-256-gcm", key, nonce, { authTagLength: TAG_BYTES })
      .setAAD(contextOf(place))
      .setAuthTag(body.subarray(tagStart));
    return Buffer.concat([decipher.update(body.subarray(0, tagStart)), decipher.final()]);
  } catch (cause) {
    throw new TracewellError(
      "ledger-corrupt",
      `The content of quarantined item ${place.itemId} was altered.`,
      { cause, detail: { ...place } },
    );
  }
}

function contextOf({ itemId, part, parts }: ContentPlace): Buffer {
  return Buffer.from(JSON.stringify(["quarantine", itemId, part, parts]));
}
