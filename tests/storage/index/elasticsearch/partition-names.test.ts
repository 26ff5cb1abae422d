import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  checkPrefix,
  parsePartition,
  partitionOf,
} from "#storage/index/elasticsearch/partition-names.ts";

test("names a partition by prefix, ledger and first record", () => {
  expect(partitionOf("tracewell", "main", 501).index).toBe("tracewell-main-00000000000000000501");
  expect(partitionOf("tracewell", "Shop-EU", 1).index).toBe(
    "tracewell-+shop-+e+u-00000000000000000001",
  );
});

test("every name is read back, and no other installation's", () => {
  const ledger = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,100}$/);
  fc.assert(
    fc.property(ledger, fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), (name, first) => {
      const partition = partitionOf("tracewell", name, first);
      expect(parsePartition("tracewell", partition.index)).toEqual(partition);
      expect(parsePartition("trace", partition.index)).toBeNull();
      expect(partition.index).toBe(partition.index.toLowerCase());
    }),
  );
});

test.for(["", "../x", "a b", "-a", "ä", "A".repeat(128)])("refuses the ledger name %j", (name) => {
  expect(() => partitionOf("tracewell", name, 1)).toThrow(/ledger's name/);
});

test.for(["", "Trace", "trace-well", "1a", "a*", "a".repeat(33)])("refuses prefix %j", (prefix) => {
  expect(() => checkPrefix(prefix)).toThrow(/prefix/);
});
