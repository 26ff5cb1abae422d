import { afterEach, beforeEach, expect, test } from "vitest";
import type { CardRow } from "#storage/lifecycles/lifecycle-store.ts";
import { eventAt, hidden, QueryStage, type StagedEvent } from "../query-stage.ts";
import { StagedLifecycles } from "../staged-lifecycles.ts";

let lifecycles: StagedLifecycles;
let stage: QueryStage;

beforeEach(() => {
  lifecycles = new StagedLifecycles();
  stage = new QueryStage({ index: "sqlite", engine: { lifecycles } });
});

afterEach(() => stage[Symbol.asyncDispose]());

type Attributes = NonNullable<StagedEvent["attributes"]>;

function cardEvent(
  offsetMs: number,
  type: string,
  minor: number,
  attributes: Attributes = {},
): StagedEvent {
  return eventAt(offsetMs, {
    type: `giftCard.${type}`,
    objects: [{ type: "giftCard", id: "GC-1" }],
    amount: { minor, currency: "EUR" },
    attributes,
  });
}

function at(offsetMs: number): string {
  return eventAt(offsetMs).time;
}

function balance(id: string, when: { asOf?: string; knownAt?: string } = {}) {
  return stage.engine.cardBalance({ ...stage.request(), id, ...when });
}

test("a card's account at any millisecond", async () => {
  await stage.record([
    cardEvent(0, "issued", 10_000, { code: hidden("AAAA-BBBB-1234") }),
    cardEvent(10, "authorized", 4_000, { authorizationId: "A1" }),
    cardEvent(20, "authorized", 1_000, { authorizationId: "A2" }),
    cardEvent(30, "captured", 4_000, { authorizationId: "A1" }),
    cardEvent(40, "refunded", 500, { authorizationId: "A1" }),
  ]);
  expect(await balance("GC-1")).toMatchObject({
    giftCard: "GC-1",
    asOf: new Date(stage.nowMs).toISOString(),
    currency: "EUR",
    isIssued: true,
    issued: 10_000,
    captured: 4_000,
    refunded: 500,
    balance: 6_500,
    authorized: 1_000,
    available: 5_500,
    openAuthorizations: [{ id: "A2", amount: 1_000, since: at(20) }],
    evidence: ["main:1", "main:2", "main:3", "main:4", "main:5"],
    coverage: { status: "complete" },
  });
  expect(await balance("GC-1", { asOf: at(20) })).toMatchObject({
    balance: 10_000,
    authorized: 5_000,
    available: 5_000,
    evidence: ["main:1", "main:2", "main:3"],
  });
  expect(await balance("GC-1", { asOf: at(19) })).toMatchObject({ authorized: 4_000 });
  expect(await balance("gc1", { asOf: at(-1) })).toMatchObject({
    giftCard: "GC-1",
    currency: null,
    isIssued: false,
    balance: 0,
    evidence: [],
  });
  expect(await balance("AAAA-BBBB-1234", { asOf: at(0) })).toMatchObject({
    giftCard: "GC-1",
    available: 10_000,
  });
  await expect(balance("GC-2")).rejects.toMatchObject({ code: "not-found" });
});

test("what was recorded later was not known; another currency is left out and said", async () => {
  stage.recordedAtMs = Date.parse(at(1_000));
  await stage.record([cardEvent(0, "issued", 1_000)]);
  const knownAt = new Date(stage.recordedAtMs).toISOString();
  stage.recordedAtMs += 1_000;
  const foreign = { ...cardEvent(5, "captured", 1), amount: { minor: 1, currency: "CZK" } };
  await stage.record([cardEvent(3, "captured", 400), foreign]);
  expect(await balance("GC-1")).toMatchObject({
    balance: 600,
    coverage: {
      status: "partial",
      reasons: ["1 record in another currency than the card's was left out."],
    },
  });
  expect(await balance("GC-1", { knownAt })).toMatchObject({ balance: 1_000 });
});

function card(id: string, more: Partial<CardRow> = {}, issued = 1_000): CardRow {
  const entry = { kind: "issued", atMs: 10, amountMinor: issued, seq: 1 } as const;
  return { card: id, store: "1", currency: "EUR", entries: [entry], ...more };
}

/** The view has read the two records that the cards' entries stand in. */
function followTwoRecords(of: QueryStage): void {
  of.append([eventAt(0), eventAt(1)]);
  lifecycles.throughSeq = 2;
}

const CAPTURE = {
  kind: "captured",
  atMs: 20,
  seq: 2,
  authorizationId: "A1",
  amountMinor: 1_500,
} as const;

test("all cards add up, by store and currency, and those that need a look are named", async () => {
  followTwoRecords(stage);
  const issued = card("c").entries;
  lifecycles.cardRows = [
    card("a"),
    card("b", { entries: [...issued, CAPTURE] }),
    card("c", { store: "2" }, 333),
    card("d", { currency: "CZK" }),
    card("e", { store: null, entries: [CAPTURE] }),
  ];
  const { groups, items } = await stage.engine.cardReconciliation(stage.request());
  expect(
    groups.map(({ store, currency, cards, issued, captured, balance, owed, overdrawn, broken }) => [
      store,
      currency,
      [cards, issued, captured, balance, owed, overdrawn, broken],
    ]),
  ).toEqual([
    ["1", "CZK", [1, 1_000, 0, 1_000, 1_000, 0, 0]],
    [null, "EUR", [1, 0, 1_500, -1_500, 0, 1_500, 1]],
    ["1", "EUR", [2, 2_000, 1_500, 500, 1_000, 500, 1]],
    ["2", "EUR", [1, 333, 0, 333, 333, 0, 0]],
  ]);
  expect(groups.every(({ conserves }) => conserves)).toBe(true);
  expect(items.map(({ giftCard, breaks }) => [giftCard, breaks])).toEqual([
    ["b", ["overdrawn"]],
    ["e", ["not-issued", "overdrawn"]],
  ]);
});

test("the liability's totals are the sums of its items, to the cent", async () => {
  followTwoRecords(stage);
  lifecycles.cardRows = Array.from({ length: 1_203 }, (_, place) =>
    card(String(10_000 + place), { store: String(place % 3) }, 101 + place),
  );
  const { items, totals } = await stage.engine.cardLiability(stage.request());
  expect(items.map(({ store, cards }) => [store, cards])).toEqual([
    ["0", 401],
    ["1", 401],
    ["2", 401],
  ]);
  const owed = 1_203 * 101 + (1_202 * 1_203) / 2;
  expect(totals).toMatchObject([
    { currency: "EUR", cards: 1_203, owed, overdrawn: 0, balance: owed },
  ]);
  expect(items.reduce((sum, item) => sum + item.owed, 0)).toBe(owed);
});

test("a report is of one time and one position; what comes meanwhile changes no sum", async () => {
  stage.append([eventAt(0), eventAt(1)]);
  lifecycles.throughSeq = 1;
  lifecycles.cardRows = [
    card("a", { entries: [...card("a").entries, CAPTURE] }),
    card("b", { entries: [{ ...CAPTURE, seq: 1 }] }),
  ];
  const request = stage.request();
  const early = await stage.engine.cardLiability({ ...request, asOf: "10" });
  expect(early).toMatchObject({
    asOf: "1970-01-01T00:00:00.010Z",
    totals: [{ cards: 1, issued: 1_000, captured: 0 }],
    coverage: { status: "partial", ledgers: [{ ledger: "main", throughSeq: 1, headSeq: 2 }] },
  });
  // The capture of card a stands in record 2, which the view had not read when it was asked.
  const now = await stage.engine.cardLiability(request);
  expect(now.totals).toMatchObject([{ cards: 2, issued: 1_000, captured: 1_500 }]);
});

test("a report whose time ends says of how many cards it is", async () => {
  let elapsedMs = 0;
  await using slow = new QueryStage({
    engine: { lifecycles, stopwatch: () => (elapsedMs += 1), scanBudgetMs: 0.5 },
  });
  followTwoRecords(slow);
  lifecycles.cardRows = Array.from({ length: 1_600 }, (_, place) => card(String(10_000 + place)));
  const { totals, coverage } = await slow.engine.cardLiability(slow.request());
  expect(totals).toMatchObject([{ cards: 1_000 }]);
  expect(coverage.reasons).toEqual([
    "The time for this answer ended after 1,000 cards: the sums are theirs alone.",
  ]);
});
