import { isObject } from "#ingest/formats/json-object.ts";
import type { JsonObjectRecord } from "#ingest/formats/json-record.ts";
import { memberBytes } from "#ingest/formats/json-text.ts";
import { levelText } from "#ingest/formats/field-mapping.ts";
import { isOwnEvent } from "#ingest/formats/own-event.ts";

/** What pino adds to each line by itself; it says nothing about the event that the line carries. */
const WRAPPER_FIELDS = new Set(["level", "time", "pid", "hostname", "name", "v", "event", "msg"]);

export interface WrappedEvent {
  readonly event: Record<string, unknown>;
  /** The event's own bytes; absent when the wrapper says more than transport, and the event was extended. */
  readonly verbatim?: Buffer;
}

/**
 * The event of ours that a log line carries as `event`. The wrapper is transport: the same event logged
 * again (after a restart, by another process) has the same bytes and is recognized as a duplicate. Where the
 * line says more, the event gets the line as `raw`, and its message and level if it has none.
 */
export function readWrappedEvent(record: JsonObjectRecord): WrappedEvent | null {
  const { value } = record;
  const event = value["event"];
  if (typeof value["level"] !== "number" || !isObject(event) || !isOwnEvent(event)) return null;
  const { msg } = value;
  const saysMore =
    Object.keys(value).some((key) => !WRAPPER_FIELDS.has(key)) ||
    (msg !== undefined && msg !== "" && msg !== event["message"]);
  const verbatim = saysMore ? null : memberBytes(record.bytes, "event");
  if (verbatim !== null) return { event, verbatim };
  return {
    event: {
      ...(msg !== undefined && { message: msg }),
      level: levelText(value["level"]),
      ...event,
      raw: record.source.toString("utf8"),
    },
  };
}
