import type { RecordedEvent } from "#domain/events/event.ts";
import type { LedgerReader } from "#storage/ledger/ledger.ts";
import { parseRecord, readSeqs } from "#storage/ledger/read-records.ts";

/** The ledgers a query engine can read, by name. */
export type LedgerReaders = ReadonlyMap<string, LedgerReader>;

export interface RecordPlace {
  readonly ledger: string;
  readonly seq: number;
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

/** Records in the order of their places. Neighbors in the ledger are read together. */
export function readRecords<Place extends RecordPlace>(
  ledgers: LedgerReaders,
  places: readonly Place[],
): ReadRecords<Place> {
  const bySeq = new Map<string, ReadonlyMap<number, RecordedEvent>>();
  for (const [ledger, seqs] of seqsByLedger(places)) {
    const reader = ledgers.get(ledger);
    if (reader !== undefined) bySeq.set(ledger, readSeqs(reader, seqs));
  }
  const records: { place: Place; record: RecordedEvent }[] = [];
  for (const place of places) {
    const record = bySeq.get(place.ledger)?.get(place.seq);
    if (record !== undefined) records.push({ place, record });
  }
  return { records, missing: places.length - records.length };
}

function seqsByLedger(places: readonly RecordPlace[]): Map<string, number[]> {
  const found = new Map<string, number[]>();
  for (const { ledger, seq } of places) {
    const seqs = found.get(ledger);
    if (seqs === undefined) found.set(ledger, [seq]);
    else seqs.push(seq);
  }
  return found;
}
