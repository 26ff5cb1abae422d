import { expect, test } from "vitest";
import { asEntries, batchExtent, unpackBatch } from "#storage/index/unpack-batch.ts";
import { packBatch } from "../../contract/pack-batch.ts";

const identifiers = [{ objectType: "order", id: "A1", skeleton: "A1" }];
const first = { seq: 5, timeMs: -1, tokens: "w:čeština w:支付" };
const second = { seq: 6, timeMs: 0, tokens: "", identifiers: [] };
const third = { seq: 7, timeMs: 1, tokens: "w:😀" };
const entries = [{ ...first, identifiers }, second, { ...third, identifiers: [] }];
const batch = { ledger: "main", segmentFirstSeq: 5, entries, lastChecksum: "0a1b2c3d" };

test("gives the entries back; identifiers stand with the last, which is never a repeat alone", () => {
  const unpacked = unpackBatch(packBatch(batch));
  expect(unpacked).toEqual({
    ...batch,
    entries: [{ ...first, identifiers: [] }, second, { ...third, identifiers }],
  });
  expect(asEntries(packBatch(batch))).toEqual(unpacked);
  expect(asEntries(batch)).toBe(batch);
});

test("knows the extent of either form", () => {
  expect(batchExtent(batch)).toEqual({ firstSeq: 5, lastSeq: 7 });
  expect(batchExtent(packBatch(batch))).toEqual({ firstSeq: 5, lastSeq: 7 });
  expect(batchExtent({ ...batch, entries: [] })).toBeNull();
  expect(batchExtent(packBatch({ ...batch, entries: [] }))).toBeNull();
});
