import { describe, expect, test } from "vitest";
import type { TailRequest } from "#query/query-engine.ts";
import { MOODLE_VISIT } from "../moodle-visit.ts";
import { eventAt, hidden, QueryStage } from "../query-stage.ts";

type Options = Partial<TailRequest>;

function headOf(stage: QueryStage): number {
  return stage.request().facts.heads[0]?.headSeq ?? 0;
}

async function slice(stage: QueryStage, options: Options = {}) {
  const answer = await stage.engine.tail({
    ledger: "main",
    afterSeq: 0,
    headSeq: headOf(stage),
    queries: [""],
    nowMs: stage.nowMs,
    recordsMax: 1_000,
    ...options,
  });
  return {
    throughSeq: answer.throughSeq,
    items: answer.items.map(({ event, queries }) => [event.seq, queries]),
  };
}

describe("a slice of the live stream", () => {
  test("needs no index, and says which queries each record matches", async () => {
    await using stage = new QueryStage();
    stage.append(MOODLE_VISIT);
    const queries = ["type:payment.*", "production -level:error", "amount:>5", '"post pay"'];
    expect(await slice(stage, { queries })).toEqual({
      throughSeq: 7,
      items: [
        [1, [0]],
        [2, [0]],
        [3, [1]],
        [5, [1, 3]],
        [6, [1]],
        [7, [1]],
      ],
    });
    expect(await slice(stage, { queries: [] })).toEqual({ throughSeq: 7, items: [] });
  });

  test("goes on where the last one ended, without a hole and without a repeat", async () => {
    await using stage = new QueryStage({ segmentBytesMax: 3_000 });
    for (let group = 0; group < 10; group += 1) {
      stage.append(Array.from({ length: 13 }, (_, place) => eventAt(place)));
    }
    const seen: unknown[] = [];
    let afterSeq = 0;
    while (afterSeq < headOf(stage)) {
      const next = await slice(stage, { afterSeq, recordsMax: 17 });
      expect(next.throughSeq).toBeGreaterThan(afterSeq);
      expect(next.throughSeq - afterSeq).toBeLessThanOrEqual(17);
      seen.push(...next.items.map(([seq]) => seq));
      afterSeq = next.throughSeq;
    }
    expect(seen).toEqual(Array.from({ length: 130 }, (_, place) => place + 1));
  });

  test("shows nothing beyond the head it was told", async () => {
    await using stage = new QueryStage();
    stage.append(MOODLE_VISIT);
    expect(await slice(stage, { headSeq: 3 })).toMatchObject({ throughSeq: 3 });
    expect(await slice(stage, { afterSeq: 7 })).toEqual({ throughSeq: 7, items: [] });
  });

  test("finds protected values by their exact value, and shows masks", async () => {
    await using stage = new QueryStage();
    stage.append([eventAt(0, { attributes: { code: hidden("4111-0917") } }), eventAt(1)]);
    const answer = await stage.engine.tail({
      ledger: "main",
      afterSeq: 0,
      headSeq: 2,
      queries: ["4111-0917", "attributes.code:4111-0917", "attributes.code:4111-0918"],
      nowMs: stage.nowMs,
      recordsMax: 10,
    });
    expect(answer.items.map(({ queries }) => queries)).toEqual([[0, 1]]);
    expect(answer.items[0]?.event.attributes).toEqual({ code: "…0917" });
  });

  test("`now` moves on with every slice", async () => {
    await using stage = new QueryStage();
    stage.append([eventAt(0)]);
    const occurredMs = Date.parse("2026-01-10T12:00:00.000Z");
    const queries = ["time:>=now-1h"];
    expect(await slice(stage, { queries, nowMs: occurredMs })).toMatchObject({ items: [[1, [0]]] });
    expect(await slice(stage, { queries, nowMs: occurredMs + 3_600_001 })).toMatchObject({
      items: [],
    });
  });

  test("keeps answering rightly however many queries came before", async () => {
    await using stage = new QueryStage();
    stage.append([eventAt(0, { message: "word7" })]);
    for (let place = 0; place < 600; place += 1) {
      const { items } = await slice(stage, { queries: [`word${place}`, "word7"] });
      expect(items).toEqual([[1, place === 7 ? [0, 1] : [1]]]);
    }
  });

  test("refuses a query that cannot be read, and a ledger that is not here", async () => {
    await using stage = new QueryStage();
    await expect(slice(stage, { queries: ["ok", "typ:x"] })).rejects.toMatchObject({
      code: "invalid-query",
      detail: { position: 0, length: 3 },
    });
    await expect(slice(stage, { ledger: "east" })).rejects.toMatchObject({ code: "not-found" });
  });
});
