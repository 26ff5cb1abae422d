import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { AuditEvent, RecordedEvent } from "#domain/events/event.ts";
import { compareOccurrence } from "#domain/events/order.ts";
import { printSearch } from "#query/search/search-tree.ts";
import { INDEX_KINDS, QueryStage } from "../query-stage.ts";
import { holds } from "../search/naive-evaluation.ts";
import { OVERFULL, smallEvent } from "../search/small-documents.ts";
import { smallQuery } from "../search/small-queries.ts";

function recordsOf(events: readonly AuditEvent[]): RecordedEvent[] {
  return events.map((event, place) => {
    const recordedAt = "2026-01-01T00:00:00.000Z";
    return { ledger: "main", seq: place + 1, recordedAt, source: { name: "shop" }, event };
  });
}

async function everySeq(stage: QueryStage, q: string, order: "newest" | "oldest", limit: number) {
  const found: number[] = [];
  let cursor: string | null = null;
  do {
    const page = await stage.engine.events({
      ...stage.request(),
      q,
      order,
      limit,
      ...(cursor === null ? {} : { cursor }),
    });
    found.push(...page.items.map(({ seq }) => seq));
    cursor = page.nextCursor;
  } while (cursor !== null);
  return found;
}

/** Well within a test's time, so that a busy machine means fewer runs and never an abandoned one. */
const TIME_LIMIT_MS = 12_000;

test.each(INDEX_KINDS)(
  "pages, counts and the live stream over %s agree with a plain filter of all records",
  async (index) => {
    let matches = 0;
    const scenario = fc.record({
      events: fc.array(smallEvent, { minLength: 1, maxLength: 12 }),
      overfull: fc.boolean(),
      queries: fc.array(smallQuery, { minLength: 4, maxLength: 8 }),
      limit: fc.integer({ min: 1, max: 5 }),
      order: fc.constantFrom("newest" as const, "oldest" as const),
    });
    await fc.assert(
      fc.asyncProperty(scenario, async ({ events, overfull, queries, limit, order }) => {
        await using stage = new QueryStage({ index, segmentBytesMax: 1_500 });
        const all = [...events, ...(overfull ? OVERFULL : [])];
        stage.append(all);
        await stage.follow();
        const records = recordsOf(all);
        for (const query of queries) {
          const q = printSearch(query);
          const expected = records
            .filter((record) => holds(query, record))
            .map(({ event, ledger, seq }) => ({ time: event.time, ledger, seq }))
            .toSorted(compareOccurrence)
            .map(({ seq }) => seq);
          matches += expected.length;
          const ordered = order === "oldest" ? expected : expected.toReversed();
          const listed = await everySeq(stage, q, order, limit);
          expect({ q, listed }).toEqual({ q, listed: ordered });
          const { total } = await stage.engine.histogram({ ...stage.request(), q, bucket: "2ms" });
          expect({ q, total }).toEqual({ q, total: expected.length });
          const tail = await stage.engine.tail({
            ledger: "main",
            afterSeq: 0,
            headSeq: records.length,
            queries: [q],
            nowMs: stage.nowMs,
            recordsMax: 100,
          });
          const streamed = tail.items.map(({ event }) => event.seq);
          const bySeq = expected.toSorted((left, right) => left - right);
          expect({ q, streamed }).toEqual({ q, streamed: bySeq });
        }
      }),
      { numRuns: index === "oracle" ? 60 : 20, interruptAfterTimeLimit: TIME_LIMIT_MS },
    );
    expect(matches).toBeGreaterThan(50);
  },
);
