import { invariant, TracewellError } from "#domain/errors.ts";
import type { EventIndexWriter, IndexBatch, Watermark } from "../event-index.ts";
import type { PackedBatch } from "../packed-batch.ts";
import { restoreDirectory } from "../replace-directory.ts";
import { batchExtent } from "../unpack-batch.ts";
import { checkBatch, freshRecords } from "./batch-records.ts";
import { LedgerPartitions } from "./ledger-partitions.ts";
import {
  listPartitions,
  removeLeftovers,
  removePartition,
  renewGeneration,
} from "./partition-directory.ts";

/** A ledger's name is a folder's name here. */
const LEDGER_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/;

/**
 * The writing half on SQLite files below `directory`; one per directory. A ledger's partitions are opened
 * and checked when the ledger is first used.
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
    restoreDirectory(directory);
    removeLeftovers(directory);
    renewGeneration(directory, "same");
    const places = Map.groupBy(listPartitions(directory), (place) => place.ledger);
    for (const [ledger, own] of places) {
      this.#ledgers.set(ledger, new LedgerPartitions(directory, ledger, own));
    }
  }

  async index(batch: IndexBatch | PackedBatch): Promise<void> {
    this.#assertOpen();
    checkBatch(batch);
    const partitions = this.#partitions(batch.ledger);
    const watermark = partitions.watermark();
    const extent = batchExtent(batch);
    if (extent === null || extent.lastSeq <= watermark) return;
    const { firstSeq } = extent;
    invariant(
      firstSeq <= watermark + 1 || (watermark === 0 && firstSeq === batch.segmentFirstSeq),
      `record ${firstSeq} of ledger ${batch.ledger} follows watermark ${watermark}`,
    );
    const partition = partitions.partitionFor(batch, () =>
      renewGeneration(this.#directory, "same"),
    );
    partition.append(freshRecords(batch, watermark));
  }

  async watermark(ledger: string): Promise<number> {
    this.#assertOpen();
    return this.#partitions(ledger).watermark();
  }

  async position(ledger: string): Promise<Watermark> {
    this.#assertOpen();
    const partitions = this.#partitions(ledger);
    const throughSeq = partitions.watermark();
    const { checksum } = partitions;
    return checksum === null ? { ledger, throughSeq } : { ledger, throughSeq, checksum };
  }

  async dropBefore(ledger: string, seq: number): Promise<void> {
    this.#assertOpen();
    if (this.#partitions(ledger).dropBefore(seq)) renewGeneration(this.#directory, "same");
  }

  async discardFrom(ledger: string, seq: number): Promise<number> {
    this.#assertOpen();
    const partitions = this.#partitions(ledger);
    if (partitions.discardFrom(seq)) renewGeneration(this.#directory, "other");
    return partitions.watermark();
  }

  async compact(pagesMax: number): Promise<boolean> {
    this.#assertOpen();
    for (const partitions of this.#ledgers.values()) {
      if (partitions.compact(pagesMax)) return true;
    }
    return false;
  }

  async clear(): Promise<void> {
    this.#assertOpen();
    this.#closeAll();
    // The newest first: what an interruption leaves must end early, not begin late.
    for (const place of listPartitions(this.#directory).toReversed()) removePartition(place);
    this.#ledgers.clear();
    renewGeneration(this.#directory, "other");
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#closeAll();
  }

  #partitions(ledger: string): LedgerPartitions {
    let partitions = this.#ledgers.get(ledger);
    if (partitions === undefined) {
      if (!LEDGER_NAME.test(ledger)) {
        throw new TracewellError("invalid-parameter", "The ledger's name cannot name a folder.");
      }
      partitions = new LedgerPartitions(this.#directory, ledger, []);
      this.#ledgers.set(ledger, partitions);
    }
    return partitions;
  }

  #closeAll(): void {
    for (const partitions of this.#ledgers.values()) partitions.close();
  }

  #assertOpen(): void {
    if (this.#closed) throw new TracewellError("closed", "The index is closed.");
  }
}
