import { expect, test } from "vitest";
import { timeText } from "#shop/clock/shop-clock.ts";
import type { LoggedEvent } from "#shop/events/shop-event.ts";
import type { FaultName } from "#shop/faults/fault-catalog.ts";
import { seededRandom } from "#shop/random/seeded-random.ts";
import { chance } from "#shop/random/random-source.ts";
import type { Arrival } from "#shop/way-out/event-transport.ts";
import { TransportFaults } from "#shop/way-out/transport-faults.ts";
import { openShop, type OpenShop } from "../open-shop.ts";

const START = Date.UTC(2026, 0, 5, 9);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

function event(number: number, timeMs: number, type = "order.placed"): LoggedEvent {
  const objects = [{ type: "order", id: String(number) }];
  return { id: `web-${number}`, type, time: timeText(timeMs), message: "So it is.", objects };
}

function transportOf(open: OpenShop, strikes: (fault: FaultName) => boolean): TransportFaults {
  return new TransportFaults({
    clock: open.clock,
    random: seededRandom(1, "transport"),
    faults: { strikes },
    web: open.shop.web,
    stores: ["europe"],
  });
}

/** Strikes the n-th event that is asked about, from 1. */
function nth(fault: FaultName, which: number): (fault: FaultName) => boolean {
  let asked = 0;
  return (name) => name === fault && ++asked === which;
}

const arrived = (arrivals: readonly Arrival[]): string[] =>
  arrivals.map(({ event, repeated }) => (repeated ? `${event.id} again` : event.id));

function carryAll(transport: TransportFaults, events: readonly LoggedEvent[]): string[] {
  return arrived([...events.flatMap((one) => transport.carry(one)), ...transport.finish()]);
}

const EVERY_MINUTE = Array.from({ length: 12 }, (_, index) =>
  event(index + 1, START + index * MINUTE),
);

test("without faults everything arrives at once", async () => {
  await using open = openShop({ startMs: START });
  const transport = transportOf(open, () => false);
  for (const one of EVERY_MINUTE) expect(arrived(transport.carry(one))).toEqual([one.id]);
  expect([transport.finish(), transport.disturbed, transport.outages]).toEqual([[], [], []]);
});

test("a dropped event never arrives, and is noted with its objects", async () => {
  await using open = openShop({ startMs: START });
  const transport = transportOf(open, nth("event.dropped", 3));
  const ids = carryAll(transport, EVERY_MINUTE);
  expect(ids).toEqual(EVERY_MINUTE.map(({ id }) => id).filter((id) => id !== "web-3"));
  expect(transport.disturbed).toEqual([
    {
      what: "dropped",
      eventId: "web-3",
      eventType: "order.placed",
      objects: [{ type: "order", id: "3" }],
      atMs: START + 2 * MINUTE,
      writtenMs: null,
    },
  ]);
});

test("a delayed event arrives hours later, with the first that comes then, unchanged", async () => {
  await using open = openShop({ startMs: START });
  const transport = transportOf(open, nth("event.delayed", 2));
  const hourly = Array.from({ length: 20 }, (_, index) => event(index + 1, START + index * HOUR));
  const arrivals = hourly.flatMap((one) => transport.carry(one));
  const place = arrived(arrivals).indexOf("web-2");
  expect(arrivals).toHaveLength(20);
  expect(arrivals[place]?.event).toEqual(hourly[1]);
  const [noted] = transport.disturbed;
  const delayMs = (noted?.writtenMs ?? 0) - (noted?.atMs ?? 0);
  expect(delayMs).toBeGreaterThanOrEqual(HOUR);
  expect(delayMs).toBeLessThanOrEqual(13 * HOUR);
  expect(arrivals[place + 1]?.event.time).toBe(timeText(noted?.writtenMs ?? 0));
  expect(noted).toMatchObject({ what: "delayed", eventId: "web-2" });
});

test("what is still delayed at the end arrives last, with the time of the end", async () => {
  await using open = openShop({ startMs: START });
  const transport = transportOf(open, nth("event.delayed", 1));
  await open.clock.runUntil(START + 5 * MINUTE);
  expect(carryAll(transport, EVERY_MINUTE).at(-1)).toBe("web-1");
  expect(transport.disturbed[0]).toMatchObject({ writtenMs: START + 5 * MINUTE });
});

test("a reordered event arrives after up to five later ones", async () => {
  await using open = openShop({ startMs: START });
  const transport = transportOf(open, nth("event.reordered", 4));
  const ids = carryAll(transport, EVERY_MINUTE);
  const place = ids.indexOf("web-4");
  expect(place).toBeGreaterThan(3);
  expect(place).toBeLessThanOrEqual(3 + 5);
  expect(ids.toSpliced(place, 1)).toEqual(
    EVERY_MINUTE.map(({ id }) => id).filter((id) => id !== "web-4"),
  );
  expect(transport.disturbed).toMatchObject([{ what: "reordered", writtenMs: null }]);
});

test("a duplicated event arrives in its place and once more soon after", async () => {
  await using open = openShop({ startMs: START });
  const transport = transportOf(open, nth("event.duplicated", 5));
  const ids = carryAll(transport, EVERY_MINUTE);
  expect(ids.filter((id) => !id.endsWith("again"))).toEqual(EVERY_MINUTE.map(({ id }) => id));
  const place = ids.indexOf("web-5 again");
  expect(place).toBeGreaterThan(4);
  expect(place).toBeLessThanOrEqual(5 + 5);
  expect(transport.disturbed).toMatchObject([{ what: "duplicated", eventId: "web-5" }]);
});

test("in an outage nothing gets through, heartbeats included; then the shop says that it recovered", async () => {
  await using open = openShop({ startMs: START });
  const transport = transportOf(open, nth("source.outage", 2));
  transport.start();
  await open.clock.runUntil(START + 3 * HOUR);
  const [outage] = transport.outages;
  if (outage === undefined) throw new Error("there was no outage");
  const { fromMs, toMs } = outage;
  expect(fromMs).toBe(START + 30 * MINUTE);
  expect(toMs - fromMs).toBeGreaterThanOrEqual(20 * MINUTE);
  expect(toMs - fromMs).toBeLessThanOrEqual(60 * MINUTE);
  const sent = [
    event(1, fromMs - 1),
    event(2, fromMs),
    event(3, fromMs + 1, "source.heartbeat"),
    event(4, toMs - 1),
    event(5, toMs),
  ];
  expect(carryAll(transport, sent)).toEqual(["web-1", "web-5"]);
  expect(outage.eventIds).toEqual(["web-2", "web-3", "web-4"]);
  expect(open.events()).toMatchObject([
    {
      type: "source.recovered",
      time: timeText(toMs),
      attributes: { name: "shop", stores: ["europe"], lag: toMs - fromMs },
    },
  ]);
  transport.close();
});

test("a delayed event that was due in an outage arrives after it", async () => {
  await using open = openShop({ startMs: START });
  const delayed = nth("event.delayed", 1);
  const outage = nth("source.outage", 40);
  const transport = transportOf(open, (fault) => delayed(fault) || outage(fault));
  transport.start();
  await open.clock.runUntil(START + 12 * HOUR);
  const [{ fromMs, toMs } = { fromMs: 0, toMs: 0 }] = transport.outages;
  const dueAfter = fromMs - 12 * HOUR;
  transport.carry(event(1, dueAfter));
  expect(transport.carry(event(2, fromMs + 1))).toEqual([]);
  expect(arrived(transport.carry(event(3, toMs)))).toEqual(["web-1", "web-3"]);
  transport.close();
});

test("what the shop says of itself is lost in outages alone", async () => {
  await using open = openShop({ startMs: START });
  const transport = transportOf(open, (fault) => fault.startsWith("event."));
  expect(arrived(transport.carry(event(1, START, "source.heartbeat")))).toEqual(["web-1"]);
  expect(transport.disturbed).toEqual([]);
});

async function disturb(seed: number): Promise<unknown> {
  await using open = openShop({ startMs: START });
  const draws = seededRandom(seed, "faults");
  const transport = new TransportFaults({
    clock: open.clock,
    random: seededRandom(seed, "transport"),
    faults: { strikes: () => chance(draws, 0.15) },
    web: open.shop.web,
    stores: ["europe"],
  });
  transport.start();
  const sent: LoggedEvent[] = [];
  const arrivals: Arrival[] = [];
  for (let number = 1; number <= 400; number += 1) {
    await open.clock.runUntil(open.clock.nowMs() + 7 * MINUTE);
    const one = event(number, open.clock.nowMs());
    sent.push(one);
    arrivals.push(...transport.carry(one));
  }
  arrivals.push(...transport.finish());
  transport.close();
  const lost = new Set([
    ...transport.disturbed.filter(({ what }) => what === "dropped").map(({ eventId }) => eventId),
    ...transport.outages.flatMap(({ eventIds }) => eventIds),
  ]);
  const first = arrivals.filter(({ repeated }) => !repeated).map(({ event }) => event);
  expect(first).toHaveLength(sent.length - lost.size);
  expect(new Set(first)).toEqual(new Set(sent.filter(({ id }) => !lost.has(id))));
  const repeated = arrivals.filter((arrival) => arrival.repeated);
  const doubled = transport.disturbed.filter(({ what }) => what === "duplicated");
  expect(repeated).toHaveLength(doubled.length);
  expect(new Set(transport.disturbed.map(({ what }) => what)).size).toBe(4);
  expect(transport.outages.length).toBeGreaterThan(1);
  return { arrivals, disturbed: transport.disturbed, outages: transport.outages };
}

test("the same seed gives the same, and whatever happens nothing is lost but what is noted", async () => {
  const first = await disturb(7);
  expect(await disturb(7)).toEqual(first);
  expect(await disturb(8)).not.toEqual(first);
});
