import type { IndexBatch } from "#storage/index/event-index.ts";
import type { PackedBatch } from "#storage/index/packed-batch.ts";

/** Arrays may be longer than what they hold. */
const SLACK = 3;

/** The packed form of a batch of entries, as plainly as the type reads. */
export function packBatch(batch: IndexBatch): PackedBatch {
  const { ledger, segmentFirstSeq, entries, lastChecksum = "00000000" } = batch;
  const encoded = entries.map((entry) => Buffer.from(entry.tokens, "utf8"));
  const timesMs = new Float64Array(entries.length + SLACK);
  const tokenEnds = new Uint32Array(entries.length + SLACK);
  let end = 0;
  for (const [place, entry] of entries.entries()) {
    end += encoded[place]?.length ?? 0;
    timesMs[place] = entry.timeMs;
    tokenEnds[place] = end;
  }
  const tokens = new Uint8Array(end + SLACK);
  tokens.set(Buffer.concat(encoded));
  return {
    ledger,
    segmentFirstSeq,
    firstSeq: entries[0]?.seq ?? segmentFirstSeq,
    records: entries.length,
    timesMs,
    tokenEnds,
    tokens,
    identifiers: entries.flatMap((entry) => entry.identifiers),
    lastChecksum,
  };
}
