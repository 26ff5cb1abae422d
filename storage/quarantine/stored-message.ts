import { createTextMasker } from "#domain/protection/free-text.ts";
import type { QuarantineReason } from "./quarantine-store.ts";

/** Messages are one sentence; a longer one is cut. */
export const STORED_MESSAGE_CHARACTERS_MAX = 1024;

/** An excerpt of the input may stand in a message up to this length: names of fields, not their values. */
export const EXCERPT_CHARACTERS_MAX = 16;

/** A shorter run that input and message share is chance, or too little to spend. */
const EXCERPT_CHARACTERS_MIN = 6;

/** Searching larger input for every part of a message would hold up the writer for too long. */
const SEARCHED_CONTENT_BYTES_MAX = 256 * 1024;

/** Names of fields have none of these; values, and the punctuation between them, do. */
const VALUE_CHARACTERS = /[\d:{}[\]<>=@]/;

const OMITTED = "…";

/** Times are what a message about an impossible time has to show. */
const TIME = /^\s*\d{4}-\d{1,2}-\d{1,2}[T\s\d:.Z+-]*$/;

/** What is said where an excerpt might hide in the message and cannot be looked for. */
const PLAIN_SENTENCES: Readonly<Record<QuarantineReason, string>> = {
  undecodable: "The input could not be decoded. Look at its content, mend it and retry.",
  oversized: "The input is too large for one record. Shorten it and retry.",
  "id-conflict": "Other content was already recorded under this identity.",
  "invalid-event": "The input is no valid event. Look at its content, mend it and retry.",
  "invalid-time": "The input's time does not exist or cannot be read.",
  "torn-tail": "The last write to a file was interrupted; its records were never acknowledged.",
};

/**
 * The message as it may stand unencrypted beside encrypted content: without e-mail addresses and without
 * excerpts of the content, which may be anything. `known` texts stand in clear beside it anyway. Where the content is too large to
 * compare, or gone (null), a sentence about the reason takes the message's place.
 */
export function storedMessage(
  message: string,
  content: Uint8Array | null,
  options: { reason: QuarantineReason; known: readonly (string | undefined)[] },
): string {
  if (content === null || content.length > SEARCHED_CONTENT_BYTES_MAX)
    return PLAIN_SENTENCES[options.reason];
  const short = message.slice(0, STORED_MESSAGE_CHARACTERS_MAX);
  const allowed = options.known.filter((text) => text !== undefined);
  return createTextMasker([])(withoutExcerpts(short, Buffer.from(content), allowed));
}

function withoutExcerpts(message: string, content: Buffer, allowed: readonly string[]): string {
  let kept = "";
  let at = 0;
  while (at < message.length) {
    const excerpt = message.slice(at, excerptEnd(message, at, content));
    if (excerpt === "") {
      kept += message[at];
      at += 1;
    } else {
      kept += isTelling(excerpt, allowed) ? OMITTED : excerpt;
      at += excerpt.length;
    }
  }
  return kept;
}

/** End of the longest run from `at` that the content holds too; `at` when there is none worth the name. */
function excerptEnd(message: string, at: number, content: Buffer): number {
  let end = at + EXCERPT_CHARACTERS_MIN;
  if (end > message.length || !content.includes(message.slice(at, end))) return at;
  while (end < message.length && content.includes(message.slice(at, end + 1))) end += 1;
  return end;
}

function isTelling(excerpt: string, allowed: readonly string[]): boolean {
  if (TIME.test(excerpt) || allowed.some((text) => text.includes(excerpt.trim()))) return false;
  return excerpt.length > EXCERPT_CHARACTERS_MAX || VALUE_CHARACTERS.test(excerpt);
}
