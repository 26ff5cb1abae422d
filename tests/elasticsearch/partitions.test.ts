import { expect, test } from "vitest";
import type { TracewellError } from "#domain/errors.ts";
import type { EventIndexWriter, IndexExpression } from "#storage/index/event-index.ts";
import { FACET_VALUES_MAX } from "#storage/index/elasticsearch/count-facets.ts";
import { MAPPING_VERSION, MAPPINGS } from "#storage/index/elasticsearch/mapping.ts";
import { numberedEntries } from "./numbered-entries.ts";
import { temporaryIndex } from "./temporary-index.ts";

const ALL: IndexExpression = { kind: "all" };

async function threeSegments(writer: EventIndexWriter, ledger = "main"): Promise<void> {
  for (const first of [1, 11, 21]) {
    const entries = numberedEntries(first, first + 9);
    await writer.index({ ledger, segmentFirstSeq: first, entries });
  }
}

test("each partition is an index of its own, with the template's mapping, behind one alias", async () => {
  await using index = temporaryIndex();
  const writer = index.openWriter();
  await threeSegments(writer);
  await threeSegments(writer, "Second.Shop_2");
  const prefix = index.options.prefix ?? "";
  const behind = await index.client.indices.get({ index: prefix });
  expect(Object.keys(behind).toSorted()).toEqual(
    [1, 11, 21]
      .flatMap((first) => [
        `${prefix}-+second.+shop_2-${String(first).padStart(20, "0")}`,
        `${prefix}-main-${String(first).padStart(20, "0")}`,
      ])
      .toSorted(),
  );
  for (const { mappings } of Object.values(behind)) {
    expect(mappings).toMatchObject({ dynamic: "strict", _meta: { version: MAPPING_VERSION } });
    expect(Object.keys(mappings?.properties ?? {}).toSorted()).toEqual(
      Object.keys(MAPPINGS.properties).toSorted(),
    );
  }
  expect(await index.openReader().watermarks()).toEqual([
    { ledger: "Second.Shop_2", throughSeq: 30 },
    { ledger: "main", throughSeq: 30 },
  ]);
});

test("a record has the same ID however often it comes", async () => {
  await using index = temporaryIndex();
  for (let turn = 0; turn < 3; turn += 1) {
    const writer = index.openWriter();
    await writer.index({ ledger: "main", segmentFirstSeq: 1, entries: numberedEntries(1, 20) });
  }
  const found = await index.client.search({ index: index.options.prefix ?? "", size: 100 });
  expect(found.hits.hits).toHaveLength(21);
  expect(new Set(found.hits.hits.map(({ _id }) => _id))).toEqual(
    new Set(["main:watermark", ...numberedEntries(1, 20).map(({ seq }) => `main:${seq}`)]),
  );
});

test("a field that the mapping does not know is refused", async () => {
  await using index = temporaryIndex();
  await threeSegments(index.openWriter());
  const stray = index.client.index({
    index: `${index.options.prefix}-main-${"1".padStart(20, "0")}`,
    document: { ledger: "main", surprise: 1 },
  });
  await expect(stray).rejects.toThrow("strict_dynamic_mapping_exception");
});

test("nothing comes into being by a mere write", async () => {
  await using index = temporaryIndex();
  await threeSegments(index.openWriter());
  const stray = index.client.index({
    index: `${index.options.prefix}-main-${"99".padStart(20, "0")}`,
    document: { ledger: "main", seq: 99, timeMs: 0 },
  });
  await expect(stray).rejects.toThrow("index_not_found_exception");
});

test("a partition that lost records is found at the next start, dropped and indexed anew", async () => {
  await using index = temporaryIndex();
  await threeSegments(index.openWriter());
  const digest = await index.openReader().digest();
  await index.client.delete({
    index: `${index.options.prefix}-main-${"11".padStart(20, "0")}`,
    id: "main:15",
    refresh: true,
  });
  const writer = index.openWriter();
  const failure = await writer.watermark("main").catch((error: TracewellError) => error);
  expect(failure).toMatchObject({
    code: "index-unavailable",
    detail: { ledger: "main", segmentFirstSeq: 11, damaged: true },
  });
  expect(await writer.discardFrom("main", 11)).toBe(10);
  for (const first of [11, 21]) {
    const entries = numberedEntries(first, first + 9);
    await writer.index({ ledger: "main", segmentFirstSeq: first, entries });
  }
  expect(await index.openReader().digest()).toBe(digest);
});

test("discards from the partition that holds a position", async () => {
  await using index = temporaryIndex();
  const writer = index.openWriter();
  await threeSegments(writer);
  await threeSegments(writer, "second");
  expect(await writer.discardFrom("main", 15)).toBe(10);
  expect(await writer.discardFrom("main", 1)).toBe(0);
  expect(await index.openReader().watermarks()).toEqual([{ ledger: "second", throughSeq: 30 }]);
});

test("facets of too many values are refused, or each count is right and the caller is told", async () => {
  await using index = temporaryIndex();
  const writer = index.openWriter();
  const values = FACET_VALUES_MAX + 500;
  for (const segmentFirstSeq of [1, values + 1]) {
    // Every value once a partition, ten of them twice.
    const entries = Array.from({ length: values }, (_, place) => ({
      seq: segmentFirstSeq + place,
      timeMs: place,
      tokens: place < 10 ? `k:n:${place} k:n:${place + 10} y:a` : `k:n:${place} y:a`,
      identifiers: [],
    }));
    await writer.index({ ledger: "main", segmentFirstSeq, entries });
  }
  const reader = index.openReader();
  const request = { expression: ALL, prefixes: ["k:n:", "y:"], valuesMax: 10 };
  await expect(reader.facets(request)).rejects.toMatchObject({ code: "invalid-parameter" });
  const told: string[] = [];
  const facets = await reader.facets({ ...request, onIncomplete: (prefix) => told.push(prefix) });
  expect(told).toEqual(["k:n:"]);
  expect(facets["y:"]).toEqual([{ value: "a", count: 2 * values }]);
  expect(facets["k:n:"]?.map(({ count }) => count)).toEqual(Array.from({ length: 10 }, () => 4));
});

test("tokens longer than a term can be are stored and found", async () => {
  await using index = temporaryIndex();
  const writer = index.openWriter();
  const long = `o:order:${"é".repeat(30_000)}`;
  const entries = [{ seq: 1, timeMs: 1, tokens: `${long} w:x`, identifiers: [] }];
  await writer.index({ ledger: "main", segmentFirstSeq: 1, entries });
  const reader = index.openReader();
  expect(await reader.count({ expression: { kind: "token", token: long } })).toBe(1);
  expect(await reader.count({ expression: { kind: "prefix", prefix: long } })).toBe(1);
  expect(await reader.count({ expression: { kind: "token", token: "o:order:é" } })).toBe(0);
});

test("the largest queries are answered or refused as invalid, never cut", async () => {
  await using index = temporaryIndex();
  await threeSegments(index.openWriter());
  const reader = index.openReader();
  const tokens = Array.from({ length: 1_999 }, (_, place): IndexExpression => {
    return { kind: "token", token: `t:${place + 20}` };
  });
  expect(await reader.count({ expression: { kind: "or", operands: tokens } })).toBe(11);
  const words = tokens.map(() => ({ kind: "token", token: "w:word" }) as const);
  const all = await reader
    .count({ expression: { kind: "and", operands: words } })
    .catch((error: TracewellError) => error.code);
  expect([30, "invalid-query"]).toContain(all);
  let nested: IndexExpression = { kind: "token", token: "t:5" };
  for (let level = 0; level < 12; level += 1) {
    nested = { kind: "not", operand: { kind: "or", operands: [nested, { kind: "none" }] } };
  }
  expect(await reader.count({ expression: nested })).toBe(1);
  const deeper = { kind: "not", operand: { kind: "not", operand: nested } } as const;
  await expect(reader.count({ expression: deeper })).rejects.toMatchObject({
    code: "invalid-query",
  });
});

test("reads pages longer than one answer", async () => {
  await using index = temporaryIndex();
  const writer = index.openWriter();
  const records = 10_100;
  await writer.index({ ledger: "main", segmentFirstSeq: 1, entries: numberedEntries(1, records) });
  const reader = index.openReader();
  const hits = await reader.search({ expression: ALL, order: "newest", limit: records + 5 });
  expect(hits).toHaveLength(records);
  expect(hits.every(({ seq }, place) => seq === records - place)).toBe(true);
  const found = await reader.identifiers({ from: "", to: "Z", reversed: false, limit: records });
  expect(found).toHaveLength(records);
  const prefix = { kind: "prefix", prefix: "t:" } as const;
  expect(await reader.count({ expression: prefix })).toBe(records);
});
