import type { PresentedEvent } from "#domain/events/present-event.ts";
import type { CsvColumn } from "./csv-rows.ts";

/** `order:100000047 license:L-1(previous)`, as events name them. */
export function objectsText(objects: PresentedEvent["objects"]): string {
  return objects
    .map(({ type, id, role }) => `${type}:${id}${role === undefined ? "" : `(${role})`}`)
    .join(" ");
}

function json(value: unknown): string | null {
  const isEmpty = typeof value !== "object" || value === null || Object.keys(value).length === 0;
  return isEmpty ? null : JSON.stringify(value);
}

/** The columns of records as CSV; what has no column of its own stands as JSON. */
export const EVENT_CSV_COLUMNS: readonly CsvColumn<PresentedEvent>[] = [
  { title: "reference", value: ({ reference }) => reference },
  { title: "time", value: ({ time }) => time },
  { title: "recordedAt", value: ({ recordedAt }) => recordedAt },
  { title: "type", value: ({ type }) => type },
  { title: "transactionId", value: ({ transactionId }) => transactionId ?? null },
  { title: "unattributed", value: ({ unattributed }) => unattributed ?? null },
  { title: "objects", value: ({ objects }) => objectsText(objects) },
  { title: "actor", value: ({ actor }) => (actor ? `${actor.type}:${actor.id}` : null) },
  { title: "amountMinor", value: ({ amount }) => amount?.minor ?? null },
  { title: "currency", value: ({ amount }) => amount?.currency ?? null },
  { title: "outcome", value: ({ outcome }) => outcome ?? null },
  { title: "reason", value: ({ reason }) => reason ?? null },
  { title: "message", value: ({ message }) => message ?? null },
  { title: "level", value: ({ level }) => level ?? null },
  { title: "attributes", value: ({ attributes }) => json(attributes) },
  { title: "source", value: ({ source }) => source.name },
  { title: "sourcePlace", value: ({ source: { name: _name, ...place } }) => json(place) },
  { title: "parseNotes", value: ({ parseNotes }) => json(parseNotes) },
  { title: "id", value: ({ id }) => id },
  { title: "traceparent", value: ({ traceparent }) => traceparent ?? null },
  { title: "raw", value: ({ raw }) => raw ?? null },
  { title: "rawBase64", value: ({ rawBase64 }) => rawBase64 ?? null },
];
