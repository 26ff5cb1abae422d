import { expect, inject, test } from "vitest";
import type { IngestAnswer } from "#ingest/pipeline/ingest-gateway.ts";
import type { EventList } from "#query/answers/query-answers.ts";
import { generateEvents } from "../../bench/generate-events.ts";
import { Workplace } from "../system/running-service.ts";
import { faultyProxy } from "./faulty-proxy.ts";
import { temporaryIndex } from "./temporary-index.ts";

const EVENTS = 300;
const ALL = "/api/v1/events?limit=1000&order=oldest";

test("while the cluster is away records are taken, questions refused, and nothing is lost", async () => {
  await using stack = new AsyncDisposableStack();
  const proxy = stack.use(await faultyProxy(inject("elasticsearchUrl")));
  const index = stack.use(temporaryIndex());
  const workplace = stack.use(new Workplace());
  const service = await workplace.serve(
    "--elasticsearch-url",
    proxy.url,
    "--elasticsearch-prefix",
    index.options.prefix ?? "",
  );
  const lines = [...generateEvents(EVENTS)];
  const push = (from: number, to: number, wait = "") =>
    service.post<IngestAnswer>(
      `/api/v1/events?source=shop${wait}`,
      `${lines.slice(from, to).join("\n")}\n`,
    );
  expect(await push(0, 100, "&wait=indexed")).toMatchObject({ body: { indexed: true } });

  proxy.decide = () => "drop";
  expect(await push(100, 200)).toMatchObject({ status: 200, body: { accepted: 100 } });
  expect(await service.api(ALL)).toMatchObject({
    status: 503,
    body: { code: "index-unavailable" },
  });

  proxy.decide = () => "pass";
  expect(await push(200, EVENTS, "&wait=indexed")).toMatchObject({ body: { accepted: 100 } });
  const { body } = await service.api<EventList>(ALL);
  expect(body.items).toHaveLength(EVENTS);
  expect(body.coverage).toMatchObject({ status: "complete" });
  expect(new Set(body.items.map(({ seq }) => seq)).size).toBe(EVENTS);
  expect(await service.kill("SIGTERM")).toBe(0);
});
