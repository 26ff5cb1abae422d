import { copyFileSync, mkdirSync, readdirSync, rmdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import type { IndexExpression } from "#storage/index/event-index.ts";
import { EXPRESSION_DEPTH_MAX, EXPRESSION_TERMS_MAX } from "#storage/index/sqlite/compile-query.ts";
import { FACET_VALUES_COUNTED_MAX } from "#storage/index/sqlite/count-facets.ts";
import { PARTITION_RECORDS_MAX } from "#storage/index/sqlite/schema.ts";
import { fillSegments, numberedEntries, temporaryIndex } from "./temporary-index.ts";

const ALL: IndexExpression = { kind: "all" };
const WORD: IndexExpression = { kind: "token", token: "w:word" };

test("keeps one file for each segment of each ledger", async () => {
  await using index = await temporaryIndex();
  const writer = index.openWriter();
  await fillSegments(writer, { segments: 2, recordsEach: 3 });
  await writer.index({ ledger: "other", segmentFirstSeq: 1, entries: numberedEntries(1, 1) });
  await writer.close();
  const files = (ledger: string): string[] => readdirSync(join(index.directory, ledger));
  expect(files("main")).toEqual(["00000000000000000001.db", "00000000000000000004.db"]);
  expect(files("other")).toEqual(["00000000000000000001.db"]);
});

test("answers from more partitions than it may hold open", async () => {
  await using index = await temporaryIndex();
  await fillSegments(index.openWriter(), { segments: 9, recordsEach: 4 });
  const reader = index.openReader(2);
  const hits = await reader.search({ expression: ALL, order: "newest", limit: 100 });
  expect(hits.map((hit) => hit.seq)).toEqual(Array.from({ length: 36 }, (_, seq) => 36 - seq));
  expect(await reader.count({ expression: WORD })).toBe(36);
  expect(await reader.count({ expression: WORD, fromMs: 9_000, toMs: 30_000 })).toBe(21);
});

test("an open reader sees new records, new partitions, and that others are gone", async () => {
  await using index = await temporaryIndex();
  const reader = index.openReader();
  const seqs = async (): Promise<number[]> => {
    const hits = await reader.search({ expression: WORD, order: "oldest", limit: 100 });
    return hits.map((hit) => hit.seq);
  };
  expect(await seqs()).toEqual([]);
  const writer = index.openWriter();
  expect(await seqs()).toEqual([]);
  await writer.index({ ledger: "main", segmentFirstSeq: 1, entries: numberedEntries(1, 2) });
  expect(await seqs()).toEqual([1, 2]);
  await writer.index({ ledger: "main", segmentFirstSeq: 1, entries: numberedEntries(3, 3) });
  expect(await seqs()).toEqual([1, 2, 3]);
  await writer.index({ ledger: "main", segmentFirstSeq: 4, entries: numberedEntries(4, 4) });
  expect(await seqs()).toEqual([1, 2, 3, 4]);
  await writer.dropBefore("main", 4);
  expect(await seqs()).toEqual([4]);
  await writer.clear();
  expect(await seqs()).toEqual([]);
  await writer.index({ ledger: "main", segmentFirstSeq: 1, entries: numberedEntries(1, 1) });
  expect(await seqs()).toEqual([1]);
});

test("discards a partition and all later ones", async () => {
  await using index = await temporaryIndex();
  const writer = index.openWriter();
  const reader = index.openReader();
  await fillSegments(writer, { segments: 3, recordsEach: 3 });
  const before = await reader.digest();
  expect(await writer.discardFrom("main", 5)).toBe(3);
  expect(await reader.watermarks()).toEqual([{ ledger: "main", throughSeq: 3 }]);
  await writer.index({ ledger: "main", segmentFirstSeq: 4, entries: numberedEntries(4, 6) });
  await writer.index({ ledger: "main", segmentFirstSeq: 7, entries: numberedEntries(7, 9) });
  expect(await reader.digest()).toBe(before);
  expect(await writer.discardFrom("main", 1)).toBe(0);
  expect(await reader.watermarks()).toEqual([]);
});

test.each(["discardFrom", "clear"] as const)(
  "%s that is interrupted leaves no index that begins too late",
  async (method) => {
    await using index = await temporaryIndex();
    const writer = index.openWriter();
    await fillSegments(writer, { segments: 3, recordsEach: 3 });
    const before = await index.openReader().digest();
    const inTheWay = `${index.partitionFile(4)}.removed`;
    mkdirSync(inTheWay);
    const work = method === "clear" ? writer.clear() : writer.discardFrom("main", 1);
    await expect(work).rejects.toThrow(".removed");
    await writer.close();
    rmdirSync(inTheWay);

    const next = index.openWriter();
    const reader = index.openReader();
    const throughSeq = await next.watermark("main");
    expect(throughSeq).toBe(6);
    expect(await reader.count({ expression: ALL })).toBe(throughSeq);
    await next.index({ ledger: "main", segmentFirstSeq: 7, entries: numberedEntries(7, 9) });
    expect(await reader.digest()).toBe(before);
  },
);

test("old partitions that could not all be removed leave the others usable", async () => {
  await using index = await temporaryIndex();
  const writer = index.openWriter();
  await fillSegments(writer, { segments: 4, recordsEach: 3 });
  const inTheWay = `${index.partitionFile(4)}.removed`;
  mkdirSync(inTheWay);
  await expect(writer.dropBefore("main", 7)).rejects.toThrow(".removed");
  while (await writer.compact(64));
  rmdirSync(inTheWay);
  await writer.dropBefore("main", 7);
  while (await writer.compact(64));
  expect(await index.openReader().count({ expression: ALL })).toBe(6);
});

test("a finished partition is durable before the next one exists", async () => {
  await using index = await temporaryIndex();
  const writer = index.openWriter();
  await writer.index({ ledger: "main", segmentFirstSeq: 1, entries: numberedEntries(1, 50) });
  // With a reader on it, closing a file does not fold its write-ahead log in.
  expect(await index.openReader().count({ expression: ALL })).toBe(50);
  await writer.index({ ledger: "main", segmentFirstSeq: 51, entries: numberedEntries(51, 51) });
  const alone = `${index.partitionFile(1)}.copy`;
  copyFileSync(index.partitionFile(1), alone);
  using database = new DatabaseSync(alone);
  expect(database.prepare("SELECT through_seq FROM meta").get()).toEqual({ through_seq: 50 });
});

test("goes on after a partition could not be made", async () => {
  await using index = await temporaryIndex();
  const writer = index.openWriter();
  await writer.index({ ledger: "main", segmentFirstSeq: 1, entries: numberedEntries(1, 3) });
  const inTheWay = `${index.partitionFile(4)}.new`;
  mkdirSync(inTheWay);
  const next = { ledger: "main", segmentFirstSeq: 4, entries: numberedEntries(4, 5) };
  await expect(writer.index(next)).rejects.toMatchObject({ code: "internal" });
  expect(await writer.watermark("main")).toBe(3);
  expect(await writer.compact(100)).toBe(false);
  rmdirSync(inTheWay);
  await writer.index(next);
  while (await writer.compact(100)) expect(await writer.watermark("main")).toBe(5);
  expect(await index.openReader().count({ expression: WORD })).toBe(5);
});

test("compacting changes no answer and no digest, and ends", async () => {
  await using index = await temporaryIndex();
  const writer = index.openWriter();
  for (let seq = 1; seq <= 90; seq += 1) {
    const segmentFirstSeq = seq <= 60 ? 1 : 61;
    await writer.index({ ledger: "main", segmentFirstSeq, entries: numberedEntries(seq, seq) });
  }
  const reader = index.openReader();
  const before = await reader.digest();
  let slices = 1;
  while (await writer.compact(1)) slices += 1;
  expect(slices).toBeGreaterThan(1);
  expect(await writer.compact(1)).toBe(false);
  expect(await reader.digest()).toBe(before);
  expect(await reader.count({ expression: WORD })).toBe(90);
  await writer.close();
  expect(await index.openWriter().compact(1)).toBe(false);
});

test("compacting makes a finished partition smaller", async () => {
  await using index = await temporaryIndex();
  const writer = index.openWriter();
  for (let first = 1; first <= 6_000; first += 100) {
    const entries = numberedEntries(first, first + 99);
    await writer.index({ ledger: "main", segmentFirstSeq: 1, entries });
  }
  const entries = numberedEntries(6_001, 6_001);
  await writer.index({ ledger: "main", segmentFirstSeq: 6_001, entries });
  const before = statSync(index.partitionFile(1)).size;
  while (await writer.compact(16)) expect(await writer.watermark("main")).toBe(6_001);
  expect(statSync(index.partitionFile(1)).size).toBeLessThan(before);
  expect(await index.openReader().count({ expression: WORD })).toBe(6_001);
});

test("a compaction goes on after a restart", async () => {
  await using index = await temporaryIndex();
  const writer = index.openWriter();
  for (let seq = 1; seq <= 40; seq += 1) {
    await writer.index({ ledger: "main", segmentFirstSeq: 1, entries: numberedEntries(seq, seq) });
  }
  await writer.index({ ledger: "main", segmentFirstSeq: 41, entries: numberedEntries(41, 41) });
  expect(await writer.compact(1)).toBe(true);
  await writer.close();
  const again = index.openWriter();
  expect(await again.watermark("main")).toBe(41);
  while (await again.compact(1)) expect(await again.watermark("main")).toBe(41);
  expect(await index.openReader().count({ expression: WORD })).toBe(41);
});

test("refuses more records than a partition's positions can name", async () => {
  await using index = await temporaryIndex();
  const writer = index.openWriter();
  const last = PARTITION_RECORDS_MAX;
  const entries = numberedEntries(last, last + 1);
  await expect(
    writer.index({ ledger: "main", segmentFirstSeq: last, entries }),
  ).resolves.toBeUndefined();
  const far = { ledger: "other", segmentFirstSeq: 1, entries: manyEntries(PARTITION_RECORDS_MAX) };
  await writer.index({ ...far, entries: far.entries.slice(0, 2) });
  await expect(writer.index(far)).rejects.toMatchObject({ code: "internal" });
});

function manyEntries(
  count: number,
): { seq: number; timeMs: number; tokens: string; identifiers: [] }[] {
  const tokens = "w:word";
  return Array.from({ length: count + 1 }, (_, index) => {
    return { seq: index + 1, timeMs: 0, tokens, identifiers: [] as [] };
  });
}

test("refuses a ledger whose name is no folder", async () => {
  await using index = await temporaryIndex();
  const writer = index.openWriter();
  for (const ledger of ["", "..", "a/b", ".hidden"]) {
    await expect(writer.watermark(ledger)).rejects.toMatchObject({ code: "invalid-parameter" });
  }
});

test("says when a facet of very many values may lack some", async () => {
  await using index = await temporaryIndex();
  const writer = index.openWriter();
  const count = FACET_VALUES_COUNTED_MAX + 100;
  await writer.index({ ledger: "main", segmentFirstSeq: 1, entries: numberedEntries(1, count) });
  const reader = index.openReader();
  const request = { prefixes: ["t:", "y:"], valuesMax: 5 };
  const unfiltered = await reader.facets({ ...request, expression: ALL });
  expect(unfiltered["t:"]).toHaveLength(5);
  const filtered = { ...request, expression: WORD, fromMs: 2_000 };
  await expect(reader.facets(filtered)).rejects.toMatchObject({ code: "invalid-parameter" });
  const incomplete: string[] = [];
  const facets = await reader.facets({
    ...filtered,
    onIncomplete: (prefix) => incomplete.push(prefix),
  });
  expect(incomplete).toEqual(["t:"]);
  expect(facets["y:"]?.reduce((sum, value) => sum + value.count, 0)).toBe(count - 1);
});

test("a prefix of more tokens than are listed one by one still finds all", async () => {
  await using index = await temporaryIndex();
  const writer = index.openWriter();
  await writer.index({ ledger: "main", segmentFirstSeq: 1, entries: numberedEntries(1, 200) });
  const reader = index.openReader();
  expect(await reader.count({ expression: { kind: "prefix", prefix: "t:" } })).toBe(200);
  expect(await reader.count({ expression: { kind: "prefix", prefix: "t:19" } })).toBe(11);
});

test("answers expressions as deep and as long as they may be", async () => {
  await using index = await temporaryIndex();
  const writer = index.openWriter();
  await writer.index({ ledger: "main", segmentFirstSeq: 1, entries: numberedEntries(1, 10) });
  const reader = index.openReader();
  let negations: IndexExpression = { kind: "token", token: "t:1" };
  let mixed: IndexExpression = negations;
  for (let level = 0; level < EXPRESSION_DEPTH_MAX; level += 1) {
    negations = { kind: "not", operand: negations };
    mixed = {
      kind: level % 2 === 0 ? "or" : "and",
      operands: [mixed, { kind: "prefix", prefix: level % 2 === 0 ? `t:${level}` : "t:" }],
    };
  }
  const terms = Array.from({ length: EXPRESSION_TERMS_MAX }, (_, seq): IndexExpression => {
    return { kind: "token", token: `t:${seq}` };
  });
  expect(await reader.count({ expression: negations })).toBe(1);
  expect(await reader.count({ expression: mixed })).toBe(6);
  expect(await reader.count({ expression: { kind: "or", operands: terms } })).toBe(10);
  expect(await reader.count({ expression: { kind: "and", operands: terms } })).toBe(0);
});
