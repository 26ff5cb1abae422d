import { expect, test } from "vitest";
import type { IngestRequest } from "#ingest/pipeline/ingest-gateway.ts";
import { asProtobuf, exportOf } from "../formats/otlp-schema.ts";
import { TestPipeline } from "./open-pipeline.ts";

const RECORD = { timeUnixNano: "1769850300120000000", body: { stringValue: "lost" } };
const OTLP = {
  format: "otlp-logs",
  sourceName: "otlp",
  sourceFromRecords: true,
  message: { kind: "otlp", encoding: "protobuf" },
} satisfies Partial<IngestRequest>;

test("each service is a source of its own; records without one belong to the request's", () => {
  using ingest = new TestPipeline();
  const message = exportOf(
    { service: "checkout", records: [RECORD, {}] },
    { service: "My till", records: [RECORD] },
    { records: [RECORD] },
  );
  const answer = ingest.push(asProtobuf(message), { ...OTLP, idempotencyKey: "k" });
  expect(answer).toMatchObject({ accepted: 3, quarantined: 1 });
  expect(ingest.records().map(({ id, source }) => [id, source])).toMatchObject([
    ["k#0", { name: "checkout", format: "otlp-logs" }],
    ["k#2", { name: "My-till" }],
    ["k#3", { name: "otlp" }],
  ]);
  expect(ingest.sources.list().map(({ name, format }) => `${name} ${format}`)).toEqual([
    "My-till otlp-logs",
    "checkout otlp-logs",
    "otlp otlp-logs",
  ]);
  const [item] = ingest.quarantine.list({ status: "open", limit: 10 });
  expect(item).toMatchObject({ sourceName: "checkout", format: "otlp-logs" });
  const retried = ingest.retries.retry({ itemId: item?.itemId ?? "", by: "ana", assumedTimeMs: 0 });
  expect(retried.answer.accepted).toBe(1);
  const again = ingest.push(asProtobuf(message), { ...OTLP, idempotencyKey: "k" });
  expect(again).toMatchObject({ accepted: 0, duplicate: 4 });
});

test("the names of services and scopes are no names of people", () => {
  using ingest = new TestPipeline();
  ingest.push(asProtobuf(exportOf({ service: "checkout", records: [RECORD] })), OTLP);
  expect(ingest.records()[0]?.event).toMatchObject({
    attributes: { "otel.scope.name": "shop", resource: { "service.name": "checkout" } },
    raw: expect.stringContaining("resourceLogs"),
  });
});

test("a request may say the source of all its records", () => {
  using ingest = new TestPipeline();
  const body = asProtobuf(exportOf({ service: "checkout", records: [RECORD] }));
  ingest.push(body, { ...OTLP, sourceName: "till", sourceFromRecords: false });
  expect(ingest.records()[0]?.source).toMatchObject({ name: "till" });
});

test("without a key each push is new", () => {
  using ingest = new TestPipeline();
  const body = asProtobuf(exportOf({ service: "checkout", records: [RECORD, RECORD] }));
  expect(ingest.push(body, OTLP)).toMatchObject({ accepted: 2 });
  expect(ingest.push(body, OTLP)).toMatchObject({ accepted: 2 });
  // The source for records that name none is there once there is one.
  expect(ingest.sources.list().map(({ name }) => name)).toEqual(["checkout"]);
});

test("of bytes that are no message nothing is taken, quarantined or registered", () => {
  using ingest = new TestPipeline();
  const body = asProtobuf(exportOf({ service: "checkout", records: [RECORD] }));
  const cut = Buffer.concat([body, body.subarray(0, -1)]);
  expect(() => ingest.push(cut, OTLP)).toThrow(/ExportLogsServiceRequest/);
  expect(ingest.records()).toEqual([]);
  expect(ingest.quarantine.openCount()).toBe(0);
  expect(ingest.sources.list()).toEqual([]);
});
