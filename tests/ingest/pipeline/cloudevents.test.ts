import { expect, test } from "vitest";
import { TestPipeline } from "./open-pipeline.ts";

const EVENT = {
  specversion: "1.0",
  id: "A-1",
  source: "/shop",
  type: "order.placed",
  time: "2026-01-31T09:05:00.120Z",
};

test("a repeat is a duplicate, other content under the same source and ID a conflict", () => {
  using ingest = new TestPipeline();
  const push = (value: object) => ingest.push(JSON.stringify(value), { format: "cloudevents" });
  expect(push(EVENT)).toMatchObject({ accepted: 1 });
  expect(push(EVENT)).toMatchObject({ accepted: 0, duplicate: 1 });
  expect(push({ ...EVENT, data: 1 })).toMatchObject({ quarantined: 1 });
  expect(push({ ...EVENT, source: "/other" })).toMatchObject({ accepted: 1 });
  expect(ingest.records().map(({ id }) => id)).toEqual(["/shop#A-1", "/other#A-1"]);
});

test("events pushed as JSON to a source of CloudEvents are CloudEvents", () => {
  using ingest = new TestPipeline();
  ingest.sources.configure({ name: "checkout", format: "cloudevents" });
  const lines = [EVENT, { ...EVENT, id: "A-2" }].map((event) => JSON.stringify(event)).join("\n");
  const answer = ingest.push(lines, { format: "events", sourceName: "checkout" });
  expect(answer).toMatchObject({ accepted: 2 });
  expect(ingest.records().map(({ id, source }) => [id, source])).toMatchObject([
    ["/shop#A-1", { format: "cloudevents" }],
    ["/shop#A-2", { format: "cloudevents" }],
  ]);
  expect(ingest.push(lines, { format: "events", sourceName: "other" })).toMatchObject({
    quarantined: 2,
  });
});

test("a bad event of binary mode is kept as one that can be mended and read again", () => {
  using ingest = new TestPipeline();
  const { id, ...rest } = EVENT;
  const message = { kind: "cloudevent", attributes: rest } as const;
  const answer = ingest.push('{"message":"lost"}', { format: "cloudevents", message });
  const itemId = answer.items[0]?.id ?? "";
  const content = Buffer.from(ingest.quarantine.content(itemId)).toString();
  expect(content).toContain('"data":{"message":"lost"}');
  const mended = Buffer.from(content.replace("{", `{"id":${JSON.stringify(id)},`));
  expect(ingest.retries.retry({ itemId, by: "ana", content: mended }).answer.accepted).toBe(1);
  expect(ingest.records()[0]).toMatchObject({ id: "/shop#A-1", event: { message: "lost" } });
});
