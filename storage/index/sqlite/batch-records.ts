import { TracewellError } from "#domain/errors.ts";
import type { IndexedIdentifier } from "#domain/identifiers/indexed-identifier.ts";
import type { IndexBatch } from "../event-index.ts";
import type { PackedBatch } from "../packed-batch.ts";
import { isPackedBatch } from "../unpack-batch.ts";

/** Consecutive records as a partition takes them, whichever way they came. */
export interface BatchRecords {
  readonly firstSeq: number;
  readonly records: number;
  /** One a record, by its place in the batch; longer at will. */
  readonly timesMs: Float64Array;
  /** Text, or its UTF-8 bytes, which SQLite takes without a detour through a string. */
  tokensAt(place: number): string | Uint8Array;
  readonly identifiers: readonly IndexedIdentifier[];
  /** Null when it is not known. */
  readonly lastChecksum: string | null;
}

/** The records of a batch behind the watermark. */
export function freshRecords(batch: IndexBatch | PackedBatch, watermark: number): BatchRecords {
  return isPackedBatch(batch) ? freshPacked(batch, watermark) : freshEntries(batch, watermark);
}

function freshPacked(batch: PackedBatch, watermark: number): BatchRecords {
  const { tokens, tokenEnds, identifiers, lastChecksum } = batch;
  const repeated = Math.max(watermark + 1 - batch.firstSeq, 0);
  return {
    firstSeq: batch.firstSeq + repeated,
    records: batch.records - repeated,
    timesMs: batch.timesMs.subarray(repeated, batch.records),
    tokensAt: (place) => {
      const index = place + repeated;
      return tokens.subarray(index === 0 ? 0 : tokenEnds[index - 1], tokenEnds[index]);
    },
    identifiers,
    lastChecksum,
  };
}

function freshEntries(batch: IndexBatch, watermark: number): BatchRecords {
  const first = batch.entries[0]?.seq ?? 0;
  const repeated = Math.max(watermark + 1 - first, 0);
  const fresh = repeated === 0 ? batch.entries : batch.entries.slice(repeated);
  return {
    firstSeq: first + repeated,
    records: fresh.length,
    timesMs: Float64Array.from(fresh, (entry) => entry.timeMs),
    tokensAt: (place) => fresh[place]?.tokens ?? "",
    identifiers: fresh.flatMap((entry) => entry.identifiers),
    lastChecksum: batch.lastChecksum ?? null,
  };
}

/** Refuses what would break the watermark: holes inside a batch, records before their segment. */
export function checkBatch(batch: IndexBatch | PackedBatch): void {
  const { segmentFirstSeq } = batch;
  if (isPackedBatch(batch)) {
    checkPacked(batch);
    return;
  }
  let expected = batch.entries[0]?.seq ?? 0;
  for (const { seq, timeMs } of batch.entries) {
    if (seq !== expected || seq < segmentFirstSeq || !Number.isSafeInteger(timeMs)) {
      throw misfit(seq, { expected, timeMs, segmentFirstSeq });
    }
    expected += 1;
  }
}

function checkPacked(batch: PackedBatch): void {
  const { firstSeq, segmentFirstSeq, records, timesMs, tokenEnds, tokens } = batch;
  let end = 0;
  for (let place = 0; place < records; place += 1) {
    const timeMs = timesMs[place];
    const tokenEnd = tokenEnds[place] ?? -1;
    if (!Number.isSafeInteger(timeMs) || tokenEnd < end || tokenEnd > tokens.length) {
      throw misfit(firstSeq + place, { timeMs, tokenEnd, segmentFirstSeq });
    }
    end = tokenEnd;
  }
  if (records > 0 && firstSeq < segmentFirstSeq) throw misfit(firstSeq, { segmentFirstSeq });
}

function misfit(seq: number, detail: Readonly<Record<string, unknown>>): TracewellError {
  return new TracewellError("internal", `Record ${seq} does not fit into its batch.`, {
    detail: { seq, ...detail },
  });
}
