import * as fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { OrderNumbers } from "#query/answers/number-answers.ts";
import type { OrderNumbersRequest } from "#query/numbers/number-request.ts";
import type { NumberRow } from "#storage/lifecycles/lifecycle-store.ts";
import { QueryStage } from "../query-stage.ts";
import { StagedLifecycles } from "../staged-lifecycles.ts";

const MINUTE_MS = 60_000;

let lifecycles: StagedLifecycles;
let stage: QueryStage;
let asked: string[];
let mentioned: Map<string, string[]>;
let unread: number;

beforeEach(() => {
  lifecycles = new StagedLifecycles();
  asked = [];
  mentioned = new Map();
  unread = 0;
  stage = new QueryStage({
    engine: {
      lifecycles,
      mentionedInQuarantine: async (numbers) => {
        asked.push(...numbers);
        const items = numbers.flatMap((number) => {
          const found = mentioned.get(number);
          return found === undefined ? [] : [[number, found] as const];
        });
        return { items: new Map(items), unread };
      },
    },
  });
  lifecycles.judgedMs = stage.nowMs;
});

afterEach(() => stage[Symbol.asyncDispose]());

/** A number that was used a minute per place after the first. */
function told(sequence: number, more: Partial<NumberRow> = {}): NumberRow {
  const number = String(100_000_000 + sequence);
  const reservedMs = sequence * MINUTE_MS;
  return {
    store: "1",
    sequence,
    number,
    explanation: "used",
    causes: ["used"],
    order: number,
    quote: `q${sequence}`,
    reservedMs,
    usedMs: reservedMs + 1_000,
    sinceMs: reservedMs + 1_000,
    reason: null,
    mayReturn: false,
    evidence: [`main:${sequence}`],
    ...more,
  };
}

function ask(more: Partial<OrderNumbersRequest> = {}): Promise<OrderNumbers> {
  return stage.engine.orderNumbers({ ...stage.request(), store: "1", limit: 100, ...more });
}

async function explained(more: Partial<OrderNumbersRequest> = {}): Promise<[number, string][]> {
  const { items } = await ask(more);
  return items.map(({ sequence, explanation }) => [sequence, explanation]);
}

test("a told number says what became of it", async () => {
  lifecycles.numberRows = [
    told(47, {
      explanation: "used-late",
      causes: ["used-late", "used", "declined"],
      usedMs: 47 * MINUTE_MS + 90_000_000,
      reason: "card expired",
    }),
  ];
  expect((await ask()).items).toEqual([
    {
      store: "1",
      sequence: 47,
      number: "100000047",
      explanation: "used-late",
      causes: ["used-late", "used", "declined"],
      order: "100000047",
      quote: "q47",
      reservedAt: "1970-01-01T00:47:00.000Z",
      usedAt: "1970-01-02T01:47:00.000Z",
      lateMs: 90_000_000,
      since: "1970-01-01T00:47:01.000Z",
      reason: "card expired",
      mayReturn: false,
      evidence: ["main:47"],
      quarantine: [],
      sources: [],
    },
  ]);
});

test("what no record tells is explained by evidence alone: quarantine, silence, or nothing", async () => {
  lifecycles.numberRows = [told(47), told(49), told(52), told(54)];
  lifecycles.silenceRows = [
    {
      source: "shop",
      stores: ["1"],
      fromMs: 50 * MINUTE_MS,
      toMs: 51 * MINUTE_MS,
      evidence: ["main:8"],
    },
    { source: "other", stores: ["2"], fromMs: 0, toMs: null, evidence: ["main:9"] },
  ];
  mentioned.set("100000048", ["q3"]);
  mentioned.set("100000051", ["q7", "q5"]);
  const { items } = await ask();
  expect(
    items.map(({ sequence, number, explanation, causes, quarantine, sources, evidence }) => [
      sequence,
      number,
      explanation,
      causes,
      quarantine,
      sources,
      evidence,
    ]),
  ).toEqual([
    [47, "100000047", "used", ["used"], [], [], ["main:47"]],
    [48, "100000048", "in-quarantine", ["in-quarantine"], ["q3"], [], []],
    [49, "100000049", "used", ["used"], [], [], ["main:49"]],
    [50, "100000050", "source-outage", ["source-outage"], [], ["shop"], ["main:8"]],
    [
      51,
      "100000051",
      "in-quarantine",
      ["in-quarantine", "source-outage"],
      ["q7", "q5"],
      ["shop"],
      ["main:8"],
    ],
    [52, "100000052", "used", ["used"], [], [], ["main:52"]],
    [53, "100000053", "unexplained", ["unexplained"], [], [], []],
    [54, "100000054", "used", ["used"], [], [], ["main:54"]],
  ]);
  expect(asked).toEqual(["100000048", "100000050", "100000051", "100000053"]);
});

test("a range is explained by what lies around it", async () => {
  lifecycles.numberRows = [told(40), told(47), told(60, { reservedMs: null }), told(61)];
  lifecycles.silenceRows = [
    { source: "shop", stores: ["1"], fromMs: 60 * MINUTE_MS, toMs: null, evidence: ["main:8"] },
  ];
  expect(await explained({ from: 50, to: 53 })).toEqual([
    [50, "source-outage"],
    [51, "source-outage"],
    [52, "source-outage"],
  ]);
  expect(await explained({ from: 41, to: 43 })).toEqual([
    [41, "unexplained"],
    [42, "unexplained"],
  ]);
  expect(await explained({ from: 60 })).toEqual([
    [60, "used"],
    [61, "used"],
  ]);
  expect(await explained({ from: 62, to: 70 })).toEqual([]);
  expect(await explained({ from: 38, to: 41 })).toEqual([
    [38, "unexplained"],
    [39, "unexplained"],
    [40, "used"],
  ]);
  await expect(ask({ from: 5, to: 4 })).rejects.toMatchObject({ code: "invalid-parameter" });
});

test("whatever the pages, they give each place once and in order, rows of reused numbers too", async () => {
  const rows = fc.uniqueArray(
    fc.record({ sequence: fc.integer({ min: 1, max: 60 }), twin: fc.nat(2) }),
    {
      minLength: 1,
      maxLength: 40,
      selector: ({ sequence, twin }) => `${sequence} ${twin}`,
    },
  );
  await fc.assert(
    fc.asyncProperty(rows, fc.integer({ min: 1, max: 7 }), async (given, limit) => {
      lifecycles.numberRows = given.map(({ sequence, twin }) =>
        told(sequence, { number: `${100_000_000 + sequence}-${twin}` }),
      );
      const whole = await ask({ limit: 1_000 });
      expect(whole.nextCursor).toBeNull();
      const paged = [];
      let cursor: string | undefined;
      do {
        const page: OrderNumbers = await ask({ limit, ...(cursor !== undefined && { cursor }) });
        expect(page.items.length).toBeLessThanOrEqual(limit);
        paged.push(...page.items);
        cursor = page.nextCursor ?? undefined;
      } while (cursor !== undefined);
      expect(paged).toEqual(whole.items);
      const sequences = given.map(({ sequence }) => sequence);
      const [first, last] = [Math.min(...sequences), Math.max(...sequences)];
      const places = new Set(paged.map(({ sequence }) => sequence));
      expect(places.size).toBe(last - first + 1);
    }),
    { numRuns: 40 },
  );
});

test("filters choose by explanation, over as many numbers as it takes, within a bound", async () => {
  lifecycles.numberRows = [told(1), told(2, { explanation: "declined" }), told(25_000)];
  const declined = await ask({ explanations: ["declined"] });
  expect(declined.items.map(({ sequence }) => sequence)).toEqual([2]);
  expect(declined.nextCursor).not.toBeNull();
  const second = await ask({ explanations: ["declined"], cursor: declined.nextCursor ?? "" });
  const third = await ask({ explanations: ["declined"], cursor: second.nextCursor ?? "" });
  expect([second.items, third.items, third.nextCursor]).toEqual([[], [], null]);
  await expect(
    ask({ explanations: ["unexplained"], cursor: declined.nextCursor ?? "" }),
  ).rejects.toMatchObject({ code: "invalid-cursor" });
  const gaps = await ask({ explanations: ["unexplained"], limit: 2 });
  expect(gaps.items.map(({ sequence }) => sequence)).toEqual([3, 4]);
});

test("what could not be looked into is said, and so is a view that lags", async () => {
  lifecycles.numberRows = [told(1), told(3)];
  unread = 2;
  stage.append([{ type: "trace.recorded", time: "2026-01-10T12:00:00.000Z" }]);
  expect((await ask()).coverage).toMatchObject({
    status: "partial",
    reasons: [
      "The view of lifecycles has read ledger main through 0 of 1: 1 record may be missing.",
      "2 items in quarantine could not be looked into for missing numbers.",
    ],
  });
});

test("without a store the numbers of all follow each other, page by page", async () => {
  const other = (sequence: number) => told(sequence, { store: "two words" });
  lifecycles.numberRows = [told(1), told(3), other(7), other(8), told(5, { store: "3" })];
  const pages: string[][] = [];
  let cursor: string | undefined;
  do {
    const page: OrderNumbers = await stage.engine.orderNumbers({
      ...stage.request(),
      limit: 2,
      ...(cursor !== undefined && { cursor }),
    });
    pages.push(page.items.map(({ store, sequence }) => `${store} ${sequence}`));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  expect(pages).toEqual([
    ["1 1", "1 2"],
    ["1 3", "3 5"],
    ["two words 7", "two words 8"],
  ]);
  lifecycles.numberRows = [];
  const nothing = await stage.engine.orderNumbers({ ...stage.request(), limit: 2 });
  expect(nothing).toMatchObject({ items: [], nextCursor: null });
});

test("stores are listed, and one that no record names is refused with those that are", async () => {
  lifecycles.numberRows = [told(1), told(4), told(7, { store: "2" })];
  expect((await stage.engine.numberStores(stage.request())).items).toEqual([
    { store: "1", firstSequence: 1, lastSequence: 4, numbers: 2, missing: 2 },
    { store: "2", firstSequence: 7, lastSequence: 7, numbers: 1, missing: 0 },
  ]);
  await expect(ask({ store: "3" })).rejects.toMatchObject({
    code: "not-found",
    message: "No record tells a number of the store 3; known: 1, 2.",
  });
});
