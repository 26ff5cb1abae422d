import { invariant } from "#domain/errors.ts";
import type { PackedBatch } from "./packed-batch.ts";

/** One batch of consecutive batches of one segment. Copies what is many; a single one stays as it is. */
export function joinBatches(batches: readonly PackedBatch[]): PackedBatch {
  const [first] = batches;
  const last = batches.at(-1);
  invariant(first !== undefined && last !== undefined, "there is something to join");
  if (batches.length === 1) return first;
  const records = batches.reduce((sum, batch) => sum + batch.records, 0);
  const timesMs = new Float64Array(records);
  const tokenEnds = new Uint32Array(records);
  const tokens = new Uint8Array(batches.reduce((sum, batch) => sum + tokenBytes(batch), 0));
  let place = 0;
  let bytes = 0;
  for (const batch of batches) {
    invariant(batch.firstSeq === first.firstSeq + place, "joined batches follow each other");
    timesMs.set(batch.timesMs.subarray(0, batch.records), place);
    tokens.set(batch.tokens.subarray(0, tokenBytes(batch)), bytes);
    for (let index = 0; index < batch.records; index += 1) {
      tokenEnds[place + index] = bytes + (batch.tokenEnds[index] ?? 0);
    }
    place += batch.records;
    bytes += tokenBytes(batch);
  }
  const { ledger, segmentFirstSeq, firstSeq } = first;
  const identifiers = batches.flatMap((batch) => batch.identifiers);
  const { lastChecksum } = last;
  return {
    ledger,
    segmentFirstSeq,
    firstSeq,
    records,
    timesMs,
    tokenEnds,
    tokens,
    identifiers,
    lastChecksum,
  };
}

function tokenBytes(batch: PackedBatch): number {
  return batch.records === 0 ? 0 : (batch.tokenEnds[batch.records - 1] ?? 0);
}
