import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readRecordedEvent } from "#domain/events/recorded-event.ts";
import type { EventIndexReader, IndexEntry, IndexExpression } from "#storage/index/event-index.ts";
import { createIndexEntry } from "#storage/index/index-entry.ts";
import { RecentIdentifiers } from "#storage/index/recent-identifiers.ts";
import { openSqliteIndexReader } from "#storage/index/sqlite/event-index-reader.ts";
import { openSqliteIndexWriter } from "#storage/index/sqlite/event-index-writer.ts";
import { generateEvents } from "../../bench/generate-events.ts";
import { temporaryIndex } from "./temporary-index.ts";

const EVENTS = 5_000;
const SEGMENT_RECORDS = 1_700;

function entriesOf(events: number): IndexEntry[] {
  const recent = new RecentIdentifiers();
  return Array.from(generateEvents(events), (line, place) => {
    const seq = place + 1;
    return createIndexEntry(
      {
        ledger: "main",
        seq,
        id: `e${seq}`,
        source: { name: "shop" },
        event: readRecordedEvent(line),
      },
      { hash: () => () => null, segmentFirstSeq: segmentOf(seq), recent },
    );
  });
}

function segmentOf(seq: number): number {
  return Math.floor((seq - 1) / SEGMENT_RECORDS) * SEGMENT_RECORDS + 1;
}

function token(text: string): IndexExpression {
  return { kind: "token", token: text };
}

/** What people ask of a shop's log. */
const EXPRESSIONS: IndexExpression[] = [
  { kind: "all" },
  token("y:order.placed"),
  token("w:payment"),
  { kind: "prefix", prefix: "o:license:ln-1000000" },
  { kind: "prefix", prefix: "w:pro" },
  { kind: "and", operands: [token("w:production"), token("w:controller")] },
  { kind: "and", operands: [token("s:shop"), { kind: "not", operand: token("w:test") }] },
  { kind: "or", operands: [token("y:quote.created"), token("y:mail.sent"), token("w:soldout")] },
  { kind: "not", operand: { kind: "prefix", prefix: "y:p" } },
  { kind: "none" },
];

/** Every kind of question, narrowed in several ways. */
async function answersOf(reader: EventIndexReader, expression: IndexExpression) {
  const middle = Date.UTC(2026, 0, 1) + EVENTS;
  const ranges = [
    {},
    { fromMs: middle, toMs: middle + 3_000 },
    { throughSeq: { main: SEGMENT_RECORDS + 7 } },
  ];
  return Promise.all(
    ranges.map(async (range) => {
      const request = { ...range, expression };
      const newest = await reader.search({ ...request, order: "newest", limit: 100 });
      const after = newest.at(-1);
      return {
        newest,
        next: await reader.search({
          ...request,
          order: "newest",
          limit: 100,
          ...(after !== undefined && { after }),
        }),
        oldest: await reader.search({ ...request, order: "oldest", limit: 1_000 }),
        count: await reader.count(request),
        seconds: await reader.histogram({ ...request, bucketMs: 1_000, bucketsMax: 1_000 }),
        facets: await reader.facets({
          ...request,
          prefixes: ["y:", "s:", "a:customer:1", "w:"],
          valuesMax: 20,
        }),
      };
    }),
  );
}

test("both adapters give the same answers about the same 5,000 events", async () => {
  const directory = await mkdtemp(join(tmpdir(), "tracewell-index-"));
  await using stack = new AsyncDisposableStack();
  stack.defer(() => rm(directory, { recursive: true }));
  const index = stack.use(temporaryIndex());
  const sqlite = openSqliteIndexWriter({ directory });
  stack.defer(() => sqlite.close());
  const elasticsearch = index.openWriter();
  const segments = Map.groupBy(entriesOf(EVENTS), ({ seq }) => segmentOf(seq));
  for (const [segmentFirstSeq, entries] of segments) {
    await sqlite.index({ ledger: "main", segmentFirstSeq, entries });
    await elasticsearch.index({ ledger: "main", segmentFirstSeq, entries });
  }
  const one = openSqliteIndexReader({ directory });
  stack.defer(() => one.close());
  const other = index.openReader();
  expect(await other.count({ expression: { kind: "all" } })).toBe(EVENTS);
  expect(await other.watermarks()).toEqual(await one.watermarks());
  for (const expression of EXPRESSIONS) {
    const expected = await answersOf(one, expression);
    expect(await answersOf(other, expression)).toEqual(expected);
    expect(expected[0]?.count === 0).toBe(expression.kind === "none");
  }
  for (const reversed of [false, true]) {
    const query = { from: "1", to: "U", reversed, limit: 2_000 };
    const identifiers = await one.identifiers(query);
    expect(identifiers.length).toBeGreaterThan(100);
    expect(await other.identifiers(query)).toEqual(identifiers);
  }
});
