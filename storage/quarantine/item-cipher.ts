import { createCipheriv, createDecipheriv, createSecretKey, randomBytes } from "node:crypto";
import { TracewellError } from "#domain/errors.ts";

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** A piece of an item's content. */
export interface ContentPlace {
  readonly itemId: string;
  readonly part: number;
  readonly parts: number;
}

/** What was said about an item. */
export interface TextPlace {
  readonly itemId: string;
  readonly text: "message" | "note";
}

/** Where some ciphertext belongs; authenticated with it, so that pieces and texts cannot be mixed up. */
export type ItemPlace = ContentPlace | TextPlace;

/** The subject under whose key an item's content and texts are kept. */
export function subjectOfItem(itemId: string): string {
  return `quarantine:${itemId}`;
}

/** AES-256-GCM under the item's own key: `v1.<nonce>.<ciphertext and tag>`, base64url. */
export function encryptForItem(key: Buffer, place: ItemPlace, clear: Uint8Array): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", createSecretKey(key), nonce).setAAD(
    contextOf(place),
  );
  const body = Buffer.concat([cipher.update(clear), cipher.final(), cipher.getAuthTag()]);
  return `v1.${nonce.toString("base64url")}.${body.toString("base64url")}`;
}

/** Throws `ledger-corrupt` when the ciphertext is not what was written for this place. */
export function decryptOfItem(key: Buffer, place: ItemPlace, encrypted: string): Buffer {
  const [version, nonceText, bodyText] = encrypted.split(".");
  const nonce = Buffer.from(nonceText ?? "", "base64url");
  const body = Buffer.from(bodyText ?? "", "base64url");
  const tagStart = body.length - TAG_BYTES;
  try {
    if (version !== "v1" || nonce.length !== NONCE_BYTES || tagStart < 0) {
      throw new Error("unknown form");
    }
    // Node takes a key object in a third of the time that it needs for plain bytes; lists decrypt many.
    const secret = createSecretKey(key);
    const decipher = createDecipheriv("aes-256-gcm", secret, nonce, { authTagLength: TAG_BYTES })
      .setAAD(contextOf(place))
      .setAuthTag(body.subarray(tagStart));
    return Buffer.concat([decipher.update(body.subarray(0, tagStart)), decipher.final()]);
  } catch (cause) {
    const what = "text" in place ? place.text : "content";
    throw new TracewellError(
      "ledger-corrupt",
      `The ${what} of quarantined item ${place.itemId} was altered.`,
      { cause, detail: { ...place } },
    );
  }
}

function contextOf(place: ItemPlace): Buffer {
  const { itemId } = place;
  const rest = "text" in place ? [place.text] : [place.part, place.parts];
  return Buffer.from(JSON.stringify(["quarantine", itemId, ...rest]));
}
