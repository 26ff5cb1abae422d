import { isUtf8 } from "node:buffer";
import { parseExactJson } from "#domain/events/exact-json.ts";
import { JSON_DEPTH_MAX, JsonChecker } from "#ingest/formats/json-checker.ts";
import { countKeysWritten, findRepeatedKey } from "#ingest/formats/json-text.ts";
import { firstInvalidByte } from "#ingest/formats/source-text.ts";

const SPACE = Buffer.from(" ");

export type JsonReading =
  | { readonly ok: true; readonly value: Record<string, unknown> }
  | {
      readonly ok: false;
      readonly message: string;
      /** The text is a correct beginning of JSON that more text might complete. */
      readonly unfinished: boolean;
    };

/**
 * Reads one JSON object. Numbers that a double would change come as their source text (`parseExactJson`).
 * Refused: other values than objects, bytes that are not UTF-8 (JSON is UTF-8 by definition), nesting above
 * `JSON_DEPTH_MAX`, and a key that one object has twice: readers differ in which of the two they take, so
 * the record would not say the same to everybody.
 */
export function readJsonObject(bytes: Buffer): JsonReading {
  const text = bytes.toString("utf8");
  // Reading bytes that are not UTF-8 leaves this character, which may also have been written by the producer.
  if (text.includes("\uFFFD") && !isUtf8(bytes)) return refuse(`${notUtf8(bytes)}.`);
  // Throwing costs more than anything else here, so it is left to what at least looks like an object.
  if (!looksWhole(bytes)) return explain(bytes);
  let value: unknown;
  try {
    value = parseExactJson(text);
  } catch {
    return explain(bytes);
  }
  if (!isObject(value)) return explain(bytes);
  const shape: Shape = { keys: 0, depthMax: 0 };
  measure(value, 1, shape);
  if (shape.depthMax > JSON_DEPTH_MAX) {
    return refuse(`The object is nested deeper than ${JSON_DEPTH_MAX} levels.`);
  }
  if (shape.keys !== countKeysWritten(bytes)) {
    const repeated = findRepeatedKey(bytes);
    if (repeated !== null) {
      const place = placeOf(bytes, repeated.index);
      return refuse(
        `The key ${JSON.stringify(repeated.key)} appears twice in one object (second at ${place}): readers would disagree on its value.`,
      );
    }
  }
  return { ok: true, value };
}

/** Whether text begins and ends like a whole object. */
export function looksWhole(bytes: Buffer): boolean {
  return bytes[0] === 0x7b && bytes[bytes.length - 1] === 0x7d;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

interface Shape {
  keys: number;
  depthMax: number;
}

function measure(value: Record<string, unknown>, depth: number, shape: Shape): void {
  if (depth > shape.depthMax) shape.depthMax = depth;
  if (depth > JSON_DEPTH_MAX) return;
  for (const key in value) {
    shape.keys++;
    const member = value[key];
    if (typeof member !== "string") measureMember(member, depth, shape);
  }
}

function measureMember(member: unknown, depth: number, shape: Shape): void {
  if (Array.isArray(member)) {
    if (depth >= shape.depthMax) shape.depthMax = depth + 1;
    if (depth >= JSON_DEPTH_MAX) return;
    for (const element of member) measureMember(element, depth + 1, shape);
  } else if (isObject(member)) measure(member, depth + 1, shape);
}

function refuse(message: string): JsonReading {
  return { ok: false, message, unfinished: false };
}

function explain(bytes: Buffer): JsonReading {
  const checker = new JsonChecker();
  const text = checker.feed(bytes);
  // A number ends only where something else begins.
  const progress = text.state === "open" ? checker.feed(SPACE) : text;
  const end = text.state === "complete" ? text.end : bytes.length;
  if (progress.state === "wrong") {
    return refuse(
      `Not JSON: ${progress.expected} was expected at ${placeOf(bytes, progress.index)}.`,
    );
  }
  if (progress.state === "complete" && end === bytes.length) {
    return refuse(`A record must be a JSON object; this is ${kindOf(bytes)}.`);
  }
  if (progress.state === "complete") {
    return refuse(`Not one JSON value: more text follows its end at ${placeOf(bytes, end)}.`);
  }
  const place = placeOf(bytes, bytes.length);
  const message = `Not JSON: the text ends at ${place} where ${checker.missing()} was expected.`;
  return { ok: false, message, unfinished: true };
}

/** `column 12`, with the line within the record when it has several. Columns count characters from 1. */
function placeOf(bytes: Buffer, index: number): string {
  const before = bytes.toString("utf8", 0, index);
  const lineStart = before.lastIndexOf("\n") + 1;
  const column = `column ${before.length - lineStart + 1}`;
  if (!bytes.includes(0x0a)) return column;
  return `line ${before.split("\n").length} of the record, ${column}`;
}

function notUtf8(bytes: Buffer): string {
  const start = bytes.subarray(0, 2).toString("hex");
  if (start === "fffe" || start === "feff") return "The text looks like UTF-16; JSON must be UTF-8";
  const index = firstInvalidByte(bytes);
  const byte = bytes[index]?.toString(16).padStart(2, "0") ?? "the end";
  return `JSON must be UTF-8; the byte ${byte} at ${placeOf(bytes, index)} is not`;
}

const KINDS: Readonly<Record<string, string>> = {
  "[": "an array",
  '"': "a string",
  t: "a boolean",
  f: "a boolean",
  n: "null",
};

/** What a whole JSON value is that begins so. */
function kindOf(bytes: Buffer): string {
  return KINDS[String.fromCharCode(bytes[0] ?? 0)] ?? "a number";
}
