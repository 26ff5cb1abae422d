import { describe, expect, test } from "vitest";
import type { EventAnswer } from "#query/answers/event-answer.ts";
import type { IngestAnswer } from "#ingest/pipeline/ingest-gateway.ts";
import { seededRandom } from "../storage/files/seeded-random.ts";
import { liveRecords, requestTail, takeRecords, type StreamKind } from "./live-stream.ts";
import { Workplace, type RunningProcess } from "./running-service.ts";

const KINDS: readonly StreamKind[] = ["text/event-stream", "application/x-ndjson"];

/** Connections are given up after five seconds; the rest is room for a machine that is busy. */
const CLOSING_MS_MAX = 30_000;

const WRITERS = 4;
const PUSHES_OF_WRITER = 40;
const EVENTS_OF_PUSH_MAX = 30;

/** A stream is left after this many records at most. */
const RECORDS_BEFORE_BREAK_MAX = 120;

function eventText(name: string, declined: boolean): string {
  return JSON.stringify({
    id: name,
    type: declined ? "payment.declined" : "payment.captured",
    time: "2026-01-31T09:05:00.120Z",
    message: `written by ${name}`,
  });
}

/** Pushes of four writers at once; gives how many records they made and which were declined payments. */
async function writeAll(service: RunningProcess, random: () => number): Promise<number> {
  let accepted = 0;
  const write = async (writer: number): Promise<void> => {
    for (let push = 0; push < PUSHES_OF_WRITER; push++) {
      const count = 1 + Math.floor(random() * EVENTS_OF_PUSH_MAX);
      const names = Array.from({ length: count }, (_, place) => `w${writer}-${push}-${place}`);
      const body = names.map((name) => eventText(name, random() < 0.2)).join("\n");
      const answer = await service.post<IngestAnswer>(`/api/v1/events?source=w${writer}`, body);
      expect(answer.status).toBe(200);
      accepted += answer.body.accepted;
    }
  };
  await Promise.all(Array.from({ length: WRITERS }, (_, writer) => write(writer)));
  return accepted;
}

/** Reads on after each break where the last record seen stood, until `isEnough`. */
async function readThroughBreaks(
  service: RunningProcess,
  options: { kind: StreamKind; query: string; random: () => number },
  isEnough: (last: EventAnswer) => boolean,
): Promise<{ events: EventAnswer[]; breaks: number }> {
  const { kind, query, random } = options;
  const events: EventAnswer[] = [];
  let lastEventId: string | undefined;
  for (let breaks = 0; ; breaks++) {
    let left = 1 + Math.floor(random() * RECORDS_BEFORE_BREAK_MAX);
    for await (const { id, event } of liveRecords(service, { kind, query, lastEventId })) {
      events.push(event);
      lastEventId = id;
      if (isEnough(event)) return { events, breaks };
      left -= 1;
      if (left === 0) break;
    }
  }
}

async function openStreams(service: RunningProcess): Promise<number> {
  const response = await fetch(`${service.url}/metrics`, {
    headers: { authorization: `Bearer ${service.token}` },
  });
  return Number(/^tracewell_tail_clients (\d+)$/m.exec(await response.text())?.[1]);
}

function isEnd({ id }: EventAnswer): boolean {
  return id === "the-end";
}

describe.each(KINDS)("live over %s", (kind) => {
  test("four writers, a connection that breaks again and again: every record once, in order", async () => {
    await using workplace = new Workplace();
    const service = await workplace.serve();
    const random = seededRandom(kind.length);
    const lastMark = eventText("the-end", true);

    const all = readThroughBreaks(service, { kind, query: "?since=main:0", random }, isEnd);
    const declined = readThroughBreaks(
      service,
      { kind, query: "?since=main:0&q=type:payment.declined", random },
      isEnd,
    );
    const accepted = await writeAll(service, random);
    await service.post("/api/v1/events", lastMark);

    const whole = await all;
    expect(whole.breaks).toBeGreaterThan(5);
    expect(whole.events.map(({ seq }) => seq)).toEqual(
      Array.from({ length: accepted + 1 }, (_, place) => place + 1),
    );
    const filtered = await declined;
    expect(filtered.breaks).toBeGreaterThan(0);
    expect(filtered.events.map(({ seq }) => seq)).toEqual(
      whole.events.filter(({ type }) => type === "payment.declined").map(({ seq }) => seq),
    );
    expect(filtered.events.length).toBeLessThan(whole.events.length);
  });

  test("begins where it is told to: a record, a time in the past, now", async () => {
    await using workplace = new Workplace();
    const service = await workplace.serve();
    const names = ["a", "b", "c", "d"];
    for (const name of names) await service.post("/api/v1/events", eventText(name, false));
    const recordedAt = await Promise.all(
      names.map(async (_, place) => {
        const { body } = await service.api<EventAnswer>(`/api/v1/events/${place + 1}`);
        return body.recordedAt;
      }),
    );
    const [, , third = ""] = recordedAt;
    const firstKnownThen = recordedAt.findIndex((at) => at >= third) + 1;

    const seqsFrom = async (since: string, count: number) => {
      const query = `?since=${encodeURIComponent(since)}`;
      return (await takeRecords(service, count, { kind, query })).map(({ event }) => event.seq);
    };
    expect(await seqsFrom("main:2", 2)).toEqual([3, 4]);
    expect(await seqsFrom("2", 2)).toEqual([3, 4]);
    expect(await seqsFrom("now-1h", 4)).toEqual([1, 2, 3, 4]);
    expect((await seqsFrom(third, 1))[0]).toBe(firstKnownThen);

    const abort = new AbortController();
    const fromNow = await requestTail(service, { kind }, abort.signal);
    await service.post("/api/v1/events", eventText("e", false));
    const reader = fromNow.body?.getReader();
    let text = "";
    while (!text.includes('"queries"')) {
      const { value, done } = (await reader?.read()) ?? { done: true, value: undefined };
      expect(done).toBe(false);
      text += Buffer.from(value ?? []).toString();
    }
    expect(text).toContain('"id":"e"');
    expect(text).not.toContain('"id":"d"');
    abort.abort();
  });

  test("tells which of several queries a record matches", async () => {
    await using workplace = new Workplace();
    const service = await workplace.serve();
    const body = [eventText("a", false), eventText("b", true), eventText("c", true)].join("\n");
    await service.post("/api/v1/events?source=till", body);
    const query = "?since=main:0&q=type:payment.declined&q=source:till%20c&q=source:other";
    const records = await takeRecords(service, 2, { kind, query });
    expect(records.map(({ event, queries }) => [event.id, queries])).toEqual([
      ["b", [0]],
      ["c", [0, 1]],
    ]);
  });

  test("a client that stops reading takes nothing from the others, and does not hold up the end", async () => {
    await using workplace = new Workplace();
    const service = await workplace.serve();
    const query = "?since=main:0";
    const asleep = await requestTail(service, { kind, query });
    expect(asleep.status).toBe(200);
    const total = await writeAll(service, seededRandom(7));
    const records = await takeRecords(service, total, { kind, query });
    expect(records.at(-1)?.event.seq).toBe(total);
    const askedMs = performance.now();
    expect(await service.kill("SIGTERM")).toBe(0);
    expect(performance.now() - askedMs).toBeLessThan(CLOSING_MS_MAX);
    await asleep.body?.cancel().catch(() => undefined);
  });

  test("the end of the service ends the stream", async () => {
    await using workplace = new Workplace();
    const service = await workplace.serve();
    const following = takeRecords(service, 1, { kind }).catch(String);
    while ((await openStreams(service)) !== 1);
    expect(await service.kill("SIGTERM")).toBe(0);
    expect(await following).toContain("The service ended the stream.");
  });
});

test("what cannot be read is refused before a stream begins", async () => {
  await using workplace = new Workplace();
  const service = await workplace.serve();
  const refused = async (query: string, lastEventId?: string) => {
    const response = await requestTail(service, { kind: "text/event-stream", query, lastEventId });
    const body = (await response.json()) as { code: string; position?: number };
    return { status: response.status, code: body.code, position: body.position };
  };
  expect(await refused("?q=ab%20cd:x")).toEqual({
    status: 400,
    code: "invalid-query",
    position: 3,
  });
  expect(await refused("?q=&q=amount:%3E%3Dx")).toMatchObject({
    status: 400,
    code: "invalid-query",
  });
  expect(await refused("?since=yesterdayish")).toMatchObject({
    status: 400,
    code: "invalid-parameter",
  });
  expect(await refused("?since=main:99")).toMatchObject({ status: 400, code: "invalid-cursor" });
  expect(await refused("?until=now")).toMatchObject({ status: 400, code: "invalid-parameter" });
  expect(await refused("", "bm90IG91cnM")).toMatchObject({ status: 400, code: "invalid-cursor" });
});
