import { expect, test } from "vitest";
import { TestPipeline } from "./open-pipeline.ts";

const TIME = "2026-01-31T09:05:00.120Z";
const GOOD = `{"type":"order.placed","time":"${TIME}","message":"one"}`;
const FILE = { format: "ndjson", file: "fm.ndjson", fingerprint: "f1", sourceName: "fm" } as const;

function mapTime(ingest: TestPipeline, field: string): void {
  const mapping = {
    version: 1 as const,
    fields: { time: field },
    constants: { type: "order.placed" },
  };
  ingest.sources.configure({ name: "fm", format: "ndjson", mapping });
}

test("a bad line of a file, sent twice and then retried, becomes one record, also when it is sent again", () => {
  using ingest = new TestPipeline();
  mapTime(ingest, "nosuch");
  const line = `{"created":"${TIME}","total":3}\n`;
  const first = ingest.push(line, FILE);
  expect(first).toMatchObject({ quarantined: 1, items: [{ id: "q1" }] });
  expect(ingest.push(line, FILE)).toMatchObject({ quarantined: 1, items: [{ id: "q1" }] });
  expect(ingest.quarantine.openCount()).toBe(1);
  mapTime(ingest, "created");
  expect(ingest.retries.retry({ itemId: "q1", by: "ana" }).answer).toMatchObject({ accepted: 1 });
  expect(ingest.push(line, FILE)).toMatchObject({ accepted: 0, duplicate: 1, quarantined: 0 });
  expect(ingest.records()).toHaveLength(1);
});

test("a repeat of input that was mended by hand is a duplicate of what it became", () => {
  using ingest = new TestPipeline();
  const bad = GOOD.replace(TIME, "never");
  ingest.push(GOOD);
  expect(ingest.push(bad, FILE)).toMatchObject({ quarantined: 1 });
  ingest.retries.retry({ itemId: "q1", by: "ana", content: Buffer.from(GOOD) });
  const again = ingest.push(bad, FILE);
  expect(again).toMatchObject({ duplicate: 1, quarantined: 0, items: [{ index: 0, seq: 2 }] });
  expect(ingest.quarantine.list({ limit: 10 })).toHaveLength(1);
});

test("input a person has dismissed is not brought up again by a repeat", () => {
  using ingest = new TestPipeline();
  ingest.push("{torn\n", FILE);
  ingest.retries.dismiss({ itemId: "q1", note: "a test", by: "ana" });
  expect(ingest.push("{torn\n", FILE)).toMatchObject({ quarantined: 1, items: [{ id: "q1" }] });
  expect(ingest.quarantine.openCount()).toBe(0);
});

test.each([
  ["another place", { startOffset: 7 }, "{torn\n"],
  ["another file", { fingerprint: "f2" }, "{torn\n"],
  ["another source", { sourceName: "other" }, "{torn\n"],
  ["other bytes", {}, "{torm\n"],
])("bad input from %s is an item of its own", (_what, options, body) => {
  using ingest = new TestPipeline();
  ingest.push("{torn\n", FILE);
  expect(ingest.push(body, { ...FILE, ...options }).items).toMatchObject([{ id: "q2" }]);
});

test("repeats are known by idempotency key and by ID; without either, each push is new", () => {
  using ingest = new TestPipeline();
  const key = { idempotencyKey: "try-1" };
  expect(ingest.push("{torn", key).items).toMatchObject([{ id: "q1" }]);
  expect(ingest.push("{torn", key).items).toMatchObject([{ id: "q1" }]);
  const taken = GOOD.replace("{", '{"id":"a",');
  const conflict = taken.replace("one", "two");
  ingest.push(taken);
  expect(ingest.push(`${conflict}\n${conflict}`).items).toMatchObject([{ id: "q2" }, { id: "q2" }]);
  expect(ingest.push(conflict).items).toMatchObject([{ id: "q2" }]);
  expect(ingest.push("{torn").items).toMatchObject([{ id: "q3" }]);
  expect(ingest.push("{torn").items).toMatchObject([{ id: "q4" }]);
});

test("a retry without any identity of the input is known by its item", () => {
  using ingest = new TestPipeline();
  ingest.push(GOOD.replace(TIME, "never"));
  ingest.retries.retry({ itemId: "q1", by: "ana", content: Buffer.from(GOOD) });
  expect(ingest.records()).toMatchObject([{ id: "quarantine:q1#0" }]);
});

test("the same place of two files with one beginning holds two records, never a conflict", () => {
  using ingest = new TestPipeline();
  const other = GOOD.replace("one", "two");
  expect(ingest.push(GOOD, FILE)).toMatchObject({ accepted: 1 });
  expect(ingest.push(other, FILE)).toMatchObject({ accepted: 1, quarantined: 0 });
  expect(ingest.push(GOOD, FILE)).toMatchObject({ accepted: 0, duplicate: 1 });
  const [first, second] = ingest.records();
  expect(first?.id).toMatch(/^f1:0:[\w-]{11}$/);
  expect(second?.id).not.toBe(first?.id);
});

test("text of a file that names no time is recorded once somebody gives one", () => {
  using ingest = new TestPipeline();
  const ofFile = { format: "text", file: "a.log", fingerprint: "f1" } as const;
  const refused = ingest.push("disk is full\nretrying\n", ofFile);
  expect(refused.items[0]?.error?.message).toContain("--assumed-time");
  const assumedTimeMs = Date.parse(TIME);
  ingest.retries.retry({ itemId: "q1", by: "ana", assumedTimeMs });
  expect(ingest.records()).toMatchObject([
    { event: { time: TIME, message: "disk is full", parseNotes: [{ code: "time-assumed" }] } },
    { event: { time: TIME, message: "retrying" } },
  ]);
  const again = ingest.push("disk is full\nretrying\n", { ...ofFile, assumedTimeMs });
  expect(again).toMatchObject({ accepted: 0, duplicate: 2 });
});

test("blank content is no correction", () => {
  using ingest = new TestPipeline();
  ingest.push("{torn");
  for (const content of [Buffer.alloc(0), Buffer.from(" \n")]) {
    expect(() => ingest.retries.retry({ itemId: "q1", by: "ana", content })).toThrow(/is blank/);
  }
  expect(ingest.quarantine.get("q1")).toMatchObject({ status: "open", retries: 0 });
});
