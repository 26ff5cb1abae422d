import { TracewellError } from "#domain/errors.ts";
import { sealBytes, unsealBytes } from "#storage/keys/sealed-bytes.ts";

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

/** Sealed under the item's own key, for this place alone. */
export function encryptForItem(key: Buffer, place: ItemPlace, clear: Uint8Array): string {
  return sealBytes(key, contextOf(place), clear);
}

/** Throws `ledger-corrupt` when the ciphertext is not what was written for this place. */
export function decryptOfItem(key: Buffer, place: ItemPlace, encrypted: string): Buffer {
  try {
    return unsealBytes(key, contextOf(place), encrypted);
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
