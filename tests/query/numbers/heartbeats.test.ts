import { expect, test } from "vitest";
import { DEFAULT_DEADLINES } from "#domain/lifecycles/deadlines.ts";
import { DEFAULT_SETTINGS } from "#shop/settings.ts";
import { followedStage } from "../followed-stage.ts";

const MINUTE_MS = 60_000;
const START_MS = Date.parse("2026-02-03T10:00:00.000Z");
const HOURS = 4;

interface Told {
  readonly type: string;
  readonly time: string;
  readonly [name: string]: unknown;
}

function at(minute: number): string {
  return new Date(START_MS + minute * MINUTE_MS).toISOString();
}

function reserved(sequence: number, minute: number): Told {
  return {
    type: "order.numberReserved",
    time: at(minute),
    objects: [
      { type: "order", id: String(100_000_000 + sequence) },
      { type: "quote", id: `Q${sequence}` },
    ],
    attributes: { store: "eu", sequence },
  };
}

function source(type: string, minute: number): Told {
  return { type, time: at(minute), attributes: { name: "shop", stores: ["eu"] } };
}

/** Number 2 was lost in the second hour; the shop sent heartbeats, but for those that are left out. */
async function explain(isLost: (minute: number) => boolean, others: readonly Told[] = []) {
  const everyMinutes = DEFAULT_SETTINGS.heartbeatMs / MINUTE_MS;
  const beats = Array.from(
    { length: (HOURS * 60) / everyMinutes },
    (_, beat) => beat * everyMinutes,
  )
    .filter((minute) => !isLost(minute))
    .map((minute) => source("source.heartbeat", minute));
  const told = [reserved(1, 61), reserved(3, 119), ...beats, ...others];
  const events = told.toSorted((one, other) => (one.time < other.time ? -1 : 1));
  await using stage = await followedStage(events, START_MS + HOURS * 60 * MINUTE_MS);
  const asked = { ...stage.request, store: "eu", limit: 10 };
  const { items } = await stage.engine.orderNumbers(asked);
  const [, gap] = items;
  return { explanation: gap?.explanation, since: gap?.since, sources: gap?.sources };
}

test("a source that sends the heartbeats it always sends was not silent", async () => {
  expect(DEFAULT_DEADLINES.sourceSilentMs).toBeGreaterThan(DEFAULT_SETTINGS.heartbeatMs);
  expect(await explain(() => false)).toEqual({
    explanation: "unexplained",
    since: at(119),
    sources: [],
  });
});

test("heartbeats that are missing where nothing else was told either are an outage", async () => {
  expect(await explain((minute) => minute > 75 && minute < 120)).toEqual({
    explanation: "source-outage",
    since: at(75),
    sources: ["shop"],
  });
  expect(await explain((minute) => minute > 120 && minute < 180)).toMatchObject({
    explanation: "unexplained",
  });
});

test("a heartbeat that is missing while the source told other records is none", async () => {
  const others = [85, 100].map((minute) => ({ type: "trace.recorded", time: at(minute) }));
  expect(await explain((minute) => minute === 90, others)).toMatchObject({
    explanation: "unexplained",
    sources: [],
  });
  expect(await explain((minute) => minute > 75 && minute < 120, others)).toMatchObject({
    explanation: "unexplained",
  });
  const [early] = others;
  expect(await explain((minute) => minute > 75 && minute < 120, early && [early])).toEqual({
    explanation: "source-outage",
    since: at(85),
    sources: ["shop"],
  });
});

test("what the source itself calls an outage is one, however short", async () => {
  const outage = [source("source.lost", 80), source("source.recovered", 84)];
  const others = [{ type: "trace.recorded", time: at(82) }];
  expect(await explain(() => false, [...outage, ...others])).toEqual({
    explanation: "source-outage",
    since: at(80),
    sources: ["shop"],
  });
});
