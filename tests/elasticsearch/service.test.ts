import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import type { IngestAnswer } from "#ingest/pipeline/ingest-gateway.ts";
import type { EventList } from "#query/answers/query-answers.ts";
import { generateEvents } from "../../bench/generate-events.ts";
import { Workplace, type RunningProcess } from "../system/running-service.ts";
import { temporaryIndex } from "./temporary-index.ts";
import type { TemporaryIndex } from "./temporary-index.ts";

const EVENTS = 2_500;
const lines = [...generateEvents(EVENTS)];
const first = JSON.parse(lines[0] ?? "") as { transactionId: string; objects: { id: string }[] };

let workplace: Workplace;
let index: TemporaryIndex;
let service: RunningProcess;

function serve(): Promise<RunningProcess> {
  return workplace.serve(
    "--elasticsearch-url",
    inject("elasticsearchUrl"),
    "--elasticsearch-prefix",
    index.options.prefix ?? "",
  );
}

function push(from: number, to: number) {
  const body = `${lines.slice(from, to).join("\n")}\n`;
  return service.post<IngestAnswer>("/api/v1/events?source=shop&wait=indexed", body);
}

async function find(query: string): Promise<EventList> {
  const path = `/api/v1/events?q=${encodeURIComponent(query)}&limit=1000`;
  const { status, body } = await service.api<EventList>(path);
  expect(status).toBe(200);
  return body;
}

beforeAll(async () => {
  workplace = new Workplace();
  index = temporaryIndex();
  service = await serve();
});

afterAll(async () => {
  await workplace[Symbol.asyncDispose]();
  await index[Symbol.asyncDispose]();
});

test("what was pushed is searchable when it is answered, and the index lies in the cluster", async () => {
  const half = EVENTS / 2;
  expect(await push(0, half)).toMatchObject({
    status: 200,
    body: { accepted: half, quarantined: 0, indexed: true },
  });
  expect(await push(half, EVENTS)).toMatchObject({ body: { accepted: half, indexed: true } });
  const stored = await index.client.count({ index: index.options.prefix ?? "" });
  expect(stored.count).toBe(EVENTS + 1); // And the watermark.
  expect(existsSync(join(workplace.dataDir, "index"))).toBe(false);
});

test("search, timeline and rescue answer from it, completely", async () => {
  const found = await find(first.transactionId);
  const expected = lines.filter((line) => line.includes(first.transactionId));
  expect(found.items).toHaveLength(expected.length);
  expect(found.coverage).toMatchObject({
    status: "complete",
    ledgers: [{ ledger: "main", throughSeq: EVENTS, headSeq: EVENTS }],
  });
  expect((await find('type:order.placed message:"Payment Success"')).items).toHaveLength(
    lines.filter((line) => /"order\.placed".*Payment Success/.test(line)).length,
  );
  const transaction = await service.api<{ timeline: unknown[] }>(
    `/api/v1/transactions/${first.transactionId}`,
  );
  expect(transaction.body.timeline).toHaveLength(expected.length);
  const misread = first.transactionId.toLowerCase().replaceAll("0", "o");
  const resolved = await service.api<{ items: { objectType: string; id: string }[] }>(
    `/api/v1/resolve?id=${misread}`,
  );
  expect(resolved.body.items[0]).toMatchObject({
    objectType: "transaction",
    id: first.transactionId,
  });
});

test("counts by time and by type are those of the events", async () => {
  const facets = await service.api<{ facets: Record<string, unknown> }>(
    "/api/v1/stats/facets?fields=type",
  );
  expect(facets.status).toBe(200);
  const placed = lines.filter((line) => line.includes('"order.placed"')).length;
  expect(JSON.stringify(facets.body)).toContain(`{"value":"order.placed","count":${placed}}`);
  const histogram = await service.api<{ items: { count: number }[] }>(
    "/api/v1/stats/histogram?bucket=1h",
  );
  expect(histogram.status).toBe(200);
  expect(JSON.stringify(histogram.body)).toContain(`"count":${EVENTS}`);
});

test("a restarted service goes on where the index is", async () => {
  expect(await service.kill("SIGTERM")).toBe(0);
  service = await serve();
  const event = { id: "last", type: "order.placed", time: "2026-05-01T00:00:00.000Z" };
  const answer = await service.post<IngestAnswer>(
    "/api/v1/events?source=shop&wait=indexed",
    JSON.stringify(event),
  );
  expect(answer).toMatchObject({ body: { accepted: 1, firstSeq: EVENTS + 1, indexed: true } });
  expect((await find(first.transactionId)).items.length).toBeGreaterThan(0);
});

test("rebuilding says what to do instead", async () => {
  expect(await service.kill("SIGTERM")).toBe(0);
  process.env["TRACEWELL_ELASTICSEARCH_URL"] = inject("elasticsearchUrl");
  try {
    const { code, note } = await workplace.run(["rebuild"]);
    expect(code).not.toBe(0);
    expect(note).toContain("The index lies in Elasticsearch");
  } finally {
    delete process.env["TRACEWELL_ELASTICSEARCH_URL"];
  }
});
