import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Coverage } from "#query/answers/coverage.ts";
import type { Readiness } from "#query/answers/operation-answers.ts";
import type { QuarantineList } from "#query/answers/quarantine-answers.ts";
import type { IngestAnswer } from "#ingest/pipeline/ingest-gateway.ts";
import { Workplace, type RunningProcess } from "./running-service.ts";

const ID = "TU80WKRYTI9QUMJ4";

/** Every question that is answered from the index. */
const QUESTIONS = [
  "/events",
  `/events?q=${ID}`,
  `/transactions/${ID}`,
  `/resolve?id=${ID}`,
  "/stats/histogram",
  "/stats/facets",
];

function eventsText(count: number, from = 0): string {
  return Array.from({ length: count }, (_, place) =>
    JSON.stringify({
      id: `event-${from + place}`,
      type: "trace.recorded",
      time: new Date(Date.UTC(2026, 0, 1, 0, 0, from + place)).toISOString(),
      transactionId: ID,
    }),
  ).join("\n");
}

async function push(service: RunningProcess, body: string, wait = true): Promise<IngestAnswer> {
  const path = `/api/v1/events${wait ? "?wait=indexed" : ""}`;
  return (await service.post<IngestAnswer>(path, body)).body;
}

async function coverages(service: RunningProcess): Promise<Coverage[]> {
  const answers = QUESTIONS.map(async (path) => {
    const { status, body } = await service.api<{ coverage: Coverage }>(`/api/v1${path}`);
    expect({ path, status }).toEqual({ path, status: 200 });
    return body.coverage;
  });
  return Promise.all(answers);
}

function readiness(service: RunningProcess): Promise<{ status: number; body: Readiness }> {
  return service.api<Readiness>("/readyz");
}

async function control(service: RunningProcess, action: "pause" | "resume") {
  const { body } = await readiness(service);
  const name = body.followers[0]?.name;
  return service.api<{ status: string }>(`/api/v1/followers/${name}/${action}`, { method: "POST" });
}

function complete(seq: number): Coverage {
  return {
    status: "complete",
    reasons: [],
    quarantined: 0,
    ledgers: [{ ledger: "main", throughSeq: seq, headSeq: seq }],
  };
}

test("a paused follower makes every answer partial and says why; resumed, all are complete again", async () => {
  await using workplace = new Workplace();
  const service = await workplace.serve();
  await push(service, eventsText(2));
  expect(await coverages(service)).toEqual(QUESTIONS.map(() => complete(2)));

  expect(await control(service, "pause")).toMatchObject({
    status: 200,
    body: { status: "paused" },
  });
  expect(await push(service, eventsText(3, 2), false)).toMatchObject({ accepted: 3, lastSeq: 5 });
  for (const coverage of await coverages(service)) {
    expect(coverage).toMatchObject({
      status: "partial",
      quarantined: 0,
      ledgers: [{ ledger: "main", throughSeq: 2, headSeq: 5 }],
    });
    expect(coverage.reasons.join(" ")).toMatch(/3 records may be missing.*paused at 2 of 5/);
  }
  const partial = await service.api<{ timeline: unknown[] }>(`/api/v1/transactions/${ID}`);
  expect(partial.body.timeline).toHaveLength(2);
  expect(await service.api("/api/v1/events/main:5")).toMatchObject({
    status: 200,
    body: { id: "event-4" },
  });
  expect(await readiness(service)).toMatchObject({
    status: 200,
    body: {
      ready: true,
      followers: [{ status: "paused", throughSeq: 2, headSeq: 5 }, { name: "lifecycles" }],
    },
  });

  expect(await control(service, "resume")).toMatchObject({
    status: 200,
    body: { status: "running" },
  });
  expect(await push(service, eventsText(1, 5))).toMatchObject({ accepted: 1, indexed: true });
  expect(await coverages(service)).toEqual(QUESTIONS.map(() => complete(6)));
  const whole = await service.api<{ timeline: unknown[] }>(`/api/v1/transactions/${ID}`);
  expect(whole.body.timeline).toHaveLength(6);
});

test("an input in quarantine makes answers partial until it is mended or dismissed", async () => {
  await using workplace = new Workplace();
  const service = await workplace.serve();
  const impossible = '{"type":"trace.recorded","time":"2026-02-30T10:00:00.000Z"}';
  await push(service, `${eventsText(2)}\n${impossible}`);
  for (const coverage of await coverages(service)) {
    expect(coverage).toMatchObject({
      status: "partial",
      quarantined: 1,
      ledgers: [{ throughSeq: 2, headSeq: 2 }],
      reasons: [expect.stringContaining("1 input is in quarantine")],
    });
  }

  const retry = (itemId: string, content: string) =>
    service.post<IngestAnswer>(
      `/api/v1/quarantine/${itemId}/retry`,
      JSON.stringify({ content }),
      "application/json",
    );
  expect(await retry("q1", impossible.replace("02-30", "02-31"))).toMatchObject({ status: 207 });
  expect((await coverages(service)).map(({ quarantined }) => quarantined)).toEqual(
    QUESTIONS.map(() => 1),
  );
  expect(await retry("q1", impossible.replace("02-30", "02-28"))).toMatchObject({
    status: 200,
    body: { accepted: 1 },
  });
  await push(service, eventsText(1, 2));
  expect(await coverages(service)).toEqual(QUESTIONS.map(() => complete(4)));

  await push(service, "this is no event");
  expect((await coverages(service)).every(({ status }) => status === "partial")).toBe(true);
  const { body: open } = await service.api<QuarantineList>("/api/v1/quarantine?status=open");
  expect(open.items).toHaveLength(1);
  const dismissed = await service.post(
    `/api/v1/quarantine/${open.items[0]?.itemId}/dismiss`,
    JSON.stringify({ note: "A test." }),
    "application/json",
  );
  expect(dismissed.status).toBe(200);
  expect(await coverages(service)).toEqual(QUESTIONS.map(() => complete(4)));
  const { body: all } = await service.api<QuarantineList>("/api/v1/quarantine");
  expect(all.items.map(({ status }) => status).toSorted()).toEqual(["dismissed", "resolved"]);
});

test("a push that waits for a paused follower is answered once it goes on", async () => {
  await using workplace = new Workplace();
  const service = await workplace.serve();
  await control(service, "pause");
  let answered = false;
  const waiting = push(service, eventsText(3)).finally(() => {
    answered = true;
  });
  while ((await readiness(service)).body.followers[0]?.headSeq !== 3) expect(answered).toBe(false);
  const repeated = push(service, eventsText(3));
  expect(await push(service, eventsText(1, 3), false)).toMatchObject({ accepted: 1 });
  expect(answered).toBe(false);
  await control(service, "resume");
  expect(await waiting).toMatchObject({ accepted: 3, indexed: true });
  expect(await repeated).toMatchObject({ accepted: 0, duplicate: 3, indexed: true });
});

test("a wait for the index ends by itself and says that it was in vain", async () => {
  await using workplace = new Workplace();
  const indexWaitMsMax = 400;
  writeFileSync(
    join(workplace.directory, "tracewell.config.json"),
    JSON.stringify({ indexWaitMsMax }),
  );
  const service = await workplace.serve();
  await control(service, "pause");
  const startedMs = performance.now();
  expect(await push(service, eventsText(3))).toMatchObject({ accepted: 3, indexed: false });
  expect(performance.now() - startedMs).toBeGreaterThanOrEqual(indexWaitMsMax - 1);
  expect(await push(service, eventsText(3))).toMatchObject({ duplicate: 3, indexed: false });
});

test("after a start the service is ready once every view has what was there", async () => {
  await using workplace = new Workplace();
  const before = await workplace.serve();
  await control(before, "pause");
  const count = 30_000;
  expect(await push(before, eventsText(count), false)).toMatchObject({ accepted: count });
  await before.kill("SIGKILL");

  const service = await workplace.serve();
  for (;;) {
    const { status, body } = await readiness(service);
    expect(body.followers.map(({ headSeq }) => headSeq)).toEqual([count, count]);
    expect(status).toBe(body.ready ? 200 : 503);
    expect(body.ready).toBe(body.followers.every(({ throughSeq }) => throughSeq === count));
    if (body.ready) break;
  }
  const { body } = await service.api<{ coverage: Coverage }>("/api/v1/events?limit=1");
  expect(body.coverage).toEqual(complete(count));
});
