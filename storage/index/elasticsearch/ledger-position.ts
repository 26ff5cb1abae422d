import { invariant, TracewellError } from "#domain/errors.ts";
import type { Watermark } from "../event-index.ts";
import type { Connection } from "./connection.ts";
import { listPartitions, removePartitions } from "./list-partitions.ts";
import type { Partition } from "./partition-names.ts";
import { WHOLE_ANSWER } from "./visible-records.ts";
import { versionOf } from "./watermark-document.ts";
import type { WatermarkDocument, WatermarkVersion } from "./watermark-document.ts";

/** Partitions of one ledger: at a million records each, ten billion records. */
const PARTITIONS_MAX = 10_000;

/** What a writer knows of a ledger; changes only after the cluster has confirmed. */
export interface LedgerPosition {
  /** By first seq. */
  readonly partitions: readonly Partition[];
  readonly watermark: Watermark;
  /** Of the newest partition's watermark; null while it has none. */
  readonly version: WatermarkVersion | null;
}

interface KnownPartition {
  readonly partition: Partition;
  readonly watermark: Watermark;
  readonly version: WatermarkVersion;
}

/**
 * Finds out how far a ledger is indexed, and brings its partitions into that state: what a writer had begun
 * above its watermark is removed. Throws `index-unavailable`, with `detail.damaged` where a partition lacks
 * records.
 */
export async function recoverLedger(
  connection: Connection,
  ledger: string,
): Promise<LedgerPosition> {
  const all = await listPartitions(connection);
  const own = all.filter((partition) => partition.ledger === ledger);
  if (own.length === 0) return emptyPosition(ledger);
  invariant(own.length < PARTITIONS_MAX, `a ledger has fewer than ${PARTITIONS_MAX} partitions`);
  await connection.request((client) =>
    client.indices.refresh({ index: own.map(({ index }) => index) }),
  );
  const known = await readKnown(connection, own);
  const begun = own.filter(({ index }) => !known.has(index));
  if (begun.length > 0) await removePartitions(connection, begun);
  const partitions = own.flatMap(({ index }) => known.get(index) ?? []);
  const newest = partitions.at(-1);
  if (newest === undefined) return emptyPosition(ledger);
  await removeAbove(connection, newest);
  await requireWhole(connection, partitions);
  return {
    partitions: partitions.map(({ partition }) => partition),
    watermark: newest.watermark,
    version: newest.version,
  };
}

function emptyPosition(ledger: string): LedgerPosition {
  return { partitions: [], watermark: { ledger, throughSeq: 0 }, version: null };
}

async function readKnown(
  connection: Connection,
  own: readonly Partition[],
): Promise<Map<string, KnownPartition>> {
  const answer = await connection.request((client) =>
    client.search<WatermarkDocument>({
      index: connection.prefix,
      ...WHOLE_ANSWER,
      query: {
        bool: {
          filter: [
            { term: { ledger: own[0]?.ledger ?? "" } },
            { exists: { field: "watermark.throughSeq" } },
          ],
        },
      },
      seq_no_primary_term: true,
      size: PARTITIONS_MAX,
      track_total_hits: false,
    }),
  );
  const byIndex = new Map(own.map((partition) => [partition.index, partition]));
  return new Map(
    answer.hits.hits.flatMap((hit) => {
      const partition = byIndex.get(hit._index);
      const { _source: found } = hit;
      if (partition === undefined || found === undefined) return [];
      const watermark = { ledger: found.ledger, ...found.watermark };
      return [[hit._index, { partition, watermark, version: versionOf(partition, hit) }]];
    }),
  );
}

/** Records above the watermark are those of a write that was never confirmed. */
async function removeAbove(connection: Connection, newest: KnownPartition): Promise<void> {
  await connection.request((client) =>
    client.deleteByQuery({
      index: newest.partition.index,
      query: { range: { seq: { gt: newest.watermark.throughSeq } } },
      refresh: true,
      conflicts: "proceed",
    }),
  );
}

interface CountsByIndex {
  readonly partitions?: {
    readonly buckets: readonly { readonly key: string; readonly doc_count: number }[];
  };
}

/** Each partition must hold all its records, and end where the next begins. */
async function requireWhole(
  connection: Connection,
  known: readonly KnownPartition[],
): Promise<void> {
  const answer = await connection.request((client) =>
    client.search<unknown, CountsByIndex>({
      index: connection.prefix,
      ...WHOLE_ANSWER,
      query: {
        bool: {
          filter: [
            { term: { ledger: known[0]?.partition.ledger ?? "" } },
            { exists: { field: "seq" } },
          ],
        },
      },
      size: 0,
      track_total_hits: false,
      aggs: { partitions: { terms: { field: "_index", size: PARTITIONS_MAX } } },
    }),
  );
  const buckets = answer.aggregations?.partitions?.buckets ?? [];
  const counts = new Map(buckets.map(({ key, doc_count: count }) => [key, count]));
  for (const [place, { partition, watermark }] of known.entries()) {
    const records = watermark.throughSeq - partition.segmentFirstSeq + 1;
    const found = counts.get(partition.index) ?? 0;
    const next = known[place + 1];
    if (found !== records) throw damaged(partition, `${records - found} records are missing`);
    if (next !== undefined && watermark.throughSeq + 1 !== next.partition.segmentFirstSeq) {
      throw damaged(partition, `records after ${watermark.throughSeq} are missing`);
    }
  }
}

function damaged({ ledger, segmentFirstSeq }: Partition, reason: string): TracewellError {
  return new TracewellError("index-unavailable", `The index must be repaired: ${reason}.`, {
    detail: { ledger, segmentFirstSeq, reason, damaged: true },
  });
}
