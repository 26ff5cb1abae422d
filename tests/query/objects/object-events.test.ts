import { expect, test, vi } from "vitest";
import { DEFAULT_DEADLINES } from "#domain/lifecycles/deadlines.ts";
import { caseFrom } from "#domain/lifecycles/gather-case.ts";
import { type LifecycleEvent, lifecycleEvent } from "#domain/lifecycles/lifecycle-event.ts";
import { namedObjects } from "#domain/lifecycles/named-objects.ts";
import { keyText, type ObjectKey } from "#domain/lifecycles/object-key.ts";
import { reconstruct } from "#domain/lifecycles/reconstruct.ts";
import { querySources } from "#query/engine.ts";
import { ObjectEvents } from "#query/objects/object-events.ts";
import { advanceLedgers, type QuerySources } from "#query/query-sources.ts";
import { readRecords } from "#query/reading/read-records.ts";
import { runSimulation } from "../../shop/simulation/run-simulation.ts";
import { eventAt, QueryStage } from "../query-stage.ts";
import { SALE, SALE_TRANSACTION } from "./sale.ts";

/** What an engine of the stage reads from, and how often it asked the index. */
function openSources(stage: QueryStage) {
  const sources = querySources(stage.engineOptions);
  advanceLedgers(sources.ledgers, stage.request().facts);
  return { sources, search: vi.spyOn(stage.index, "search") };
}

const ORDER: ObjectKey = { type: "order", id: "100000047" };

test("what was gathered once is not asked of the index again", async () => {
  await using stage = new QueryStage({ index: "sqlite" });
  await stage.record(SALE);
  const { sources, search } = openSources(stage);
  const events = new ObjectEvents(sources, {});
  const whole = await events.caseOf(ORDER);
  expect(whole?.own).toHaveLength(SALE.length - 2);
  const first = search.mock.calls.length;
  expect(await events.caseOf({ type: "order", id: "38-211449" })).toBe(whole);
  expect(await events.caseOf(ORDER)).toBe(whole);
  expect(search).toHaveBeenCalledTimes(first);
});

test("objects that belong together cost hardly more questions than one", async () => {
  await using stage = new QueryStage({ index: "sqlite" });
  await stage.record(SALE);
  const { sources, search } = openSources(stage);
  const objects: ObjectKey[] = [
    { type: "quote", id: "Q7" },
    { type: "payment", id: "P7" },
    { type: "license", id: "LN7" },
    { type: "transaction", id: SALE_TRANSACTION },
    { type: "order", id: "38-211449" },
    ORDER,
  ];
  const cases = await new ObjectEvents(sources, {}).casesOf(objects);
  expect(cases.map((found) => found?.object.type)).toEqual([
    "quote",
    "payment",
    "license",
    "transaction",
    "order",
    "order",
  ]);
  expect(cases[4]).toBe(cases[5]);
  expect(search.mock.calls.length).toBeLessThanOrEqual(4);
});

test("one of more records than are read is said to be truncated", async () => {
  await using stage = new QueryStage({ index: "sqlite" });
  const objects = [{ type: "giftCard", id: "FA1" }];
  await stage.record(Array.from({ length: 10_050 }, (_, place) => eventAt(place, { objects })));
  const { sources } = openSources(stage);
  const events = new ObjectEvents(sources, {});
  const [card, transaction] = await events.casesOf([
    { type: "giftCard", id: "FA1" },
    { type: "transaction", id: "TU80WKRYTI9QUMJ4" },
  ]);
  expect(card?.isTruncated).toBe(true);
  expect(transaction?.isTruncated).toBe(true);
  expect(card?.events).toHaveLength(10_000);
});

test("a life read live is the one that all events give, for every object of a shop", async () => {
  const { events: logged, summary } = await runSimulation({
    customers: 30,
    days: 4,
    faults: "all",
  });
  const distinct = [...new Map(logged.map((event) => [event.id, event])).values()];
  await using stage = new QueryStage({ index: "sqlite" });
  await stage.recordWritten(distinct.map((event) => JSON.stringify(event)));
  const { sources } = openSources(stage);
  const byKey = eventsByObject(sources, stage.request().facts.heads[0]?.headSeq ?? 0);
  const atMs = Date.parse(summary.to);
  expect(byKey.size).toBeGreaterThan(100);
  for (const [, { key }] of byKey) {
    const live = await new ObjectEvents(sources, {}).caseOf(key);
    const whole = caseFrom(key, (wanted) => byKey.get(keyText(wanted))?.events ?? []);
    const judged = { atMs, deadlines: DEFAULT_DEADLINES };
    expect(live && reconstruct(live, judged)).toEqual(whole && reconstruct(whole, judged));
  }
});

/** Every event of the main ledger under each object that it names. */
function eventsByObject({ ledgers }: QuerySources, headSeq: number) {
  const byKey = new Map<string, { key: ObjectKey; events: LifecycleEvent[] }>();
  const places = Array.from({ length: headSeq }, (_, place) => ({
    ledger: "main",
    seq: place + 1,
  }));
  for (const { record } of readRecords(ledgers, places).records) {
    const event = lifecycleEvent(record);
    for (const key of namedObjects(event)) {
      const known = byKey.get(keyText(key));
      if (known === undefined) byKey.set(keyText(key), { key, events: [event] });
      else known.events.push(event);
    }
  }
  return byKey;
}
