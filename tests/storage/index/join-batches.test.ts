import * as fc from "fast-check";
import { expect, test } from "vitest";
import { joinBatches } from "#storage/index/join-batches.ts";
import type { PackedBatch } from "#storage/index/packed-batch.ts";
import { batchExtent, unpackBatch } from "#storage/index/unpack-batch.ts";
import { looseEntry } from "../../contract/event-index-arbitraries.ts";
import { packBatch } from "../../contract/pack-batch.ts";

test("joined batches hold what they held one by one", () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(looseEntry, { minLength: 1, maxLength: 5 }), {
        minLength: 1,
        maxLength: 6,
      }),
      (pieces) => {
        let seq = 7;
        const batches = pieces.map((loose, piece) => {
          const entries = loose.map((entry) => ({ ...entry, seq: seq++ }));
          return { ledger: "main", segmentFirstSeq: 3, entries, lastChecksum: `0000000${piece}` };
        });
        const entries = batches.flatMap((batch) => batch.entries);
        const joined = joinBatches(batches.map(packBatch));
        expect(joined.lastChecksum).toBe(`0000000${pieces.length - 1}`);
        expect(joined.identifiers).toEqual(entries.flatMap((entry) => entry.identifiers));
        expect(batchExtent(joined)).toEqual({ firstSeq: 7, lastSeq: seq - 1 });
        const withoutIdentifiers = (found: (typeof entries)[number]): object => {
          return { seq: found.seq, timeMs: found.timeMs, tokens: found.tokens };
        };
        expect(unpackBatch(joined).entries.map(withoutIdentifiers)).toEqual(
          entries.map(withoutIdentifiers),
        );
      },
    ),
  );
});

function single(seq: number): PackedBatch {
  const entries = [{ seq, timeMs: 0, tokens: "w:a", identifiers: [] }];
  return packBatch({ ledger: "main", segmentFirstSeq: 1, entries });
}

test("refuses batches with a hole between them", () => {
  expect(() => joinBatches([single(1), single(3)])).toThrow("follow each other");
});
