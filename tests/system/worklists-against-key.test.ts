import { afterAll, beforeAll, expect, test } from "vitest";
import type { OrderNumberAnswer } from "#query/answers/number-answers.ts";
import type { ObjectRowAnswer } from "#query/answers/worklist-answers.ts";
import { recordsOf } from "../shop/simulation/run-simulation.ts";
import { namedFindings } from "../shop/simulation/story/judge-run.ts";
import { simulateTrade, type SimulatedTrade } from "./simulated-trade.ts";

/** Some records are lost, so that there are gaps to explain; of the objects they were about not all is known. */
const FAULTS = "all,event.dropped=0.01,source.outage=0.01,gateway.declined=0.15";

/** Carts of registered customers count as abandoned after thirty days. */
const DAYS = 40;

let trade: SimulatedTrade;

beforeAll(async () => {
  trade = await simulateTrade({ customers: 120, days: DAYS, seed: 5, faults: FAULTS });
}, 60_000);

afterAll(() => trade[Symbol.asyncDispose]());

async function allNumbers(): Promise<OrderNumberAnswer[]> {
  const { engine, request } = trade;
  const stores = await engine.numberStores(request);
  const lists = stores.items.map(({ store }) =>
    engine.orderNumbers({ ...request, store, limit: 1_000 }),
  );
  return (await Promise.all(lists)).flatMap(({ items }) => items);
}

async function allObjects(filter: { finding?: string } = {}): Promise<ObjectRowAnswer[]> {
  const rows: ObjectRowAnswer[] = [];
  let cursor: string | undefined;
  do {
    const page = await trade.engine.objects({
      ...trade.request,
      ...filter,
      order: "stuck",
      limit: 100,
      ...(cursor !== undefined && { cursor }),
    });
    rows.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return rows;
}

test("every number whose records are all there is what it truly is", async () => {
  const ours = new Map((await allNumbers()).map((number) => [number.number, number]));
  const truths = recordsOf(trade.key, "number").filter(({ number }) => !trade.hurt.has(number));
  expect(truths.length).toBeGreaterThan(50);
  expect(new Set(truths.map(({ status }) => status)).size).toBeGreaterThan(3);
  const told = truths.map(({ number }) => {
    const { store, sequence, quote, explanation, causes, mayReturn } = ours.get(number) ?? {};
    return { number, store, sequence, quote, explanation, causes, mayReturn };
  });
  expect(told).toEqual(
    truths.map(({ number, store, sequence, quoteId, status, causes, mayReturn }) => {
      return { number, store, sequence, quote: quoteId, explanation: status, causes, mayReturn };
    }),
  );
});

test("every place is listed, and one that no record tells has no explanation without evidence", async () => {
  const numbers = await allNumbers();
  const known = new Set(recordsOf(trade.key, "number").map(({ number }) => number));
  expect(numbers.filter(({ number }) => number === null || !known.has(number))).toEqual([]);
  const gaps = numbers.filter(({ order, quote }) => order === null && quote === null);
  expect(gaps.length).toBeGreaterThan(0);
  for (const { number, explanation, evidence } of gaps) {
    expect(trade.hurt).toContain(number);
    expect(explanation === "unexplained").toBe(evidence.length === 0);
  }
});

test("worklists by finding list exactly what is wrong, each object once", async () => {
  const named = namedFindings(trade.key).filter(({ id }) => !trade.hurt.has(id));
  const rules = [...new Set(named.map(({ rule }) => rule))];
  expect(rules.length).toBeGreaterThan(5);
  for (const rule of rules) {
    const listed = (await allObjects({ finding: rule })).map(({ object }) => object.id);
    expect(new Set(listed).size).toBe(listed.length);
    const wrong = named.filter((finding) => finding.rule === rule).map(({ id }) => id);
    expect(listed.filter((id) => !trade.hurt.has(id)).toSorted()).toEqual(
      [...new Set(wrong)].toSorted(),
    );
  }
});

test("pages hold every object once; counts and statistics are of as many", async () => {
  const rows = await allObjects();
  const keys = new Set(rows.map(({ object }) => `${object.type} ${object.id}`));
  expect(keys.size).toBe(rows.length);
  const orders = rows.filter(({ object }) => object.type === "order");
  const counts = await trade.engine.objectCounts(trade.request);
  const inStates = counts.items
    .filter(({ type, by }) => type === "order" && by === "state")
    .reduce((sum, { count }) => sum + count, 0);
  const asked = { ...trade.request, type: "order" } as const;
  const map = await trade.engine.processMap({ ...asked, variants: 5 });
  const durations = await trade.engine.durations(asked);
  expect({ inStates, mapped: map.objects, measured: durations.objects }).toEqual({
    inStates: orders.length,
    mapped: orders.length,
    measured: orders.length,
  });
  expect(map.withFindings).toBe(orders.filter(({ findings }) => findings.length > 0).length);
});

test("what is on each card is what its books say, and all together add up to the cent", async () => {
  const { engine, request } = trade;
  const truths = recordsOf(trade.key, "giftCard").filter(({ id }) => !trade.hurt.has(id));
  expect(truths.length).toBeGreaterThan(5);
  for (const truth of truths) {
    expect(await engine.cardBalance({ ...request, id: truth.id })).toMatchObject({
      balance: truth.balanceMinor,
      authorized: truth.openMinor,
      available: truth.availableMinor,
      currency: truth.currency,
    });
  }
  const { totals } = await engine.cardLiability(request);
  const cards = (await allObjects()).filter(({ object }) => object.type === "giftCard");
  const sums = new Map<string | null, { cards: number; balance: number; available: number }>();
  for (const { object } of cards) {
    const { currency, balance, available } = await engine.cardBalance({
      ...request,
      id: object.id,
    });
    if (currency === null) continue;
    const sum = sums.get(currency) ?? { cards: 0, balance: 0, available: 0 };
    sum.cards += 1;
    sum.balance += balance;
    sum.available += available;
    sums.set(currency, sum);
  }
  expect(totals.length).toBe(sums.size);
  for (const total of totals) expect(total).toMatchObject(sums.get(total.currency) ?? {});
});
