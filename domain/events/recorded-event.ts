import type { AuditEvent } from "./event.ts";
import { parseExactJson } from "./exact-json.ts";
import { isPlainObject } from "./fields.ts";

/**
 * The event in a record's JSON, every number exact (see `parseExactJson`). It was validated when it was
 * recorded, and the record's checksum vouches for it since, so only what every reader relies on is looked
 * at again: the whole schema would cost as much as the parsing. Throws `SyntaxError` for text that is no
 * JSON, `TypeError` for JSON that is no event.
 */
export function readRecordedEvent(eventJson: string): AuditEvent {
  const value = parseExactJson(eventJson);
  if (!isEvent(value)) throw new TypeError("The record holds no event.");
  return value;
}

function isEvent(value: unknown): value is AuditEvent {
  return (
    isPlainObject(value) && typeof value["type"] === "string" && typeof value["time"] === "string"
  );
}
