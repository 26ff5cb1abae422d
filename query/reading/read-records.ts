import { TracewellError } from "#domain/errors.ts";
import type { AuditEvent, EventSource, RecordedEvent } from "#domain/events/event.ts";
import { parseEnvelope } from "#storage/ledger/envelope.ts";
import type { LedgerReader } from "#storage/ledger/ledger.ts";

/** The ledgers a query engine can read, by name. */
export type LedgerReaders = ReadonlyMap<string, LedgerReader>;

export interface RecordPlace {
  readonly ledger: string;
  readonly seq: number;
}

/** A record line of a ledger as an event with its place. Its checksum was verified by the reader. */
export function parseRecord(ledger: string, line: Buffer): RecordedEvent {
  const envelope = parseEnvelope(line);
  const { seq, recordedAt, id } = envelope;
  try {
    const source: EventSource = JSON.parse(envelope.sourceJson);
    const event: AuditEvent = JSON.parse(envelope.eventJson);
    const record = { ledger, seq, recordedAt, source, event };
    return id === undefined ? record : { ...record, id };
  } catch (cause) {
    throw new TracewellError(
      "ledger-corrupt",
      `Record ${ledger}:${seq} holds no readable event although its checksum is right.`,
      { cause, detail: { ledger, seq } },
    );
  }
}

/** One record; null when the ledger is not here, or does not (or no longer) hold it. */
export function readRecord(ledgers: LedgerReaders, place: RecordPlace): RecordedEvent | null {
  const line = ledgers.get(place.ledger)?.readLine(place.seq) ?? null;
  return line === null ? null : parseRecord(place.ledger, line);
}

export interface ReadRecords<Place extends RecordPlace> {
  readonly records: readonly { readonly place: Place; readonly record: RecordedEvent }[];
  /** Places the index knows and no ledger at hand holds any more. */
  readonly missing: number;
}

/** Records in the order of their places. */
export function readRecords<Place extends RecordPlace>(
  ledgers: LedgerReaders,
  places: readonly Place[],
): ReadRecords<Place> {
  const records: { place: Place; record: RecordedEvent }[] = [];
  for (const place of places) {
    const record = readRecord(ledgers, place);
    if (record !== null) records.push({ place, record });
  }
  return { records, missing: places.length - records.length };
}
