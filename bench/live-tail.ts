import { get, type IncomingMessage } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import type { BenchClient } from "./http-client.ts";

/** The aim: 20,000 events a second are written while 500 clients follow 50 filters of 100 events a second. */
const EVENTS_PER_SECOND = 20_000;
const FILTERS = 50;
const CLIENTS = 500;
const MATCHES_PER_SECOND = 100;

/** A body this often; each record then waits this long at most before it is even sent. */
const BODY_EVERY_MS = 10;
const SECONDS = 8;

const MESSAGE = "a step of a visit that somebody follows";

export interface TailTimes {
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly seen: number;
  readonly expected: number;
  /** Records that slow clients were told they missed. */
  readonly dropped: number;
  readonly writtenPerSecond: number;
}

/** Time from the moment an event is sent to the moment a following client has it. */
export async function measureTail(
  client: BenchClient,
  service: { url: string; token: string },
): Promise<TailTimes> {
  const sentMs: number[] = [];
  const seenMs: number[] = [];
  let dropped = 0;
  const read = (text: string): void => {
    const nowMs = performance.now();
    for (const [, number] of text.matchAll(/"id":"p(\d+)"/g)) {
      const sent = sentMs[Number(number)];
      if (sent !== undefined) seenMs.push(nowMs - sent);
    }
    for (const [, lines] of text.matchAll(/"dropped":(\d+)/g)) dropped += Number(lines);
  };
  const followers = await Promise.all(
    Array.from({ length: CLIENTS }, (_, at) => follow(service, filterName(at % FILTERS), read)),
  );
  const startedMs = performance.now();
  const bodyEvents = (EVENTS_PER_SECOND * BODY_EVERY_MS) / 1_000;
  const probesInBody = (FILTERS * MATCHES_PER_SECOND * BODY_EVERY_MS) / 1_000;
  let written = 0;
  let probes = 0;
  const pushes: Promise<unknown>[] = [];
  for (let body = 0; body < (SECONDS * 1_000) / BODY_EVERY_MS; body++) {
    const lines: string[] = [];
    for (let at = 0; at < bodyEvents; at++) {
      const isProbe = at < probesInBody;
      const transactionId = isProbe ? filterName(probes % FILTERS) : "XXXXXXXXXXXXXXXX";
      const id = isProbe ? `p${probes++}` : `n${written}`;
      written += 1;
      lines.push(
        `{"id":"${id}","type":"quote.created","time":"${new Date().toISOString()}","transactionId":"${transactionId}","message":"${MESSAGE}"}`,
      );
    }
    const nowMs = performance.now();
    while (sentMs.length < probes) sentMs.push(nowMs);
    const text = Buffer.from(`${lines.join("\n")}\n`);
    pushes.push(client.call("POST", "/api/v1/events?source=tail-bench", text));
    const waitMs = startedMs + (body + 1) * BODY_EVERY_MS - performance.now();
    if (waitMs > 0) await delay(waitMs);
  }
  await Promise.all(pushes);
  const writtenPerSecond = written / ((performance.now() - startedMs) / 1_000);
  const expected = (probes * CLIENTS) / FILTERS;
  for (let tries = 0; seenMs.length < expected && tries < 100; tries++) await delay(20);
  for (const follower of followers) follower.destroy();
  seenMs.sort((left, right) => left - right);
  const at = (share: number): number => seenMs[Math.floor(share * seenMs.length)] ?? 0;
  return {
    p50Ms: at(0.5),
    p99Ms: at(0.99),
    seen: seenMs.length,
    expected,
    dropped,
    writtenPerSecond,
  };
}

function filterName(number: number): string {
  return `FOLLOWED${String(number).padStart(8, "0")}`;
}

function follow(
  { url, token }: { url: string; token: string },
  transactionId: string,
  read: (text: string) => void,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const path = `${url}/api/v1/tail?q=tx:${transactionId}`;
    get(
      path,
      {
        agent: false,
        headers: { authorization: `Bearer ${token}`, accept: "application/x-ndjson" },
      },
      (response) => {
        if (response.statusCode === 200) resolve(response);
        else reject(new Error(`tail: ${response.statusCode}`));
        response.setEncoding("utf8");
        response.on("data", read);
      },
    ).on("error", reject);
  });
}
