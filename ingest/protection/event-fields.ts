import type { AuditEvent } from "#domain/events/event.ts";

/** Free text of an event: findings are masked in place, the whole text is kept as ciphertext beside it. */
export const TEXT_FIELDS = ["message", "reason", "unattributed", "raw", "rawBase64"] as const;
export type TextField = (typeof TEXT_FIELDS)[number];

/** Deeper events cannot be checked and are refused. Producers nest three or four levels. */
export const FIELD_DEPTH_MAX = 64;

/** Fields of the event schema that hold neither free text nor fields of the producer's own choice. */
const PLAIN_FIELDS = new Set<string>([
  "id",
  "type",
  "time",
  "transactionId",
  "amount",
  "outcome",
  "level",
  "parseNotes",
  "traceparent",
  "schemaVersion",
  ...TEXT_FIELDS,
]);

/** Keys of one object that the event schema defines: identifiers and positions, never protected. */
export type SchemaKeys = ReadonlySet<string> | null;

const OBJECT_KEYS: SchemaKeys = new Set(["type", "id", "role"]);
const ACTOR_KEYS: SchemaKeys = new Set(["type", "id"]);
const SOURCE_KEYS: SchemaKeys = new Set(["name", "format", "file", "line", "offset"]);

/** True for top-level fields whose values must be looked through. */
export function isProducerField(key: string): boolean {
  return !PLAIN_FIELDS.has(key);
}

/** The schema's own keys inside a top-level field (or inside each element of an array there). */
export function schemaKeysOf(topLevelKey: string): SchemaKeys {
  switch (topLevelKey) {
    case "objects":
      return OBJECT_KEYS;
    case "actor":
      return ACTOR_KEYS;
    case "source":
      return SOURCE_KEYS;
    default:
      return null;
  }
}

export type Fields = Readonly<Record<string, unknown>>;

/** The event with the keys its producer added; the schema's type names only its own. */
export function fieldsOf(event: AuditEvent): Fields {
  return event;
}

/** True for JSON objects. */
export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A copy of the event with other values; fields missing in `values` are missing in the copy. */
export function withFields(event: AuditEvent, values: ReadonlyMap<string, unknown>): AuditEvent {
  const copy = { ...event };
  for (const key of Object.keys(event)) if (!values.has(key)) Reflect.deleteProperty(copy, key);
  for (const [key, value] of values) {
    // Plain assignment would take a field named `__proto__` for something else.
    Object.defineProperty(copy, key, {
      value,
      enumerable: true,
      writable: true,
      configurable: true,
    });
  }
  return copy;
}

/** Nothing personal or secret can be told by an empty value or by yes and no. */
export function isTelling(value: unknown): boolean {
  return typeof value === "string"
    ? value !== ""
    : typeof value === "number" || (typeof value === "object" && value !== null);
}
