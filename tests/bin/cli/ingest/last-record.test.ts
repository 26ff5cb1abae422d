import { expect, test } from "vitest";
import { isBlank, isWholeRecord } from "#bin/cli/ingest/last-record.ts";

test.each([
  ['{"a":1}', true],
  ['\uFEFF{"a":1}', true],
  ['{\n  "a": 1\n}', true],
  ['{"a":1', false],
  ['{"torn":\n', true],
  ["{\n", false],
  ['{"torn":\n{"b":2}\n', true],
  ['{"torn":\n{"b":2}\n{"c"', false],
  ['{\n  "a": 1,\n', false],
  [',{"a":1', false],
  [',\n{"a":1\n', false],
  ["[\n", false],
  ['[{"a":1}\n', false],
  ["[error] disk is full\n", true],
  ['[{"a":', false],
  ["2026-01-31 09:05:00 disk is full\n", true],
  ["2026-01-31 09:05:00 disk is full\n  and slow\n", true],
  ["2026-01-31 09:05:00 disk is fu", false],
])("%j is whole: %j", (text, isWhole) => {
  expect(isWholeRecord(Buffer.from(text))).toBe(isWhole);
});

test("blank is what holds no record", () => {
  expect(isBlank(Buffer.from(" \r\n\n"))).toBe(true);
  expect(isBlank(Buffer.alloc(0))).toBe(true);
  expect(isBlank(Buffer.from("\n.\n"))).toBe(false);
});
