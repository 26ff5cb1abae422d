import { isObject } from "#ingest/formats/json-object.ts";

type Fields = Readonly<Record<string, unknown>>;

/**
 * What an AnyValue of OTLP/JSON holds: text, a number, a truth, a list or an object. Whole numbers beyond
 * 2^53 come as text, bytes as Base64; undefined for a value that is not set.
 */
export function otlpValue(value: unknown): unknown {
  if (!isObject(value)) return undefined;
  if (value["stringValue"] !== undefined) return value["stringValue"];
  if (value["boolValue"] !== undefined) return value["boolValue"];
  if (value["intValue"] !== undefined) return wholeNumber(value["intValue"]);
  if (value["doubleValue"] !== undefined) return value["doubleValue"];
  if (value["bytesValue"] !== undefined) return value["bytesValue"];
  const { arrayValue, kvlistValue } = value;
  if (isObject(arrayValue))
    return list(arrayValue["values"]).map((item) => otlpValue(item) ?? null);
  return isObject(kvlistValue)
    ? Object.fromEntries(otlpAttributes(kvlistValue["values"]))
    : undefined;
}

/** Attributes by their keys, as they are written; of a key that repeats, the last one that is set counts. */
export function otlpAttributes(keyValues: unknown): Map<string, unknown> {
  const attributes = new Map<string, unknown>();
  for (const pair of list(keyValues)) {
    if (!isObject(pair)) continue;
    const { key = "" } = pair;
    const value = otlpValue(pair["value"]);
    if (typeof key === "string" && value !== undefined) attributes.set(key, value);
  }
  return attributes;
}

/** Nanoseconds since 1970 as digits; null where the field is not set or zero, which means unknown. */
export function otlpTime(value: unknown): string | null {
  const text = typeof value === "number" || typeof value === "string" ? String(value) : "";
  return /^\d{1,20}$/.test(text) && /[1-9]/.test(text) ? text : null;
}

/** An ID of so many bytes in lower case; null where it is not set, malformed or all zeros. */
export function otlpHexId(value: unknown, bytes: number): string | null {
  if (typeof value !== "string" || value.length !== bytes * 2) return null;
  return /^[\da-f]+$/i.test(value) && /[1-9a-f]/i.test(value) ? value.toLowerCase() : null;
}

export function fieldsOf(value: unknown): Fields {
  return isObject(value) ? value : {};
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function wholeNumber(value: unknown): unknown {
  if (typeof value !== "string" || !/^-?\d+$/.test(value)) return value;
  return Number.isSafeInteger(Number(value)) ? Number(value) : value;
}
