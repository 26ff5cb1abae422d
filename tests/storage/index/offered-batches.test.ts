import { expect, test } from "vitest";
import { batchBytes, OfferedBatches } from "#storage/index/offered-batches.ts";
import type { PackedBatch } from "#storage/index/packed-batch.ts";
import { packBatch } from "../../contract/pack-batch.ts";

function batch(first: number, last: number, segmentFirstSeq = 1): PackedBatch {
  const entries = Array.from({ length: last - first + 1 }, (_, place) => {
    return { seq: first + place, timeMs: 0, tokens: "w:word", identifiers: [] };
  });
  return packBatch({ ledger: "main", segmentFirstSeq, entries });
}

const MANY = 1_000;

test("gives batches back in their order, several at once", () => {
  const offered = new OfferedBatches();
  for (const added of [batch(1, 3), batch(4, 5), batch(6, 9)]) offered.add(added);
  expect(offered.firstSeq).toBe(1);
  expect(offered.take(1, 5)).toEqual([batch(1, 3), batch(4, 5)]);
  expect(offered.take(6, MANY)).toEqual([batch(6, 9)]);
  expect(offered.take(10, MANY)).toEqual([]);
});

test("gives a batch that alone has more records than asked for", () => {
  const offered = new OfferedBatches();
  offered.add(batch(1, 30));
  offered.add(batch(31, 32));
  expect(offered.take(1, 5)).toEqual([batch(1, 30)]);
});

test("never gives batches of two segments together", () => {
  const offered = new OfferedBatches();
  offered.add(batch(1, 3));
  offered.add(batch(4, 5, 4));
  expect(offered.take(1, MANY)).toEqual([batch(1, 3)]);
  expect(offered.take(4, MANY)).toEqual([batch(4, 5, 4)]);
});

test("keeps what lies ahead until it is reached", () => {
  const offered = new OfferedBatches();
  offered.add(batch(7, 9));
  expect(offered.take(3, MANY)).toEqual([]);
  expect(offered.take(7, MANY)).toEqual([batch(7, 9)]);
});

test("gives a batch of which a part was taken from elsewhere, and drops older ones", () => {
  const offered = new OfferedBatches();
  offered.add(batch(1, 3));
  offered.add(batch(4, 9));
  expect(offered.take(6, MANY)).toEqual([batch(4, 9)]);
  expect(offered.firstSeq).toBe(Infinity);
});

test("does not take what leaves a hole", () => {
  const offered = new OfferedBatches();
  expect(offered.add(batch(1, 3))).toBe(true);
  expect(offered.add(batch(6, 7))).toBe(false);
  expect(offered.take(1, MANY)).toEqual([batch(1, 3)]);
  expect(offered.add(batch(9, 9))).toBe(true);
  expect(offered.firstSeq).toBe(9);
});

test("does not take what goes beyond its bound, until there is room again", () => {
  const offered = new OfferedBatches(batchBytes(batch(1, 3)) * 2);
  expect(offered.add(batch(1, 3))).toBe(true);
  expect(offered.add(batch(4, 6))).toBe(true);
  expect(offered.add(batch(7, 9))).toBe(false);
  expect(offered.take(1, 3)).toEqual([batch(1, 3)]);
  expect(offered.add(batch(7, 9))).toBe(true);
  offered.clear();
  expect(offered.add(batch(10, 99))).toBe(true);
});

test("says of every batch when it waits no more, however it came to that", () => {
  const offered = new OfferedBatches(batchBytes(batch(1, 3)) * 2);
  const released: number[] = [];
  const add = (first: number, last: number): void => {
    offered.add(batch(first, last), () => released.push(first));
  };
  add(1, 3);
  add(9, 9);
  add(4, 6);
  add(7, 9);
  expect(released).toEqual([9, 7]);
  offered.take(1, 3);
  expect(released).toEqual([9, 7, 1]);
  offered.clear();
  expect(released).toEqual([9, 7, 1, 4]);
});
