import { EVENT_OBJECTS_MAX, EVENT_SCHEMA_VERSION, type ParseNote } from "#domain/events/event.ts";
import { OBJECT_TYPES } from "#domain/events/catalog/event-type.ts";
import { readForeignType } from "#ingest/formats/foreign-type.ts";
import { levelOfWord } from "#ingest/formats/level-names.ts";
import type { OtlpLogRecord } from "#ingest/formats/otlp-export.ts";
import {
  fieldsOf,
  otlpAttributes,
  otlpHexId,
  otlpTime,
  otlpValue,
} from "#ingest/formats/otlp-values.ts";
import { parseNote } from "#ingest/formats/parse-notes.ts";
import { isoTime, type TimeReading } from "#ingest/formats/source-time.ts";
import { readEpoch } from "#ingest/formats/time-text.ts";
import type { TransactionIdExpression } from "#ingest/formats/transaction-id-pattern.ts";

type Fields = Readonly<Record<string, unknown>>;

export type OtlpReading =
  | { readonly ok: true; readonly event: Record<string, unknown> }
  | { readonly ok: false; readonly problem: string };

export interface OtlpContext {
  readonly transactionId: TransactionIdExpression;
  /** Arrival, in epoch milliseconds, where it is known. */
  readonly assumedTimeMs: number | undefined;
}

/** What an attribute says of the transaction; the first of these that fits counts. */
const OWN_TRANSACTION_KEY = "tracewell.transaction_id";
const TRANSACTION_KEYS = ["transactionId", "transaction_id", "transaction.id"];

/** Attributes that name an object. */
const OBJECT_KEYS: ReadonlyMap<string, { type: string; role?: string }> = new Map([
  ...OBJECT_TYPES.filter((type) => type !== "transaction").map(
    (type) => [`${type}.id`, { type }] as const,
  ),
  ["gift_card.id", { type: "giftCard" }],
  ["order.number", { type: "order" }],
  ["order.foreign_id", { type: "order", role: "foreignId" }],
]);

/** Severity numbers come in fours, from TRACE (1–4) to FATAL (21–24). */
const LEVELS = ["trace", "debug", "info", "warning", "error", "fatal"];

export function readOtlpRecord(given: OtlpLogRecord, context: OtlpContext): OtlpReading {
  const record = fieldsOf(given.record);
  const time = timeOf(record, context);
  if (!time.ok) return { ok: false, problem: time.problem };
  const attributes = otlpAttributes(record["attributes"]);
  const type = typeOf(record, attributes);
  const transactionId = takeTransaction(attributes, context.transactionId);
  const objects = takeObjects(attributes);
  if (objects.length === 0 && transactionId !== undefined) {
    objects.push({ type: "transaction", id: transactionId });
  }
  const body = otlpValue(record["body"]);
  const level = levelOf(record);
  const traceparent = traceparentOf(record);
  const notes = [...time.notes, ...type.notes];
  const unattributed = "no transaction ID in the log record";
  return {
    ok: true,
    event: {
      type: type.name,
      time: isoTime(time.ms),
      ...(transactionId === undefined ? { unattributed } : { transactionId }),
      ...(objects.length > 0 && { objects }),
      ...(typeof body === "string" && body !== "" && { message: body }),
      ...(level !== undefined && { level }),
      ...(traceparent !== undefined && { traceparent }),
      attributes: allAttributes(given, attributes, [
        ["body", typeof body === "string" ? undefined : body],
        ["eventName", type.notes.length > 0 ? record["eventName"] : undefined],
        ["timeUnixNano", isTruncated(time) ? record["timeUnixNano"] : undefined],
        ["traceId", traceparent === undefined ? otlpHexId(record["traceId"], 16) : undefined],
        ["severityText", severityTextOf(record, level)],
      ]),
      ...(notes.length > 0 && { parseNotes: notes }),
      raw: given.text,
      schemaVersion: EVENT_SCHEMA_VERSION,
    },
  };
}

/** The name of the service that a resource describes, as a source may be called; undefined without one. */
export function sourceNameOf(resource: Fields): string | undefined {
  const name = otlpAttributes(resource["attributes"]).get("service.name");
  if (typeof name !== "string") return undefined;
  const fitting = name
    .replaceAll(/[^A-Za-z0-9._-]+/g, "-")
    .replace(/^[._-]+/, "")
    .slice(0, 128);
  return fitting === "" ? undefined : fitting;
}

function timeOf(record: Fields, { assumedTimeMs }: OtlpContext): TimeReading {
  const occurred = otlpTime(record["timeUnixNano"]);
  if (occurred !== null) return nanoseconds(occurred);
  const observed = otlpTime(record["observedTimeUnixNano"]);
  if (observed !== null) {
    const reading = nanoseconds(observed);
    return reading.ok
      ? { ...reading, notes: [...reading.notes, parseNote("time-observed")] }
      : reading;
  }
  if (assumedTimeMs === undefined) {
    const problem =
      "The log record has no time, and when it arrived is not known; give a time with --assumed-time (assumedTime over HTTP).";
    return { ok: false, problem };
  }
  const message = `The log record has no time; ${isoTime(assumedTimeMs)}, when it arrived, stands in.`;
  return { ok: true, ms: assumedTimeMs, notes: [parseNote("time-assumed", message)] };
}

function nanoseconds(text: string): TimeReading {
  return readEpoch(text, "epoch-ns") ?? { ok: false, problem: `${text} is no time.` };
}

function isTruncated(time: TimeReading & { ok: true }): boolean {
  return time.notes.some(({ code }) => code === "time-truncated");
}

function typeOf(
  record: Fields,
  attributes: ReadonlyMap<string, unknown>,
): { name: string; notes: readonly ParseNote[] } {
  const given = [record["eventName"], attributes.get("event.name")].find(
    (name) => typeof name === "string" && name !== "",
  );
  if (typeof given !== "string") return { name: "trace.recorded", notes: [] };
  const name = readForeignType(given, "otlp") ?? "trace.recorded";
  if (name === given) return { name, notes: [] };
  const message = `The event name ${JSON.stringify(given.slice(0, 256))} was read as ${name}.`;
  return { name, notes: [parseNote("type-derived", message)] };
}

function takeTransaction(
  attributes: Map<string, unknown>,
  pattern: TransactionIdExpression,
): string | undefined {
  const own = attributes.get(OWN_TRANSACTION_KEY);
  if (typeof own === "string" && own.trim() !== "") {
    attributes.delete(OWN_TRANSACTION_KEY);
    return own;
  }
  for (const key of TRANSACTION_KEYS) {
    const value = attributes.get(key);
    if (typeof value !== "string" || !pattern.test(value)) continue;
    attributes.delete(key);
    return value;
  }
  return undefined;
}

function takeObjects(attributes: Map<string, unknown>): object[] {
  const objects: object[] = [];
  for (const [key, { type, role }] of OBJECT_KEYS) {
    const value = attributes.get(key);
    const isNamed = typeof value === "number" || (typeof value === "string" && value !== "");
    if (!isNamed || objects.length === EVENT_OBJECTS_MAX) continue;
    attributes.delete(key);
    objects.push({ type, id: String(value), ...(role !== undefined && { role }) });
  }
  return objects;
}

function levelOf(record: Fields): string | undefined {
  const number = Number(record["severityNumber"] ?? 0);
  if (number >= 1 && number <= 24) return LEVELS[Math.floor((number - 1) / 4)];
  const text = record["severityText"];
  return typeof text === "string" ? levelOfWord(text) : undefined;
}

/** Kept where the level does not say the same. */
function severityTextOf({ severityText }: Fields, level: string | undefined): unknown {
  if (typeof severityText !== "string" || severityText === "") return undefined;
  return level !== undefined && levelOfWord(severityText) === level ? undefined : severityText;
}

function traceparentOf(record: Fields): string | undefined {
  const traceId = otlpHexId(record["traceId"], 16);
  const spanId = otlpHexId(record["spanId"], 8);
  if (traceId === null || spanId === null) return undefined;
  const flags = Number(record["flags"] ?? 0) & 0xff;
  return `00-${traceId}-${spanId}-${flags.toString(16).padStart(2, "0")}`;
}

/** The record's own attributes stand at the top; what else is there never takes the place of one. */
function allAttributes(
  { resource, scope }: OtlpLogRecord,
  attributes: ReadonlyMap<string, unknown>,
  more: readonly (readonly [string, unknown])[],
): Record<string, unknown> {
  const all = new Map(attributes);
  for (const [key, value] of [
    ...more,
    // The names that OpenTelemetry itself gives them where a scope becomes attributes.
    ["otel.scope.name", scope["name"] || undefined] as const,
    ["otel.scope.version", scope["version"] || undefined] as const,
    ["scope", objectOf(otlpAttributes(scope["attributes"]))] as const,
    ["resource", objectOf(otlpAttributes(resource["attributes"]))] as const,
  ]) {
    if (value !== undefined && value !== null) all.set(all.has(key) ? `${key} (OTLP)` : key, value);
  }
  return Object.fromEntries(all);
}

function objectOf(entries: Iterable<readonly [string, unknown]>): Fields | undefined {
  const object = Object.fromEntries(entries);
  return Object.keys(object).length === 0 ? undefined : object;
}
