import { existsSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import type {
  EventIndexReader,
  EventIndexWriter,
  IndexExpression,
} from "#storage/index/event-index.ts";
import { openSqliteIndexReader } from "#storage/index/sqlite/event-index-reader.ts";
import { KeyFilters } from "#storage/index/sqlite/key-filters.ts";
import { openPartition, readSummary } from "#storage/index/sqlite/open-partition.ts";
import { fillSegments, numberedEntries, temporaryIndex } from "./temporary-index.ts";

/** More than a reader holds open, several times over. */
const SEGMENTS = 200;
const RECORDS_EACH = 3;
const RECORDS = SEGMENTS * RECORDS_EACH;

function token(text: string): IndexExpression {
  return { kind: "token", token: text };
}

async function compactWhole(writer: EventIndexWriter): Promise<void> {
  let more = true;
  while (more) more = await writer.compact(1_000);
}

/** A reader that counts the connections it makes. */
function countingReader(
  directory: string,
  partitionsOpenMax?: number,
): { readonly reader: EventIndexReader; readonly opened: string[] } {
  const opened: string[] = [];
  const reader = openSqliteIndexReader({
    directory,
    onPartitionOpened: (file) => opened.push(file),
    ...(partitionsOpenMax !== undefined && { partitionsOpenMax }),
  });
  return { reader, opened };
}

/** Open files of this process. */
function openFiles(): number {
  return readdirSync("/proc/self/fd").length;
}

test("a lookup over all time opens few of many partitions", async () => {
  await using index = await temporaryIndex();
  const writer = index.openWriter();
  await fillSegments(writer, { segments: SEGMENTS, recordsEach: RECORDS_EACH });
  await compactWhole(writer);
  const { reader, opened } = countingReader(index.directory, 8);
  expect(await reader.count({ expression: { kind: "all" } })).toBe(RECORDS);
  for (const seq of [3, 77, 303, 596]) {
    opened.length = 0;
    const request = { expression: token(`t:${seq}`), order: "oldest", limit: 10 } as const;
    expect(await reader.search(request)).toMatchObject([{ seq }]);
    expect(await reader.count(request)).toBe(1);
    expect(opened.length).toBeLessThanOrEqual(2);
  }
  opened.length = 0;
  expect(await reader.count({ expression: token("t:nowhere") })).toBe(0);
  const either = { kind: "or", operands: [token("t:5"), token("t:500")] } as const;
  expect(await reader.count({ expression: either })).toBe(2);
  const both = { kind: "and", operands: [token("t:5"), token("w:word")] } as const;
  expect(await reader.count({ expression: both })).toBe(1);
  expect(opened.length).toBeLessThanOrEqual(6);
  expect(await reader.count({ expression: { kind: "not", operand: token("t:5") } })).toBe(
    RECORDS - 1,
  );
  await reader.close();
});

test("a rescue of an ID over all time opens few of many partitions", async () => {
  await using index = await temporaryIndex();
  const writer = index.openWriter();
  const ids = Array.from({ length: 60 }, (_, place) => `${(place * 7_919_911) % 900_000}XKCDQ`);
  for (const [place, id] of ids.entries()) {
    const identifiers = [{ objectType: "order", id, skeleton: id }];
    const entries = [{ seq: place + 1, timeMs: place, tokens: "w:word", identifiers }];
    await writer.index({ ledger: "main", segmentFirstSeq: place + 1, entries });
  }
  await compactWhole(writer);
  const { reader, opened } = countingReader(index.directory, 4);
  for (const id of ids.filter((found) => found.length >= 10)) {
    const reversed = Array.from(id).toReversed().join("");
    const questions = [
      { from: id, to: `${id}!`, reversed: false, limit: 10 },
      { from: reversed.slice(0, 8), to: `${reversed.slice(0, 8)}~`, reversed: true, limit: 10 },
    ];
    const [exact, ending] = await reader.identifiersOfEach(questions);
    expect(exact?.map((found) => found.id)).toEqual([id]);
    expect(ending?.map((found) => found.id)).toContain(id);
  }
  opened.length = 0;
  for (const id of ids.slice(0, 6)) {
    await reader.identifiers({ from: id, to: `${id}!`, reversed: false, limit: 10 });
  }
  // One that holds it, one that grows; a filter is rarely wrong.
  expect(opened.length).toBeLessThanOrEqual(6 * 2 + 2);
  opened.length = 0;
  const wrong = [{ from: "NOTHERE", to: "NOTHERE!", reversed: false, limit: 10 }];
  for (let turn = 0; turn < 10; turn += 1) {
    expect(await reader.identifiersOfEach(wrong)).toEqual([[]]);
  }
  expect(opened.length).toBeLessThanOrEqual(2);
  await reader.close();
});

test("handles stay bounded with many partitions", async () => {
  await using index = await temporaryIndex();
  const writer = index.openWriter();
  await fillSegments(writer, { segments: SEGMENTS, recordsEach: RECORDS_EACH });
  await compactWhole(writer);
  const before = openFiles();
  const partitionsOpenMax = 4;
  const { reader } = countingReader(index.directory, partitionsOpenMax);
  for (let seq = 1; seq <= RECORDS; seq += 47) {
    expect(await reader.count({ expression: token(`t:${seq}`) })).toBe(1);
    expect(await reader.count({ expression: token("w:word"), fromMs: seq * 1_000 })).toBe(
      RECORDS - seq + 1,
    );
  }
  // A filter each, three of each open partition, and one of the partition that grows.
  const bound = SEGMENTS + (partitionsOpenMax + 1) * 3;
  expect(openFiles() - before).toBeLessThanOrEqual(bound);
  await reader.close();
  // SQLite keeps the file that the writer still has open: closing it would drop the writer's locks.
  expect(openFiles()).toBeLessThanOrEqual(before + 3);
});

test("a missing or damaged filter hides nothing, and is made again", async () => {
  await using index = await temporaryIndex();
  const writer = index.openWriter();
  await fillSegments(writer, { segments: 4, recordsEach: 300 });
  await compactWhole(writer);
  await writer.close();
  const filter = (segmentFirstSeq: number): string =>
    `${index.partitionFile(segmentFirstSeq)}.keys`;
  expect([1, 301, 601, 901].map((first) => existsSync(filter(first)))).toEqual([
    true,
    true,
    true,
    false,
  ]);
  const bytes = statSync(filter(301)).size;
  rmSync(filter(1));
  truncateSync(filter(301), Math.floor(bytes / 2));
  writeFileSync(filter(601), Buffer.alloc(bytes, 1));
  const { reader } = countingReader(index.directory);
  for (let seq = 1; seq <= 1_200; seq += 13) {
    expect(await reader.count({ expression: token(`t:${seq}`) })).toBe(1);
  }
  await reader.close();
  const again = index.openWriter();
  expect(await again.watermark("main")).toBe(1_200);
  await compactWhole(again);
  expect(statSync(filter(1)).size).toBe(bytes);
  expect(statSync(filter(601)).size).toBe(bytes);
});

test("facets of everything take what finished partitions have counted", async () => {
  await using index = await temporaryIndex();
  const writer = index.openWriter();
  await fillSegments(writer, { segments: 20, recordsEach: 6 });
  const request = {
    expression: { kind: "all" },
    prefixes: ["y:", "s:", "t:"],
    valuesMax: 3,
  } as const;
  const plain = countingReader(index.directory, 2);
  const expected = await plain.reader.facets(request);
  expect(expected["y:"]?.map(({ count }) => count)).toEqual([40, 40, 40]);
  await plain.reader.close();
  await compactWhole(writer);
  const { reader, opened } = countingReader(index.directory, 2);
  expect(await reader.facets(request)).toEqual(expected);
  opened.length = 0;
  const byType = { ...request, prefixes: ["y:", "s:"] };
  expect(await reader.facets(byType)).toEqual({ "y:": expected["y:"], "s:": [] });
  expect(opened.length).toBeLessThanOrEqual(1);
  const entries = numberedEntries(121, 121);
  await writer.index({ ledger: "main", segmentFirstSeq: 115, entries });
  const grown = await reader.facets(byType);
  expect(grown["y:"]?.map(({ count }) => count)).toEqual([41, 40, 40]);
  await reader.close();
});

test("totals are remembered within a bound, those of the partition read last first", async () => {
  await using index = await temporaryIndex();
  const writer = index.openWriter();
  await fillSegments(writer, { segments: 3, recordsEach: 6 });
  await compactWhole(writer);
  const partitionAt = (segmentFirstSeq: number) => {
    const place = { ledger: "main", segmentFirstSeq, file: index.partitionFile(segmentFirstSeq) };
    using database = openPartition(place, "read");
    return { place, summary: readSummary(database, place), growing: false };
  };
  const [first, second] = [partitionAt(1), partitionAt(7)];
  const filters = new KeyFilters(3);
  const expected = [0, 1, 2].map((type) => [`type.${type}`, 2]);
  for (const partition of [first, second, first, second]) {
    expect(filters.totals("y:", partition)).toEqual(expected);
  }
  for (const { place } of [first, second]) rmSync(`${place.file}.keys`);
  expect(filters.totals("y:", second)).toEqual(expected);
  expect(filters.totals("y:", first)).toBeNull();
  filters.forget();
});

test("a partition that is made anew has no filter of the old one", async () => {
  await using index = await temporaryIndex();
  const writer = index.openWriter();
  await fillSegments(writer, { segments: 3, recordsEach: 10 });
  await compactWhole(writer);
  const { reader } = countingReader(index.directory);
  expect(await reader.count({ expression: token("t:15") })).toBe(1);
  expect(await writer.discardFrom("main", 11)).toBe(10);
  const entries = numberedEntries(11, 20).map(({ seq, timeMs, identifiers }) => {
    return { seq, timeMs, identifiers, tokens: `t:other${seq}` };
  });
  await writer.index({ ledger: "main", segmentFirstSeq: 11, entries });
  await writer.index({ ledger: "main", segmentFirstSeq: 21, entries: numberedEntries(21, 30) });
  expect(await reader.count({ expression: token("t:15") })).toBe(0);
  expect(await reader.count({ expression: token("t:other15") })).toBe(1);
  await compactWhole(writer);
  expect(await reader.count({ expression: token("t:other15") })).toBe(1);
  await reader.close();
});
