import { isProtectedValue } from "#domain/protection/protected-value.ts";
import type { AuditEvent } from "./event.ts";

/** Top-level fields of the event schema; every other top-level key is an unknown producer field. */
const EVENT_FIELDS: ReadonlySet<string> = new Set([
  "id",
  "type",
  "time",
  "transactionId",
  "unattributed",
  "objects",
  "actor",
  "amount",
  "outcome",
  "reason",
  "message",
  "level",
  "attributes",
  "source",
  "parseNotes",
  "traceparent",
  "raw",
  "rawBase64",
  "schemaVersion",
]);

/**
 * Where the protection stage keeps the ciphertext of texts it masked in place, by field name. It belongs
 * to the record, not to what the producer said: answers and tokens leave it out.
 */
export const PROTECTED_TEXT_FIELD = "protectedText";

/** What a clashing unknown field is called under `attributes`. */
export const TOP_LEVEL_SUFFIX = " (top level)";

/** What `attributesOf` gives for an event without any: always this very object. */
export const NO_ATTRIBUTES: Readonly<Record<string, unknown>> = Object.freeze({});

/**
 * The attributes of an event as answers show them and queries see them: those of `attributes`, and every
 * unknown top-level field under its own name. Where `attributes` has that name already, it keeps it, and
 * the unknown field is called `<name> (top level)`, so nothing is lost. Treat the result as read-only: it
 * is the event's own object where there is nothing to add.
 */
export function attributesOf(event: AuditEvent): Readonly<Record<string, unknown>> {
  const stated = event.attributes ?? NO_ATTRIBUTES;
  let merged: Record<string, unknown> | undefined;
  for (const key in event) {
    if (EVENT_FIELDS.has(key) || isProtectedText(key, event[key])) continue;
    merged ??= { ...stated };
    let name = key;
    while (Object.hasOwn(merged, name)) name += TOP_LEVEL_SUFFIX;
    Object.defineProperty(merged, name, {
      value: event[key],
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return merged ?? stated;
}

function isProtectedText(key: string, value: unknown): boolean {
  if (key !== PROTECTED_TEXT_FIELD || typeof value !== "object" || value === null) return false;
  return Object.values(value).every(isProtectedValue);
}
