import type { IndexBatch, IndexEntry } from "./event-index.ts";
import type { PackedBatch } from "./packed-batch.ts";

export function isPackedBatch(batch: IndexBatch | PackedBatch): batch is PackedBatch {
  return "tokenEnds" in batch;
}

/**
 * A packed batch as entries, for adapters that have no faster way. All identifiers stand with the last
 * entry: it is indexed whenever any of the batch is, even where its beginning is a repeat.
 */
export function unpackBatch(packed: PackedBatch): IndexBatch {
  const { ledger, segmentFirstSeq, firstSeq, timesMs, tokenEnds, lastChecksum } = packed;
  const tokens = Buffer.from(packed.tokens.buffer, packed.tokens.byteOffset, packed.tokens.length);
  const entries: IndexEntry[] = [];
  for (let place = 0; place < packed.records; place += 1) {
    entries.push({
      seq: firstSeq + place,
      timeMs: timesMs[place] ?? Number.NaN,
      tokens: tokens.toString("utf8", place === 0 ? 0 : tokenEnds[place - 1], tokenEnds[place]),
      identifiers: place === packed.records - 1 ? packed.identifiers : [],
    });
  }
  return { ledger, segmentFirstSeq, entries, lastChecksum };
}

/** Any batch as entries. */
export function asEntries(batch: IndexBatch | PackedBatch): IndexBatch {
  return isPackedBatch(batch) ? unpackBatch(batch) : batch;
}

/** First and last seq of a batch; null when it is empty. */
export function batchExtent(
  batch: IndexBatch | PackedBatch,
): { readonly firstSeq: number; readonly lastSeq: number } | null {
  if (isPackedBatch(batch)) {
    const { firstSeq, records } = batch;
    return records === 0 ? null : { firstSeq, lastSeq: firstSeq + records - 1 };
  }
  const [first] = batch.entries;
  const last = batch.entries.at(-1);
  return first === undefined || last === undefined
    ? null
    : { firstSeq: first.seq, lastSeq: last.seq };
}
