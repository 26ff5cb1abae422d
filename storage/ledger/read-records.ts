import { TracewellError } from "#domain/errors.ts";
import type { EventSource, RecordedEvent } from "#domain/events/event.ts";
import { readRecordedEvent } from "#domain/events/recorded-event.ts";
import { parseEnvelope } from "./envelope.ts";
import type { LedgerReader } from "./ledger.ts";

/** Records passed over within a read: about what another read would cost. */
const STRETCH_GAP_MAX = 8;

/** Fewer are read one by one. */
const STRETCH_RECORDS_MIN = 4;

/** Bytes read at once: a slice of a scan is some 150 KiB. */
const READ_BYTES_MAX = 1024 * 1024;

/** A record line of a ledger as an event with its place. Its checksum was verified by the reader. */
export function parseRecord(ledger: string, line: Buffer): RecordedEvent {
  const envelope = parseEnvelope(line);
  const { seq, recordedAt, id } = envelope;
  try {
    const source: EventSource = JSON.parse(envelope.sourceJson);
    const event = readRecordedEvent(envelope.eventJson);
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

/**
 * The records with these seqs, in any order; those that the ledger does not hold (any more) are missing.
 * Neighbors are read together. Throws `ledger-corrupt`.
 */
export function readSeqs(
  reader: LedgerReader,
  seqs: readonly number[],
): Map<number, RecordedEvent> {
  const records = new Map<number, RecordedEvent>();
  for (const stretch of stretchesOf(seqs.toSorted((left, right) => left - right))) {
    if (stretch.length >= STRETCH_RECORDS_MIN) {
      readStretch(reader, stretch, records);
      continue;
    }
    for (const seq of stretch) {
      const line = reader.readLine(seq);
      if (line !== null) records.set(seq, parseRecord(reader.ledger, line));
    }
  }
  return records;
}

/** Stretches of ascending seqs with small gaps: one read of a stretch costs less than a read of each. */
function stretchesOf(seqs: readonly number[]): number[][] {
  const stretches: number[][] = [];
  let last: number[] = [];
  for (const seq of seqs) {
    const before = last.at(-1);
    if (before !== undefined && seq - before <= STRETCH_GAP_MAX) {
      last.push(seq);
    } else {
      last = [seq];
      stretches.push(last);
    }
  }
  return stretches;
}

function readStretch(
  reader: LedgerReader,
  stretch: readonly number[],
  records: Map<number, RecordedEvent>,
): void {
  const wanted = new Set(stretch);
  const lastSeq = stretch.at(-1) ?? 0;
  let next = stretch[0] ?? 1;
  while (next <= lastSeq) {
    const limits = { recordsMax: lastSeq - next + 1, bytesMax: READ_BYTES_MAX };
    const lines = reader.readBatch(next, limits);
    for (const { seq, line } of lines) {
      if (wanted.has(seq)) records.set(seq, parseRecord(reader.ledger, line));
      next = seq + 1;
    }
    if (lines.length === 0) return;
  }
}
