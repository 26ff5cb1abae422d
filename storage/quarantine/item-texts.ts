/** Messages and notes. They may quote the content, so they are encrypted like it, under the item's key. */
import { TracewellError } from "#domain/errors.ts";
import type { KeyStore } from "#storage/keys/key-store.ts";
import { decryptOfItem, encryptForItem, subjectOfItem, type TextPlace } from "./item-cipher.ts";
import type { StoredItem } from "./quarantine-records.ts";
import {
  QUARANTINE_MESSAGE_CHARACTERS_MAX,
  QUARANTINE_NOTE_CHARACTERS_MAX,
  type QuarantineItem,
  type QuarantineReason,
} from "./quarantine-store.ts";

/** In place of a message that nobody can read any more: what the reason alone says. */
const PLAIN_SENTENCES: Readonly<Record<QuarantineReason, string>> = {
  undecodable: "The input could not be decoded.",
  oversized: "The input is too large for one record.",
  "id-conflict": "Other content was already recorded under this identity.",
  "invalid-event": "The input is no valid event.",
  "invalid-time": "The input's time does not exist or cannot be read.",
  "torn-tail": "The last write to a file was interrupted; its records were never acknowledged.",
};

const NOTE_GONE = "The reason that was given cannot be read any more.";

/** The stored key is damaged, or the ciphertext was altered; `content` says so where it matters. */
const UNREADABLE: ReadonlySet<string> = new Set(["key-unavailable", "ledger-corrupt"]);

const CUT = "…";

/** The encrypted message, cut to its bound; null where the item's key is gone. */
export function encryptMessage(keys: KeyStore, itemId: string, message: string): string | null {
  return encryptText(keys, { itemId, text: "message" }, shortened(message));
}

/**
 * The encrypted note; null where the item's key is gone. Throws `invalid-parameter` when it is too
 * long: a person's words are not cut.
 */
export function encryptNote(keys: KeyStore, itemId: string, note: string): string | null {
  if (note.length > QUARANTINE_NOTE_CHARACTERS_MAX) {
    throw new TracewellError(
      "invalid-parameter",
      `A note holds ${QUARANTINE_NOTE_CHARACTERS_MAX} characters at most; this one has ${note.length}.`,
    );
  }
  return encryptText(keys, { itemId, text: "note" }, note);
}

/** The item with its texts in clear, or with plain sentences where they cannot be read. */
export function readItem(stored: StoredItem, keys: KeyStore): QuarantineItem {
  const { messageCipher, noteCipher, ...facts } = stored;
  const { itemId, reason } = facts;
  const message = decryptText(keys, { itemId, text: "message" }, messageCipher);
  const item = { ...facts, message: message ?? PLAIN_SENTENCES[reason] };
  if (noteCipher === undefined) return item;
  const note = decryptText(keys, { itemId, text: "note" }, noteCipher);
  return { ...item, note: note ?? NOTE_GONE };
}

function encryptText(keys: KeyStore, place: TextPlace, text: string): string | null {
  return withKey(keys, place, (key) => encryptForItem(key, place, Buffer.from(text)));
}

function decryptText(keys: KeyStore, place: TextPlace, cipher: string | null): string | null {
  if (cipher === null) return null;
  return withKey(keys, place, (key) => decryptOfItem(key, place, cipher).toString());
}

/**
 * Null where there is no key, or text, to work with: one item's loss must neither hide it nor those listed
 * beside it, nor keep it open for ever. A key is never made here: the content would be none of its.
 */
function withKey(
  keys: KeyStore,
  { itemId }: TextPlace,
  use: (key: Buffer) => string,
): string | null {
  try {
    const key = keys.findSubjectKey(subjectOfItem(itemId));
    return key === null ? null : use(key);
  } catch (error) {
    if (error instanceof TracewellError && UNREADABLE.has(error.code)) return null;
    throw error;
  }
}

function shortened(message: string): string {
  if (message.length <= QUARANTINE_MESSAGE_CHARACTERS_MAX) return message;
  const kept = message.slice(0, QUARANTINE_MESSAGE_CHARACTERS_MAX - CUT.length);
  // Half of a surrogate pair cannot be written in UTF-8.
  return (/[\uD800-\uDBFF]$/.test(kept) ? kept.slice(0, -1) : kept) + CUT;
}
