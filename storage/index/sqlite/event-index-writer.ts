import { invariant, TracewellError } from "#domain/errors.ts";
import type { EventIndexWriter, IndexBatch, IndexEntry } from "../event-index.ts";
import {
  listPartitions,
  partitionPlace,
  removeLeftovers,
  removePartition,
  renewGeneration,
} from "./partition-directory.ts";
import { createEmptyPartition, PartitionWriter } from "./partition-writer.ts";
import type { PartitionPlace } from "./translate-error.ts";

/** A ledger's name is a folder's name here. */
const LEDGER_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/;

/** What the writer keeps of one ledger: its partitions, ascending, and the last one open. */
interface LedgerPartitions {
  places: PartitionPlace[];
  current: PartitionWriter | undefined;
}

/**
 * The writing half on SQLite files below `directory`. Nothing is opened until a ledger is used; a damaged
 * last partition shows as `index-unavailable` then.
 */
export function openSqliteIndexWriter(options: { readonly directory: string }): EventIndexWriter {
  return new SqliteIndexWriter(options.directory);
}

class SqliteIndexWriter implements EventIndexWriter {
  readonly #directory: string;
  readonly #ledgers = new Map<string, LedgerPartitions>();
  #closed = false;

  constructor(directory: string) {
    this.#directory = directory;
    removeLeftovers(directory);
    renewGeneration(directory);
    for (const place of listPartitions(directory)) this.#ledger(place.ledger).places.push(place);
  }

  async index(batch: IndexBatch): Promise<void> {
    this.#assertOpen();
    checkBatch(batch);
    const ledger = this.#ledger(batch.ledger);
    const watermark = this.#watermark(ledger);
    const fresh = batch.entries.filter((entry) => entry.seq > watermark);
    const first = fresh[0];
    if (first === undefined) return;
    invariant(
      first.seq === watermark + 1 || (watermark === 0 && first.seq === batch.segmentFirstSeq),
      `record ${first.seq} of ledger ${batch.ledger} follows watermark ${watermark}`,
    );
    this.#partitionFor(ledger, batch).append(fresh);
  }

  async watermark(ledger: string): Promise<number> {
    this.#assertOpen();
    return this.#watermark(this.#ledger(ledger));
  }

  async dropBefore(ledger: string, seq: number): Promise<void> {
    this.#assertOpen();
    const partitions = this.#ledger(ledger);
    const kept = partitions.places.filter((_place, index) => {
      const next = partitions.places[index + 1];
      return next === undefined || next.segmentFirstSeq > seq;
    });
    const dropped = partitions.places.slice(0, partitions.places.length - kept.length);
    partitions.places = kept;
    for (const place of dropped) removePartition(place);
    if (dropped.length > 0) renewGeneration(this.#directory);
  }

  async clear(): Promise<void> {
    this.#assertOpen();
    this.#closeAll();
    for (const place of listPartitions(this.#directory)) removePartition(place);
    this.#ledgers.clear();
    renewGeneration(this.#directory);
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#closeAll();
  }

  #partitionFor(ledger: LedgerPartitions, batch: IndexBatch): PartitionWriter {
    const last = ledger.places.at(-1);
    if (last?.segmentFirstSeq === batch.segmentFirstSeq) return this.#current(ledger, last);
    invariant(
      last === undefined || batch.segmentFirstSeq === this.#watermark(ledger) + 1,
      `segment ${batch.segmentFirstSeq} of ledger ${batch.ledger} begins behind the watermark`,
    );
    // The new file must not outlive records of the old one in a power cut: that would leave a hole.
    ledger.current?.checkpoint();
    ledger.current?.close();
    ledger.current = undefined;
    const place = partitionPlace(this.#directory, batch.ledger, batch.segmentFirstSeq);
    createEmptyPartition(place);
    ledger.places.push(place);
    renewGeneration(this.#directory);
    return this.#current(ledger, place);
  }

  #watermark(ledger: LedgerPartitions): number {
    const last = ledger.places.at(-1);
    return last === undefined ? 0 : this.#current(ledger, last).summary.throughSeq;
  }

  #current(ledger: LedgerPartitions, last: PartitionPlace): PartitionWriter {
    ledger.current ??= new PartitionWriter(last);
    return ledger.current;
  }

  #ledger(name: string): LedgerPartitions {
    let ledger = this.#ledgers.get(name);
    if (ledger === undefined) {
      if (!LEDGER_NAME.test(name)) {
        throw new TracewellError("invalid-parameter", "The ledger's name cannot name a folder.");
      }
      ledger = { places: [], current: undefined };
      this.#ledgers.set(name, ledger);
    }
    return ledger;
  }

  #closeAll(): void {
    for (const ledger of this.#ledgers.values()) {
      ledger.current?.close();
      ledger.current = undefined;
    }
  }

  #assertOpen(): void {
    if (this.#closed) throw new TracewellError("closed", "The index is closed.");
  }
}

/** Refuses what would break the watermark: holes inside a batch, records before their segment. */
function checkBatch(batch: IndexBatch): void {
  let previous: IndexEntry | undefined;
  for (const entry of batch.entries) {
    invariant(entry.seq >= batch.segmentFirstSeq, `record ${entry.seq} precedes its segment`);
    invariant(
      previous === undefined || entry.seq === previous.seq + 1,
      `record ${entry.seq} follows record ${previous?.seq} in one batch`,
    );
    previous = entry;
  }
}
