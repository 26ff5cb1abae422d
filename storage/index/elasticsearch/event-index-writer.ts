import { invariant, TracewellError } from "#domain/errors.ts";
import type { EventIndexWriter, IndexBatch, IndexEntry, Watermark } from "../event-index.ts";
import type { PackedBatch } from "../packed-batch.ts";
import { asEntries } from "../unpack-batch.ts";
import { writeRecords } from "./bulk-write.ts";
import { Connection } from "./connection.ts";
import type { ElasticsearchOptions } from "./connection.ts";
import { recoverLedger } from "./ledger-position.ts";
import type { LedgerPosition } from "./ledger-position.ts";
import { createPartition, listPartitions, removePartitions } from "./list-partitions.ts";
import { ensureTemplates } from "./mapping.ts";
import { partitionOf } from "./partition-names.ts";
import type { Partition } from "./partition-names.ts";
import { writeWatermark } from "./watermark-document.ts";

/**
 * The writing half on an Elasticsearch cluster; one per ledger. Nothing is sent before the first call, which
 * also installs the templates. After a failure the ledger's position is asked for again.
 */
export function openElasticsearchIndexWriter(options: ElasticsearchOptions): EventIndexWriter {
  return new ElasticsearchIndexWriter(new Connection(options));
}

class ElasticsearchIndexWriter implements EventIndexWriter {
  readonly #connection: Connection;
  readonly #positions = new Map<string, LedgerPosition>();
  #hasTemplates = false;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  async index(given: IndexBatch | PackedBatch): Promise<void> {
    this.#connection.assertOpen();
    const batch = asEntries(given);
    checkBatch(batch);
    const position = await this.#position(batch.ledger);
    const { throughSeq } = position.watermark;
    const fresh = batch.entries.filter(({ seq }) => seq > throughSeq);
    const [first] = fresh;
    if (first === undefined) return;
    invariant(
      first.seq === throughSeq + 1 || (throughSeq === 0 && first.seq === batch.segmentFirstSeq),
      `record ${first.seq} of ledger ${batch.ledger} follows watermark ${throughSeq}`,
    );
    const partition = partitionFor(this.#connection.prefix, batch, position);
    await this.#forgettingOnFailure(batch.ledger, () =>
      this.#append(position, partition, fresh, batch.lastChecksum),
    );
  }

  async watermark(ledger: string): Promise<number> {
    this.#connection.assertOpen();
    return (await this.#position(ledger)).watermark.throughSeq;
  }

  async position(ledger: string): Promise<Watermark> {
    this.#connection.assertOpen();
    return (await this.#position(ledger)).watermark;
  }

  async dropBefore(ledger: string, seq: number): Promise<void> {
    this.#connection.assertOpen();
    const position = await this.#position(ledger);
    const { partitions } = position;
    const ended = partitions.filter((_partition, place) => {
      const next = partitions[place + 1];
      return next !== undefined && next.segmentFirstSeq <= seq;
    });
    await this.#forgettingOnFailure(ledger, async () => {
      // The oldest first: what is left is without a hole if this ends in the middle.
      for (const partition of ended) await removePartitions(this.#connection, [partition]);
    });
    this.#positions.set(ledger, { ...position, partitions: partitions.slice(ended.length) });
  }

  async discardFrom(ledger: string, seq: number): Promise<number> {
    this.#connection.assertOpen();
    this.#positions.delete(ledger);
    const all = await listPartitions(this.#connection);
    const own = all.filter((partition) => partition.ledger === ledger);
    await removePartitions(
      this.#connection,
      own.filter((_partition, place) => {
        const next = own[place + 1];
        return next === undefined || next.segmentFirstSeq > seq;
      }),
    );
    return this.watermark(ledger);
  }

  /** Elasticsearch merges by itself. */
  async compact(_pagesMax: number): Promise<boolean> {
    this.#connection.assertOpen();
    return false;
  }

  async clear(): Promise<void> {
    this.#connection.assertOpen();
    this.#positions.clear();
    await removePartitions(this.#connection, await listPartitions(this.#connection));
  }

  async close(): Promise<void> {
    await this.#connection.close();
  }

  async #position(ledger: string): Promise<LedgerPosition> {
    let position = this.#positions.get(ledger);
    if (position === undefined) {
      position = await recoverLedger(this.#connection, ledger);
      this.#positions.set(ledger, position);
    }
    return position;
  }

  /** Records first, then the watermark: it is never ahead of them. */
  async #append(
    position: LedgerPosition,
    partition: Partition,
    entries: readonly IndexEntry[],
    checksum: string | undefined,
  ): Promise<void> {
    const { ledger } = partition;
    const isNew = position.partitions.at(-1)?.index !== partition.index;
    if (isNew) await this.#create(partition);
    await writeRecords(this.#connection, partition, entries);
    const throughSeq = entries.at(-1)?.seq ?? position.watermark.throughSeq;
    const mark = { throughSeq, ...(checksum !== undefined && { checksum }) };
    const version = await writeWatermark(
      this.#connection,
      partition,
      { ledger, watermark: mark },
      isNew ? null : position.version,
    );
    this.#positions.set(ledger, {
      partitions: isNew ? [...position.partitions, partition] : position.partitions,
      watermark: { ledger, ...mark },
      version,
    });
  }

  async #create(partition: Partition): Promise<void> {
    if (!this.#hasTemplates) await ensureTemplates(this.#connection);
    this.#hasTemplates = true;
    await createPartition(this.#connection, partition);
  }

  async #forgettingOnFailure(ledger: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#positions.delete(ledger);
      throw error;
    }
  }
}

/** The partition that a batch belongs to: the newest, or one that begins behind it. */
function partitionFor(prefix: string, batch: IndexBatch, position: LedgerPosition): Partition {
  const { ledger, segmentFirstSeq } = batch;
  const newest = position.partitions.at(-1);
  if (newest?.segmentFirstSeq === segmentFirstSeq) return newest;
  invariant(
    newest === undefined || segmentFirstSeq === position.watermark.throughSeq + 1,
    `segment ${segmentFirstSeq} of ledger ${ledger} begins at its first record`,
  );
  return partitionOf(prefix, ledger, segmentFirstSeq);
}

/** Refuses what would break the watermark: holes inside a batch, records before their segment. */
function checkBatch(batch: IndexBatch): void {
  let expected = batch.entries[0]?.seq ?? 0;
  for (const { seq, timeMs } of batch.entries) {
    if (seq !== expected || seq < batch.segmentFirstSeq || !Number.isSafeInteger(timeMs)) {
      throw new TracewellError("internal", `Record ${seq} does not fit into its batch.`, {
        detail: { seq, expected, timeMs, segmentFirstSeq: batch.segmentFirstSeq },
      });
    }
    expected += 1;
  }
}
