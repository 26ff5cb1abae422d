import { afterAll, beforeAll, expect, test } from "vitest";
import { invariant } from "#domain/errors.ts";
import type { IngestAnswer } from "#ingest/pipeline/ingest-gateway.ts";
import type { EventList, HistogramAnswer } from "#query/answers/query-answers.ts";
import type { ObjectAnswer } from "#query/answers/object-answers.ts";
import { Workplace, type RunningProcess } from "./running-service.ts";

const PUSHES = 5;
const EVENTS_OF_PUSH = 50_000;
const EVENTS = PUSHES * EVENTS_OF_PUSH;
const EVENTS_OF_TRANSACTION = 10;

/**
 * A scan takes two seconds: on the main thread it would hold everything up for as long. Queries hold it up
 * for some 20 ms; the rest is room for a machine that is busy with other things.
 */
const EVENT_LOOP_DELAY_SECONDS_MAX = 0.5;

/** Far fewer than an idle machine manages. */
const ROUNDS_MIN = 5;

/** All records are candidates of these, and none matches: they are looked at one by one. */
const SCANS = [
  `/events?q=${encodeURIComponent('"second first"')}`,
  `/events?q=${encodeURIComponent("attributes.size:>1000")}&order=oldest`,
  `/stats/histogram?q=${encodeURIComponent('"third second"')}`,
];

let workplace: Workplace;
let service: RunningProcess;

function transactionId(number: number): string {
  return `TX${String(number).padStart(14, "0")}`;
}

function eventText(number: number): string {
  return JSON.stringify({
    type: "trace.recorded",
    time: new Date(Date.UTC(2026, 0, 1) + number * 10).toISOString(),
    transactionId: transactionId(Math.floor(number / EVENTS_OF_TRANSACTION)),
    message: "first second third",
    attributes: { size: number % 1000 },
  });
}

beforeAll(async () => {
  workplace = new Workplace();
  service = await workplace.serve();
  for (let push = 0; push < PUSHES; push++) {
    const from = push * EVENTS_OF_PUSH;
    const lines = Array.from({ length: EVENTS_OF_PUSH }, (_, place) => eventText(from + place));
    const path = `/api/v1/events${push === PUSHES - 1 ? "?wait=indexed" : ""}`;
    const { body } = await service.post<IngestAnswer>(path, lines.join("\n"));
    invariant(body.accepted === EVENTS_OF_PUSH, "every event of the test is taken");
  }
});

afterAll(() => workplace[Symbol.asyncDispose]());

function scan(path: string): Promise<{ body: EventList | HistogramAnswer }> {
  return service.api<EventList | HistogramAnswer>(`/api/v1${path}`);
}

/** One round of what people do meanwhile. */
async function lookUp(round: number): Promise<void> {
  const health = await fetch(`${service.url}/healthz`);
  expect(await health.json()).toEqual({ status: "alive" });
  const number = (round * 7_919) % (EVENTS / EVENTS_OF_TRANSACTION);
  const found = await service.api<ObjectAnswer>(`/api/v1/transactions/${transactionId(number)}`);
  expect(found.body.timeline).toHaveLength(EVENTS_OF_TRANSACTION);
  const one = await service.api<{ seq: number }>(`/api/v1/events/${round + 1}`);
  expect(one.body.seq).toBe(round + 1);
}

/** The longest delay of the main thread since the metrics were read the last time. */
async function eventLoopDelaySecondsMax(): Promise<number> {
  const response = await fetch(`${service.url}/metrics`, {
    headers: { authorization: `Bearer ${service.token}` },
  });
  const found = /^nodejs_eventloop_lag_max_seconds (\S+)$/m.exec(await response.text());
  return Number(found?.[1]);
}

test("while records are scanned, lookups and probes go on being answered", async () => {
  await eventLoopDelaySecondsMax();
  const scanned: string[] = [];
  const scans = SCANS.map(async (path) => {
    const { body } = await scan(path);
    scanned.push(path);
    return body;
  });
  let rounds = 0;
  while (scanned.length === 0) {
    await lookUp(rounds);
    rounds += 1;
  }
  const answers = await Promise.all(scans);
  expect(rounds).toBeGreaterThanOrEqual(ROUNDS_MIN);
  expect(await eventLoopDelaySecondsMax()).toBeLessThan(EVENT_LOOP_DELAY_SECONDS_MAX);
  for (const { items, coverage } of answers) {
    expect(items).toEqual([]);
    const cut = coverage.reasons.filter((reason) => reason.includes("stopped after 2 s"));
    expect(coverage.reasons).toEqual(cut);
    expect(coverage.status).toBe(cut.length === 0 ? "complete" : "partial");
  }
});

test("a scan that runs out of time goes on from its cursor, to the end", async () => {
  const [path = ""] = SCANS;
  let cursor: string | null = "";
  while (cursor !== null) {
    const rest: string = cursor === "" ? "" : `&cursor=${cursor}`;
    const { body }: { body: EventList } = await service.api<EventList>(`/api/v1${path}${rest}`);
    expect(body.items).toEqual([]);
    expect(body.coverage.status).toBe(body.nextCursor === null ? "complete" : "partial");
    cursor = body.nextCursor;
  }
});
