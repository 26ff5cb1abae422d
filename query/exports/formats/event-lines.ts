import type { RecordedEvent } from "#domain/events/event.ts";
import { presentEvent } from "#domain/events/present-event.ts";

/** Records as NDJSON: one event a line, as answers show it, protected values masked. */
export function eventLines(records: readonly RecordedEvent[]): string {
  return records.map((record) => `${JSON.stringify(presentEvent(record))}\n`).join("");
}
