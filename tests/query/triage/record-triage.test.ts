import { afterEach, beforeEach, expect, test } from "vitest";
import type { AuditEvent } from "#domain/events/event.ts";
import type { IngestAnswer, IngestRequest } from "#ingest/pipeline/ingest-gateway.ts";
import { recordTriage } from "#query/triage/record-triage.ts";
import type { TriageWord } from "#query/triage/triage-event.ts";
import { ingestAnswer } from "../api/fixture-ports.ts";
import { QueryStage } from "../query-stage.ts";

const RULE = "payment.unanswered";
const AT = "2026-01-31T09:05:00.000Z";
const MINUTE_MS = 60_000;

let stage: QueryStage;
let ids: number;

const payment = { type: "payment", id: "P-1" };

beforeEach(async () => {
  ids = 0;
  stage = new QueryStage();
  await stage.record([
    {
      type: "payment.requested",
      time: AT,
      objects: [payment, { type: "order", id: "100000042" }],
      attributes: { gateway: "cards", operation: "authorize" },
    },
  ]);
  stage.nowMs = Date.parse(AT) + 20 * MINUTE_MS;
  stage.recordedAtMs = stage.nowMs;
});

afterEach(() => stage[Symbol.asyncDispose]());

async function ingest(request: IngestRequest): Promise<IngestAnswer> {
  stage.append([JSON.parse(Buffer.from(request.body).toString()) as AuditEvent]);
  await stage.follow();
  const seq = stage.request().facts.heads[0]?.headSeq ?? 0;
  return ingestAnswer({ firstSeq: seq, lastSeq: seq, indexed: request.waitIndexed });
}

function say(fields: Partial<TriageWord> = {}) {
  const ports = { engine: stage.engine, ingest: { ingest }, newId: () => `word-${(ids += 1)}` };
  const word = {
    on: { type: "payment", id: "P-1" },
    rule: RULE,
    action: "explain",
    note: "The gateway was serviced.",
    by: "admin",
    ...fields,
  } as const;
  return recordTriage(ports, { ...stage.request(), word });
}

async function shown() {
  const request = { ...stage.request(), type: "payment", id: "P-1", limit: 10 } as const;
  const { findings, lifecycle } = await stage.engine.object(request);
  return { finding: findings?.find(({ rule }) => rule === RULE), lifecycle };
}

test("what somebody says of a finding is recorded, and the finding shows it", async () => {
  expect((await shown()).finding?.triage).toBeNull();
  const answer = await say();
  const triage = {
    status: "explained",
    by: "admin",
    note: "The gateway was serviced.",
    assignee: null,
    at: new Date(stage.nowMs).toISOString(),
    reference: "main:2",
    hasNewEvidence: false,
  };
  expect(answer).toEqual({
    on: { type: "payment", id: "P-1" },
    rule: RULE,
    holds: true,
    triage,
    indexed: true,
  });
  expect((await shown()).finding?.triage).toEqual(triage);
});

test("saying something changes nothing of the object's life", async () => {
  const before = (await shown()).lifecycle;
  await say();
  const after = (await shown()).lifecycle;
  expect(after?.states).toEqual(before?.states);
  expect(after?.findings.map(({ rule }) => rule)).toEqual(before?.findings.map(({ rule }) => rule));
});

test("the last word holds: assigned, then reopened", async () => {
  await say({ action: "assign", assignee: "Kim", note: "Ask the gateway." });
  expect((await shown()).finding?.triage).toMatchObject({ status: "assigned", assignee: "Kim" });
  stage.nowMs += MINUTE_MS;
  await say({ action: "reopen", note: "Kim is away." });
  expect((await shown()).finding?.triage).toMatchObject({ status: "reopened", assignee: null });
});

test("a finding that does not hold is refused, and writes nothing", async () => {
  await expect(say({ rule: "payment.duplicate-capture" })).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringContaining("does not hold of payment P-1"),
  });
  expect(stage.request().facts.heads[0]?.headSeq).toBe(1);
});

test("a finding of a related object is not this object's", async () => {
  await expect(say({ on: { type: "order", id: "100000042" } })).rejects.toMatchObject({
    code: "conflict",
  });
});

test("what went away after somebody spoke of it may still be spoken of", async () => {
  await say({ action: "acknowledge" });
  await stage.record([
    {
      type: "payment.declined",
      time: "2026-01-31T09:06:00.000Z",
      objects: [payment],
      reason: "no",
    },
  ]);
  expect((await shown()).finding).toBeUndefined();
  const answer = await say({ note: "The answer came late." });
  expect(answer).toMatchObject({ holds: false, triage: { status: "explained" } });
});

test("what nobody spoke of cannot be reopened", async () => {
  await expect(say({ action: "reopen" })).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringContaining("it is open"),
  });
});

test.each([[{ on: { type: "payment", id: "P-9" } } as const], [{ rule: "payment.unanswred" }]])(
  "does not know %j",
  async (fields) => {
    await expect(say(fields)).rejects.toMatchObject({ code: "not-found" });
  },
);
