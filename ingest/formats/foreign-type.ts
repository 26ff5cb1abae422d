import { findEventType } from "#domain/events/catalog.ts";
import { isEventType } from "#ingest/formats/own-event.ts";

/** The event schema's bound on a type. */
const TYPE_CHARACTERS_MAX = 128;

/** What separates the parts of a type: dots, and the slashes and colons of types that are URIs. */
const PART_SEPARATOR = /[./:]+/;

/**
 * The type of an event whose producer names it by other rules than ours; null when nothing of the name is
 * left. `com.example.order.placed` is `order.placed`, a type of the catalog, told by its last two parts; of
 * any other each part is made camelCase (`com.example.pull_request.Opened` → `com.example.pullRequest.opened`)
 * and one that has no dot gets `prefix` before it. A valid type stays as it is, unless the catalog knows
 * its end.
 */
export function readForeignType(name: string, prefix: string): string | null {
  const parts = name
    .split(PART_SEPARATOR)
    .map(camelCase)
    .filter((part) => part !== "");
  const end = parts.slice(-2).join(".");
  if (findEventType(end) !== null) return end;
  if (parts.length === 0) return null;
  if (parts.length === 1) parts.unshift(prefix);
  // What comes last says most.
  while (parts.length > 2 && parts.join(".").length > TYPE_CHARACTERS_MAX) parts.shift();
  const type = parts.join(".").slice(0, TYPE_CHARACTERS_MAX);
  return isEventType(type) ? type : null;
}

function camelCase(part: string): string {
  const words = part
    .normalize("NFKD")
    .replaceAll(/\p{M}+/gu, "")
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== "");
  const joined = words
    .map((word, place) => (place === 0 ? lowerStart(word) : upperStart(word)))
    .join("");
  return /^\d/.test(joined) ? `n${joined}` : joined;
}

/** `BlobCreated` → `blobCreated`, `HTTPRequest` → `httpRequest`, `OPENED` → `opened`. */
function lowerStart(word: string): string {
  const start = /^[A-Z]+(?![a-z])|^[A-Z]/.exec(word)?.[0] ?? "";
  return start.toLowerCase() + word.slice(start.length);
}

function upperStart(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}
