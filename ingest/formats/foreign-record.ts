import { EVENT_SCHEMA_VERSION } from "#domain/events/event.ts";
import { type CompiledMapping, levelText, readAnyTime } from "#ingest/formats/field-mapping.ts";
import { isEventType } from "#ingest/formats/own-event.ts";
import { isoTime, type TimeReading, type ZoneClock } from "#ingest/formats/source-time.ts";
import type { TransactionIdExpression } from "#ingest/formats/transaction-id-pattern.ts";

type Fields = Readonly<Record<string, unknown>>;

/** Where loggers put the time, the message, the severity and the transaction; the first that fits counts. */
const TIME_FIELDS = ["time", "timestamp", "@timestamp", "ts", "date"];
const MESSAGE_FIELDS = ["msg", "message", "text", "log"];
const LEVEL_FIELDS = ["level", "severity", "levelname", "log.level"];
const TRANSACTION_FIELDS = ["transactionId", "transaction_id", "tx"];

const NO_TIME = `The record has no time: none of ${TIME_FIELDS.join(", ")} can be read as one.`;

/** An event read from JSON that is not ours, or why it is none. */
export type ForeignReading =
  | { readonly ok: true; readonly event: Record<string, unknown> }
  | { readonly ok: false; readonly problem: string };

export interface ForeignContext {
  readonly clock: ZoneClock;
  readonly transactionId: TransactionIdExpression;
  /** The record's source text. */
  readonly raw: string;
}

/** Applies a mapping. Where it names no time, the usual fields are looked at. */
export function readMapped(
  record: Fields,
  mapping: CompiledMapping,
  context: ForeignContext,
): ForeignReading {
  const { event, time, taken } = mapping.apply(record);
  if (time === null && mapping.timePath !== null) {
    return { ok: false, problem: `The record has no time at ${mapping.timePath}.` };
  }
  const found = time === null ? findTime(record, context.clock) : { field: "", reading: time };
  if (found === null) return { ok: false, problem: NO_TIME };
  if (!found.reading.ok) return { ok: false, problem: found.reading.problem };
  const rest = without(record, new Set([...taken, found.field]));
  return finish({ type: "trace.recorded", ...event }, found.reading, rest, context);
}

/** An event of ours but for the form of its time or level, as a logger writes it. Null when it is none. */
export function readNearlyOwn(record: Fields, context: ForeignContext): ForeignReading | null {
  if (!isEventType(record["type"])) return null;
  const reading = readAnyTime(record["time"], context.clock);
  if (reading === null || !reading.ok) return null;
  const { level, msg, message, ...rest } = record;
  const text = message ?? msg;
  const notes = Array.isArray(record["parseNotes"]) ? record["parseNotes"] : [];
  return {
    ok: true,
    event: {
      ...rest,
      time: isoTime(reading.ms),
      ...(level !== undefined && { level: levelText(level) }),
      ...(text !== undefined && { message: text }),
      ...noted([...notes, ...reading.notes]),
      raw: context.raw,
    },
  };
}

/** Any other record: `trace.recorded`, with what is known of it in its place and the rest in attributes. */
export function readForeign(record: Fields, context: ForeignContext): ForeignReading {
  const time = findTime(record, context.clock);
  if (time === null) return { ok: false, problem: NO_TIME };
  if (!time.reading.ok) return { ok: false, problem: time.reading.problem };
  const taken = new Set([time.field]);
  const event: Record<string, unknown> = { type: "trace.recorded" };
  const message = MESSAGE_FIELDS.find((field) => typeof record[field] === "string");
  if (message !== undefined) {
    event["message"] = record[message];
    taken.add(message);
  }
  const level = LEVEL_FIELDS.find((field) => isLevel(record[field]));
  if (level !== undefined) {
    event["level"] = levelText(record[level]);
    taken.add(level);
  }
  const transaction = TRANSACTION_FIELDS.find((field) =>
    isText(record[field], context.transactionId),
  );
  if (transaction !== undefined) {
    event["transactionId"] = record[transaction];
    taken.add(transaction);
  }
  return finish(event, time.reading, without(record, taken), context);
}

function finish(
  event: Record<string, unknown>,
  time: TimeReading & { ok: true },
  rest: Record<string, unknown>,
  context: ForeignContext,
): ForeignReading {
  const { attributes, transactionId, objects, ...fields } = event;
  const all = { ...rest, ...(typeof attributes === "object" ? attributes : {}) };
  const unattributed = event["unattributed"] ?? "no transaction ID in the record";
  const transaction = { type: "transaction", id: transactionId };
  return {
    ok: true,
    event: {
      ...fields,
      time: isoTime(time.ms),
      ...(transactionId === undefined ? { unattributed } : { transactionId }),
      ...(objects !== undefined && { objects }),
      ...(objects === undefined && transactionId !== undefined && { objects: [transaction] }),
      ...(Object.keys(all).length > 0 && { attributes: all }),
      ...noted(time.notes),
      raw: context.raw,
      schemaVersion: EVENT_SCHEMA_VERSION,
    },
  };
}

/** The first usual field that is a time; else the first that looks like one but is impossible. */
function findTime(
  record: Fields,
  clock: ZoneClock,
): { field: string; reading: TimeReading } | null {
  let impossible: { field: string; reading: TimeReading } | null = null;
  for (const field of TIME_FIELDS) {
    const reading = readAnyTime(record[field], clock);
    if (reading?.ok) return { field, reading };
    if (reading !== null) impossible ??= { field, reading };
  }
  return impossible;
}

function isLevel(value: unknown): boolean {
  return typeof value === "number" || (typeof value === "string" && value !== "");
}

function isText(value: unknown, pattern: TransactionIdExpression): boolean {
  return typeof value === "string" && pattern.test(value);
}

function without(record: Fields, names: ReadonlySet<string>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => !names.has(name)));
}

function noted(notes: readonly unknown[]): Record<string, unknown> {
  return notes.length === 0 ? {} : { parseNotes: notes };
}
