import { type LifecycleEvent, lifecycleEvent } from "#domain/lifecycles/lifecycle-event.ts";
import type { RecordedEvent } from "#domain/events/event.ts";
import type { LedgerReader } from "#storage/ledger/ledger.ts";
import { parseRecord, readSeqs } from "#storage/ledger/read-records.ts";
import { lineChecksum } from "#storage/ledger/envelope.ts";

/** Bytes of ledger lines read for one batch; ten thousand ordinary records are about 5 MiB. */
const BATCH_BYTES_MAX = 8 * 1024 * 1024;

/**
 * Events held in memory, about a kilobyte each: those of the sales that are going on. What is older is read
 * from the ledger again.
 */
const EVENTS_KEPT_MAX = 30_000;

const NEWLINE_BYTES = 1;

/** Consecutive records of the ledger. */
export interface LedgerPiece {
  readonly firstSeq: number;
  readonly records: readonly RecordedEvent[];
  /** `crc` of the last record's line. */
  readonly lastChecksum: string;
}

/** The events of a ledger: the next ones in order, and older ones by seq. */
export class LedgerEvents {
  readonly #reader: LedgerReader;
  readonly #kept = new Map<number, LifecycleEvent>();

  constructor(reader: LedgerReader) {
    this.#reader = reader;
  }

  /**
   * The records from `fromSeq` on, at most `recordsMax`; they begin later where retention removed some. Null
   * at the head. Throws `ledger-corrupt`.
   */
  next(fromSeq: number, recordsMax: number): LedgerPiece | null {
    const block = this.#reader.readBlock(fromSeq, { recordsMax, bytesMax: BATCH_BYTES_MAX });
    if (block === null) return null;
    const { firstSeq, bytes, ends } = block;
    const records: RecordedEvent[] = [];
    let start = 0;
    let lastChecksum = "";
    for (const end of ends) {
      const line = bytes.subarray(start, end - NEWLINE_BYTES);
      records.push(parseRecord(this.#reader.ledger, line));
      if (records.length === ends.length) lastChecksum = lineChecksum(line);
      start = end;
    }
    return { firstSeq, records, lastChecksum };
  }

  /** Holds an event in memory for those who ask for it soon. */
  keep(event: LifecycleEvent): void {
    this.#kept.set(event.seq, event);
    if (this.#kept.size <= EVENTS_KEPT_MAX) return;
    for (const seq of this.#kept.keys()) {
      if (this.#kept.size <= EVENTS_KEPT_MAX / 2) return;
      this.#kept.delete(seq);
    }
  }

  /** Those of these seqs that memory does not hold. */
  unknown(seqs: Iterable<number>): number[] {
    return [...seqs].filter((seq) => !this.#kept.has(seq));
  }

  /** From memory, else from the ledger; what retention removed is missing. Throws `ledger-corrupt`. */
  read(
    seqs: ReadonlySet<number>,
    lateMs: ReadonlyMap<number, number>,
  ): Map<number, LifecycleEvent> {
    const events = new Map<number, LifecycleEvent>();
    const missing: number[] = [];
    for (const seq of seqs) {
      const kept = this.#kept.get(seq);
      if (kept === undefined) missing.push(seq);
      else events.set(seq, kept);
    }
    for (const [seq, record] of readSeqs(this.#reader, missing)) {
      const event = lifecycleEvent(record, lateMs.get(seq) ?? null);
      events.set(seq, event);
      this.keep(event);
    }
    return events;
  }

  forget(): void {
    this.#kept.clear();
  }
}
