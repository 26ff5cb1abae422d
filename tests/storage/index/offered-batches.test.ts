import { expect, test } from "vitest";
import type { IndexBatch } from "#storage/index/event-index.ts";
import { OfferedBatches } from "#storage/index/offered-batches.ts";

function batch(first: number, last: number): IndexBatch {
  const entries = Array.from({ length: last - first + 1 }, (_, place) => {
    return { seq: first + place, timeMs: 0, tokens: "", identifiers: [] };
  });
  return { ledger: "main", segmentFirstSeq: 1, entries };
}

test("gives batches back in their order", () => {
  const offered = new OfferedBatches();
  offered.add(batch(1, 3));
  offered.add(batch(4, 5));
  expect(offered.firstSeq).toBe(1);
  expect(offered.take(1)).toEqual(batch(1, 3));
  expect(offered.take(4)).toEqual(batch(4, 5));
  expect(offered.take(6)).toBeNull();
});

test("keeps what lies ahead until it is reached", () => {
  const offered = new OfferedBatches();
  offered.add(batch(7, 9));
  expect(offered.take(3)).toBeNull();
  expect(offered.take(7)).toEqual(batch(7, 9));
});

test("gives a batch of which a part was taken from elsewhere, and drops older ones", () => {
  const offered = new OfferedBatches();
  offered.add(batch(1, 3));
  offered.add(batch(4, 9));
  expect(offered.take(6)).toEqual(batch(4, 9));
  expect(offered.firstSeq).toBe(Infinity);
});

test("lets go of what stands before a hole", () => {
  const offered = new OfferedBatches();
  offered.add(batch(1, 3));
  offered.add(batch(6, 7));
  expect(offered.firstSeq).toBe(6);
});

test("lets go of the oldest beyond its bound", () => {
  const offered = new OfferedBatches(5);
  offered.add(batch(1, 3));
  offered.add(batch(4, 6));
  expect(offered.firstSeq).toBe(4);
  offered.add(batch(7, 20));
  expect(offered.firstSeq).toBe(Infinity);
});
