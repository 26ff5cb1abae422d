import { createHash } from "node:crypto";
import {
  EVENT_SCHEMA_VERSION,
  eventSchema,
  IDENTIFIER_CHARACTERS_MAX,
  type ParseNote,
} from "#domain/events/event.ts";
import { mayHoldEmailAddress } from "#domain/protection/free-text.ts";
import { type CloudEventData, readCloudEventData } from "#ingest/formats/cloud-event-data.ts";
import { levelText } from "#ingest/formats/field-mapping.ts";
import { readForeignType } from "#ingest/formats/foreign-type.ts";
import { isObject } from "#ingest/formats/json-object.ts";
import { isOwnEvent } from "#ingest/formats/own-event.ts";
import { parseNote } from "#ingest/formats/parse-notes.ts";
import { isoTime, type TimeReading, type ZoneClock } from "#ingest/formats/source-time.ts";
import { readIsoTime } from "#ingest/formats/time-text.ts";
import type { TransactionIdExpression } from "#ingest/formats/transaction-id-pattern.ts";
import type { QuarantineReason } from "#storage/quarantine/quarantine-store.ts";

type Fields = Readonly<Record<string, unknown>>;

/** Context attributes that CloudEvents 1.0 demands. */
export const REQUIRED_ATTRIBUTES = ["specversion", "id", "source", "type"] as const;

/** Fields of an event of ours that the data may carry; each is taken where it has the form it must have. */
const DATA_FIELDS = [
  "transactionId",
  "unattributed",
  "objects",
  "actor",
  "amount",
  "outcome",
  "reason",
  "message",
] as const;

export type CloudEventReading =
  | { readonly ok: true; readonly event: Record<string, unknown> }
  | { readonly ok: false; readonly reason: QuarantineReason; readonly problem: string };

export interface CloudEventContext {
  readonly clock: ZoneClock;
  readonly transactionId: TransactionIdExpression;
  /** Arrival, in epoch milliseconds, where it is known. */
  readonly assumedTimeMs: number | undefined;
  /** The source text. */
  readonly raw: string;
}

/** Whether an object says by its attributes that it is a CloudEvent. */
export function isCloudEvent(value: Fields): boolean {
  const given = REQUIRED_ATTRIBUTES.filter((name) => typeof value[name] === "string");
  // One that lacks an attribute is a bad CloudEvent, and no other JSON.
  return typeof value["specversion"] === "string" && given.length >= REQUIRED_ATTRIBUTES.length - 1;
}

/** The event that a CloudEvent of the JSON format stands for. */
export function readCloudEvent(value: Fields, context: CloudEventContext): CloudEventReading {
  const problem = attributeProblem(value);
  if (problem !== null) return refused("invalid-event", problem);
  const data = readCloudEventData(value);
  if (!data.ok) return refused("undecodable", data.problem);
  const own = isObject(data.value) && isOwnEvent(data.value) ? data.value : null;
  // What an event of ours says of its time and type is about itself; the envelope's stay in attributes.
  const time = own === null ? readTime(value, context) : null;
  if (time?.ok === false) return refused("invalid-time", time.problem);
  const stated = own === null ? readData(data) : { fields: own, rest: {} };
  const type = own === null ? typeOf(value) : { notes: [] };
  return { ok: true, event: assemble(value, { stated, type, time, context }) };
}

/**
 * Unique: the source's part holds no `#`, so the first one separates. Too long a pair is hashed, and one that
 * may name a person by an e-mail address, since IDs stand in clear.
 */
export function cloudEventIdentity(source: string, id: string): string {
  const identity = `${source.replaceAll("%", "%25").replaceAll("#", "%23")}#${id}`;
  const isTelling = mayHoldEmailAddress(source) || mayHoldEmailAddress(id);
  if (!isTelling && identity.length <= IDENTIFIER_CHARACTERS_MAX) return identity;
  return `sha256:${createHash("sha256").update(identity).digest("base64url")}`;
}

function refused(reason: QuarantineReason, problem: string): CloudEventReading {
  return { ok: false, reason, problem };
}

function attributeProblem(value: Fields): string | null {
  const isMissing = (name: string): boolean => typeof value[name] !== "string" || !value[name];
  const missing = REQUIRED_ATTRIBUTES.filter(isMissing);
  if (missing.length > 0) {
    const names = missing.join(", ");
    return `The CloudEvent lacks ${names}: ${REQUIRED_ATTRIBUTES.join(", ")} must each be text that is not empty.`;
  }
  const version = String(value["specversion"]);
  if (version === "1.0") return null;
  return `The CloudEvent is of version ${JSON.stringify(version.slice(0, 16))}; version 1.0 is read.`;
}

function readTime(value: Fields, { clock, assumedTimeMs }: CloudEventContext): TimeReading {
  const { time } = value;
  if (time !== undefined && time !== null) {
    const reading = typeof time === "string" ? readIsoTime(time, clock) : null;
    const problem = "The CloudEvent's time is no RFC 3339 time, such as 2026-01-31T09:05:00.120Z.";
    return reading ?? { ok: false, problem };
  }
  if (assumedTimeMs === undefined) {
    const problem =
      "The CloudEvent has no time, and when it arrived is not known; give a time with --assumed-time (assumedTime over HTTP).";
    return { ok: false, problem };
  }
  const message = `The CloudEvent has no time; ${isoTime(assumedTimeMs)}, when it arrived, stands in.`;
  return { ok: true, ms: assumedTimeMs, notes: [parseNote("time-assumed", message)] };
}

interface StatedType {
  readonly name?: string;
  readonly notes: readonly ParseNote[];
}

function typeOf(value: Fields): StatedType {
  const given = String(value["type"]);
  const name = readForeignType(given, "cloudEvent") ?? "trace.recorded";
  if (name === given) return { name, notes: [] };
  const message = `The source's type ${JSON.stringify(given.slice(0, 256))} was read as ${name}.`;
  return { name, notes: [parseNote("type-derived", message)] };
}

interface StatedData {
  readonly fields: Fields;
  /** What has no place in an event of ours. */
  readonly rest: Fields;
}

function readData({ value, isText }: CloudEventData & { ok: true }): StatedData {
  if (value === undefined || value === null) return { fields: {}, rest: {} };
  if (typeof value === "string") {
    return isText ? { fields: { message: value }, rest: {} } : { fields: {}, rest: {} };
  }
  if (!isObject(value)) return { fields: {}, rest: { data: value } };
  const fields = new Map<string, unknown>();
  const { attributes, msg, level, ...rest } = value;
  for (const field of DATA_FIELDS) {
    const given = value[field];
    if (given === undefined || !eventSchema.shape[field].safeParse(given).success) continue;
    fields.set(field, given);
    Reflect.deleteProperty(rest, field);
  }
  if (typeof msg === "string" && !fields.has("message")) fields.set("message", msg);
  else if (msg !== undefined) rest["msg"] = msg;
  if (typeof level === "string" || typeof level === "number") fields.set("level", levelText(level));
  else if (level !== undefined) rest["level"] = level;
  if (isObject(attributes))
    return { fields: Object.fromEntries(fields), rest: { ...rest, ...attributes } };
  if (attributes !== undefined) rest["attributes"] = attributes;
  return { fields: Object.fromEntries(fields), rest };
}

interface Parts {
  readonly stated: StatedData;
  readonly type: StatedType;
  readonly time: (TimeReading & { ok: true }) | null;
  readonly context: CloudEventContext;
}

function assemble(value: Fields, parts: Parts): Record<string, unknown> {
  const { stated, type, time, context } = parts;
  const { id: _id, attributes, parseNotes, ...fields } = stated.fields;
  const transactionId = fields["transactionId"] ?? transactionOf(value, context);
  const traceparent = fields["traceparent"] ?? traceparentOf(value);
  const objects = fields["objects"] ?? objectsOf(transactionId);
  const given = Array.isArray(parseNotes) ? parseNotes : [];
  const notes = [...given, ...type.notes, ...(time?.notes ?? [])];
  const unattributed = fields["unattributed"] ?? "no transaction ID in the CloudEvent";
  return {
    ...fields,
    id: cloudEventIdentity(String(value["source"]), String(value["id"])),
    ...(type.name !== undefined && { type: type.name }),
    ...(time !== null && { time: isoTime(time.ms) }),
    ...(transactionId === undefined ? { unattributed } : { transactionId }),
    ...(objects !== undefined && { objects }),
    ...(traceparent !== undefined && { traceparent }),
    attributes: {
      ...stated.rest,
      ...(isObject(attributes) ? attributes : {}),
      cloudEvent: contextOf(value),
    },
    ...(notes.length > 0 && { parseNotes: notes }),
    raw: context.raw,
    schemaVersion: EVENT_SCHEMA_VERSION,
  };
}

/** The context attributes, extensions among them, as they came. */
function contextOf(value: Fields): Fields {
  const { data: _data, data_base64: _bytes, traceparent, ...context } = value;
  return traceparentOf(value) === undefined && traceparent !== undefined
    ? { ...context, traceparent }
    : context;
}

/** Extension of distributed tracing. */
function traceparentOf({ traceparent }: Fields): string | undefined {
  const isKept = typeof traceparent === "string" && /^[\da-f-]{1,128}$/i.test(traceparent);
  return isKept ? traceparent : undefined;
}

/** Names of extensions are in lower case. */
function transactionOf(
  { transactionid }: Fields,
  { transactionId }: CloudEventContext,
): string | undefined {
  const isOne = typeof transactionid === "string" && transactionId.test(transactionid);
  return isOne ? transactionid : undefined;
}

function objectsOf(transactionId: unknown): unknown {
  return transactionId === undefined ? undefined : [{ type: "transaction", id: transactionId }];
}
