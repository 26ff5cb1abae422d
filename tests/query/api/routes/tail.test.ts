import type { FastifyInstance } from "fastify";
import { afterEach, expect, test } from "vitest";
import {
  tailEventSchema,
  tailGapSchema,
  tailHeartbeatSchema,
} from "#query/answers/tail-messages.ts";
import type { ApiLimits } from "#query/api/limits.ts";
import { AUTHORIZED, buildFixtureApp, FixturePorts } from "../fixture-ports.ts";
import { listen, seqOf, TailClient } from "../tail-client.ts";

let running: FastifyInstance | null = null;

async function start(limits: Partial<ApiLimits> = {}) {
  const { app, ports } = buildFixtureApp({ limits });
  running = app;
  const url = await listen(app);
  return { app, ports, tail: `${url}/api/v1/tail` };
}

afterEach(async () => {
  await running?.close();
  running = null;
});

const turn = () => new Promise((resolve) => setImmediate(resolve));

test("sends new records as they become durable, each with the queries it matches", async () => {
  const { ports, tail } = await start();
  ports.append(2);
  const client = await TailClient.open(`${tail}?q=type:a.b&q=`);
  ports.append(1, { type: "a.b" });
  ports.append(1, { type: "c.d" });
  const first = await client.nextOf("event");
  const second = await client.nextOf("event");
  expect(tailEventSchema.parse(first.data)).toMatchObject({ event: { seq: 3 }, queries: [0, 1] });
  expect(tailEventSchema.parse(second.data)).toMatchObject({ event: { seq: 4 }, queries: [1] });
  expect(client.headers).toMatchObject({
    "content-type": "text/event-stream; charset=utf-8",
    "x-accel-buffering": "no",
    "cache-control": "no-store, no-transform",
  });
  expect(client.headers["content-encoding"]).toBeUndefined();
});

test("resumes 1,000 events without a hole or a repeat over forced disconnects", async () => {
  const { ports, tail } = await start({ tailSliceRecordsMax: 7, tailPulseMs: 0 });
  const total = 1_000;
  const seen: number[] = [];
  let connections = 0;
  let lastEventId: string | undefined;
  const appending = (async () => {
    while (ports.headSeq < total) {
      ports.append(Math.min(total - ports.headSeq, 1 + (ports.headSeq % 5)));
      await turn();
    }
  })();
  while (seen.length < total) {
    const resume = lastEventId === undefined ? {} : { "last-event-id": lastEventId };
    const client = await TailClient.open(`${tail}?since=main:0`, resume);
    connections += 1;
    const quota = 1 + ((connections * 37) % 61);
    for (let taken = 0; taken < quota && seen.length < total; taken += 1) {
      const message = await client.nextOf("event");
      seen.push(seqOf(message));
      lastEventId = message.id;
    }
    client.break();
  }
  await appending;
  expect(connections).toBeGreaterThan(20);
  expect(seen).toEqual(Array.from({ length: total }, (_, index) => index + 1));
});

test("resumes after a filtered stream without looking at what it had passed", async () => {
  const { ports, tail } = await start({ tailHeartbeatMs: 5 });
  ports.append(5);
  const client = await TailClient.open(`${tail}?q=type:rare.one&since=main:0`);
  const heartbeat = await client.nextOf("heartbeat");
  client.break();
  const resumed = await TailClient.open(`${tail}?q=type:rare.one`, {
    "last-event-id": String(heartbeat.id),
  });
  ports.append(1, { type: "rare.one" });
  expect(seqOf(await resumed.nextOf("event"))).toBe(6);
  const positions = ports.requests
    .filter(({ method }) => method === "tail")
    .map(({ request }) => request);
  expect(positions).toContainEqual(expect.objectContaining({ afterSeq: 5, headSeq: 6 }));
});

test("sends a heartbeat with its positions while nothing happens", async () => {
  const { ports, tail } = await start({ tailHeartbeatMs: 5 });
  ports.append(3);
  const client = await TailClient.open(tail);
  await client.nextOf("heartbeat");
  const { data } = await client.nextOf("heartbeat");
  expect(tailHeartbeatSchema.parse(data).ledgers).toEqual([
    { ledger: "main", throughSeq: 3, headSeq: 3 },
  ]);
});

test("gives a slow client one gap and goes on at the head", async () => {
  const lagMax = 50;
  const { ports, tail } = await start({ tailLagRecordsMax: lagMax, tailPulseMs: 0 });
  const client = await TailClient.open(`${tail}?since=main:0`);
  ports.append(1);
  expect(seqOf(await client.nextOf("event"))).toBe(1);
  // Far more than every buffer between the service and a client that does not read.
  const message = "x".repeat(100_000);
  for (let added = 0; added < 500; added += 1) {
    ports.append(1, { message });
    await turn();
  }
  const head = ports.headSeq;
  const before: number[] = [];
  let gap = await client.next();
  while (gap?.event === "event") {
    before.push(seqOf(gap));
    gap = await client.next();
  }
  expect(gap?.event).toBe("gap");
  const { dropped, from, to } = tailGapSchema.parse(gap?.data);
  const lastSeen = before.at(-1) ?? 1;
  expect(before).toEqual(Array.from({ length: before.length }, (_, index) => index + 2));
  expect({ from, to, dropped }).toEqual({
    from: `main:${lastSeen + 1}`,
    to: `main:${head}`,
    dropped: head - lastSeen,
  });
  expect(dropped).toBeGreaterThan(lagMax);
  ports.append(1);
  expect(seqOf(await client.nextOf("event"))).toBe(head + 1);
});

test("gives no gap to a client that reads, however many records come at once", async () => {
  const { ports, tail } = await start({ tailLagRecordsMax: 50, tailSliceRecordsMax: 20 });
  const client = await TailClient.open(`${tail}?since=main:0`);
  ports.append(1);
  expect(seqOf(await client.nextOf("event"))).toBe(1);
  ports.append(500);
  for (let seq = 2; seq <= 501; seq += 1) {
    const message = await client.next();
    expect(message?.event).toBe("event");
    expect(message === null ? 0 : seqOf(message)).toBe(seq);
  }
});

test("never gives a gap to a client that is still catching up", async () => {
  const { ports, tail } = await start({ tailLagRecordsMax: 10, tailSliceRecordsMax: 20 });
  ports.append(500);
  const client = await TailClient.open(`${tail}?since=main:0`);
  const seen: number[] = [];
  while (seen.length < 500) {
    const message = await client.next();
    expect(message?.event).toBe("event");
    if (message !== null) seen.push(seqOf(message));
  }
  expect(seen.at(-1)).toBe(500);
});

test("reads once for clients with different queries at the same place", async () => {
  const { ports, tail } = await start();
  const clients = await Promise.all(
    ["type:a.a", "type:b.b", "type:a.a"].map((query) =>
      TailClient.open(`${tail}?q=${query}&since=now`),
    ),
  );
  ports.requests.length = 0;
  ports.append(1, { type: "a.a" });
  ports.append(1, { type: "b.b" });
  const seqs = await Promise.all(
    clients.map(async (client) => seqOf(await client.nextOf("event"))),
  );
  expect(seqs).toEqual([1, 2, 1]);
  const slices = ports.requests.filter(({ method }) => method === "tail");
  expect(slices).toHaveLength(1);
  expect(slices[0]?.request).toMatchObject({ queries: ["type:a.a", "type:b.b"], afterSeq: 0 });
});

test("writes JSON lines when they are asked for", async () => {
  const { app, ports } = await start();
  ports.append(2);
  const response = await app.inject({
    url: "/api/v1/tail?since=main:1",
    headers: { ...AUTHORIZED, accept: "application/x-ndjson" },
    payloadAsStream: true,
  });
  expect(response.headers["content-type"]).toBe("application/x-ndjson; charset=utf-8");
  let text = "";
  for await (const chunk of response.stream()) {
    text += String(chunk);
    if (text.split("\n").length > 2) break;
  }
  const [open, event] = text
    .trimEnd()
    .split("\n")
    .map((line): unknown => JSON.parse(line));
  expect(open).toEqual({ open: {}, id: expect.any(String) });
  expect(event).toMatchObject({ event: { seq: 2 }, queries: [0], id: expect.any(String) });
});

test.each([
  ["a query that cannot be read", "?q=bad(", "invalid-query"],
  ["one bad query among others", "?q=type:a.b&q=bad(", "invalid-query"],
  ["an unknown since", "?since=yesterday-ish", "invalid-parameter"],
  ["a record beyond the head", "?since=main:99", "invalid-cursor"],
  ["an unknown ledger", "?since=other:1", "invalid-cursor"],
  ["an unknown parameter", "?query=x", "invalid-parameter"],
])("refuses %s before the stream begins", async (_name, search, code) => {
  const { app } = await start();
  const response = await app.inject({ url: `/api/v1/tail${search}`, headers: AUTHORIZED });
  expect(response.statusCode).toBe(400);
  expect(response.json()).toMatchObject({ code });
});

test("says where the query cannot be read, and which of several it is", async () => {
  const { app } = await start();
  const response = await app.inject({ url: "/api/v1/tail?q=&q=bad(", headers: AUTHORIZED });
  expect(response.json()).toMatchObject({
    position: 2,
    length: 1,
    errors: [{ path: "query.q.1", message: "Cannot read bad(." }],
  });
});

test("refuses a foreign Last-Event-ID", async () => {
  const { app } = await start();
  for (const id of ["nonsense", Buffer.from("main 99").toString("base64url")]) {
    const headers = { ...AUTHORIZED, "last-event-id": id };
    const response = await app.inject({ url: "/api/v1/tail", headers });
    expect(response.json()).toMatchObject({ status: 400, code: "invalid-cursor" });
  }
});

test("bounds the number of streams, and frees the place of one that ended", async () => {
  const { app, tail } = await start({ tailClientsMax: 2 });
  const [first] = [await TailClient.open(tail), await TailClient.open(tail)];
  const refused = await app.inject({ url: "/api/v1/tail", headers: AUTHORIZED });
  expect(refused.json()).toMatchObject({ status: 429, code: "too-many-tails" });
  expect(refused.headers["retry-after"]).toBe("10");
  first.break();
  await expect
    .poll(async () => {
      const client = await TailClient.open(tail);
      return client.status;
    })
    .toBe(200);
});

test("tells a failure in the middle and ends, so that the client resumes", async () => {
  const { ports, tail } = await start();
  const client = await TailClient.open(tail);
  ports.fail("tail", "index-unavailable");
  ports.append(1);
  const problem = await client.nextOf("problem");
  expect(problem.data).toMatchObject({ code: "index-unavailable", status: 503 });
  expect(await client.next()).toBeNull();
});

test("tries again when there is no room for a moment", async () => {
  const { ports, tail } = await start();
  const client = await TailClient.open(tail);
  ports.fail("tail", "overloaded");
  ports.append(1);
  await expect.poll(() => ports.lastRequest("tail")).toMatchObject({ headSeq: 1 });
  ports.failures.clear();
  ports.append(1);
  expect(seqOf(await client.nextOf("event"))).toBe(1);
  expect(seqOf(await client.nextOf("event"))).toBe(2);
});

test("ends open streams and its subscription when the service closes", async () => {
  const { app, ports, tail } = await start();
  const clients = [await TailClient.open(tail), await TailClient.open(tail)];
  const closing = app.close();
  expect(await Promise.all(clients.map((client) => client.next()))).toEqual([null, null]);
  await closing;
  expect(ports.listenerCount).toBe(0);
});

test("takes no stranger", async () => {
  const { app } = buildFixtureApp({}, new FixturePorts());
  running = app;
  const response = await app.inject({ url: "/api/v1/tail" });
  expect(response.statusCode).toBe(401);
});
