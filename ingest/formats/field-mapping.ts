import { TracewellError } from "#domain/errors.ts";
import type { FieldMapping } from "#ingest/formats/format.ts";
import { isObject } from "#ingest/formats/json-object.ts";
import { type JsonPath, parseJsonPath, putAt, valueAt } from "#ingest/formats/json-path.ts";
import { levelOfNumber, levelOfWord } from "#ingest/formats/level-names.ts";
import type { TimeReading, ZoneClock } from "#ingest/formats/source-time.ts";
import { readEpoch, readIsoTime } from "#ingest/formats/time-text.ts";

/** What a mapping makes of one record. */
export interface MappedFields {
  /** Event fields without `time`. */
  readonly event: Record<string, unknown>;
  /** Null when the mapping names no time or the record has none at that path. */
  readonly time: TimeReading | null;
  /** Members of the record that were taken whole. */
  readonly taken: ReadonlySet<string>;
}

/** Set by the decoder itself; a mapping must not pretend them. */
const RESERVED = new Set(["raw", "rawBase64", "parseNotes", "source", "schemaVersion"]);

/** Event fields that are text, whatever a foreign record has in their place. */
const TEXT_FIELDS = new Set([
  "id",
  "type",
  "transactionId",
  "unattributed",
  "actor",
  "objects",
  "outcome",
  "reason",
  "message",
  "traceparent",
]);

interface MappedField {
  readonly target: JsonPath;
  readonly source: JsonPath;
}

/** A field mapping, checked and ready. Throws `invalid-parameter` for a path that is none. */
export class CompiledMapping {
  /** Where the mapping looks for the time, as it was written; null when it names no place. */
  readonly timePath: string | null;
  readonly #fields: MappedField[] = [];
  readonly #constants: { target: JsonPath; value: unknown }[] = [];
  readonly #timeFormat: string | undefined;
  readonly #clock: ZoneClock;

  constructor(mapping: FieldMapping, clock: ZoneClock) {
    this.#clock = clock;
    this.#timeFormat = mapping.timeFormat;
    this.timePath = mapping.fields["time"] ?? null;
    for (const [target, source] of Object.entries(mapping.fields)) {
      this.#fields.push({ target: targetPath(target), source: parseJsonPath(source) });
    }
    for (const [target, value] of Object.entries(mapping.constants ?? {})) {
      this.#constants.push({ target: targetPath(target), value });
    }
  }

  apply(record: Readonly<Record<string, unknown>>): MappedFields {
    const event: Record<string, unknown> = {};
    const taken = new Set<string>();
    let time: TimeReading | null = null;
    for (const { target, value } of this.#constants) putAt(event, target, structuredClone(value));
    for (const { target, source } of this.#fields) {
      const value = valueAt(record, source);
      if (value === undefined || value === null) continue;
      if (source.length === 1) taken.add(String(source[0]));
      if (target[0] === "time") time = readFormattedTime(value, this.#timeFormat, this.#clock);
      else putAt(event, target, fitting(target, value));
    }
    dropIncomplete(event);
    return { event, time, taken };
  }
}

/** Reads by the `timeFormat` of a mapping. */
export function readFormattedTime(
  value: unknown,
  format: string | undefined,
  clock: ZoneClock,
): TimeReading {
  if (typeof value !== "string" && typeof value !== "number") {
    return { ok: false, problem: "The time is neither text nor a number." };
  }
  if (format === undefined) return readAnyTime(value, clock) ?? unreadable(value);
  if (format === "iso") return readIsoTime(String(value), clock) ?? unreadable(value);
  if (format.startsWith("epoch-")) return readEpoch(value, format) ?? unreadable(value);
  return clock.readFormat(String(value), format);
}

/** ISO 8601 text, or an epoch number whose size shows its unit; null when it is neither. */
export function readAnyTime(value: unknown, clock: ZoneClock): TimeReading | null {
  if (typeof value === "number") return readEpoch(value);
  if (typeof value !== "string") return null;
  return readIsoTime(value, clock) ?? readEpoch(value.trim());
}

function unreadable(value: string | number): TimeReading {
  return { ok: false, problem: `${JSON.stringify(value)} cannot be read as a time.` };
}

function targetPath(text: string): JsonPath {
  const path = parseJsonPath(text);
  const field = String(path[0]);
  if (!RESERVED.has(field)) return path;
  throw new TracewellError(
    "invalid-parameter",
    `A mapping cannot set "${field}": it says where a record came from.`,
    { detail: { parameter: "mapping", value: text } },
  );
}

function fitting(target: JsonPath, value: unknown): unknown {
  const field = String(target[0]);
  if (field === "level") return levelText(value);
  if (field === "amount" && target[1] === "minor") return wholeNumber(value);
  return TEXT_FIELDS.has(field) && !isContainerTarget(target, value) ? asText(value) : value;
}

/** Whole arrays of objects and whole actors are taken as they are and judged by validation. */
function isContainerTarget(target: JsonPath, value: unknown): boolean {
  return (
    target.length <= 2 &&
    (target[0] === "objects" || target[0] === "actor") &&
    typeof value === "object"
  );
}

export function levelText(value: unknown): string {
  if (typeof value === "number") return levelOfNumber(value);
  const word = asText(value);
  return levelOfWord(word) ?? word.toLowerCase().slice(0, 16);
}

function asText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function wholeNumber(value: unknown): unknown {
  return typeof value === "string" && /^-?\d{1,15}$/.test(value) ? Number(value) : value;
}

/** Constants stand beside fields that a record may lack; half an object, actor or amount is none. */
function dropIncomplete(event: Record<string, unknown>): void {
  const { objects, actor, amount } = event;
  if (Array.isArray(objects)) {
    const whole = objects.filter((object) => isObject(object) && object["id"] !== undefined);
    if (whole.length > 0) event["objects"] = whole;
    else delete event["objects"];
  }
  if (isObject(actor) && actor["id"] === undefined) delete event["actor"];
  if (isObject(amount) && amount["minor"] === undefined) delete event["amount"];
}
