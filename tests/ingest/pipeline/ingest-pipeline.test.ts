import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { TestPipeline, request } from "./open-pipeline.ts";

const TIME = "2026-01-31T09:05:00.120Z";
const event = (extra: Record<string, unknown>): string =>
  JSON.stringify({ type: "order.placed", time: TIME, ...extra });

test("the producer's bytes stand in the ledger verbatim, unknown keys included", () => {
  using ingest = new TestPipeline();
  const line = `{"time":"${TIME}", "type":"order.placed","zeta":{"deep":[1.50, 12345678901234567890]}}`;
  expect(ingest.push(line)).toMatchObject({ accepted: 1, firstSeq: 1, lastSeq: 1, items: [] });
  expect(ingest.records()[0]?.json).toBe(line);
});

test("one bad record does not stop its neighbors, and is kept whole with its place", () => {
  using ingest = new TestPipeline();
  const bad = '{"type":"order.placed","time":"2026-02-30T00:00:00.000Z"}';
  const answer = ingest.push([event({ id: "a" }), bad, "{nonsense", event({ id: "b" })].join("\n"));
  expect(answer).toMatchObject({ accepted: 2, duplicate: 0, quarantined: 2 });
  expect(answer.items.map(({ index, status, error }) => [index, status, error?.code])).toEqual([
    [1, "quarantined", "invalid-time"],
    [2, "quarantined", "undecodable"],
  ]);
  const items = ingest.quarantine.list({ status: "open", limit: 10 });
  const contents = items.map(({ itemId }) =>
    Buffer.from(ingest.quarantine.content(itemId)).toString(),
  );
  expect(new Set(contents)).toEqual(new Set([bad, "{nonsense"]));
  expect(ingest.records().map(({ id }) => id)).toEqual(["a", "b"]);
});

test("same identity: same bytes are a duplicate, other bytes a conflict; another source is another event", () => {
  using ingest = new TestPipeline();
  ingest.push(event({ id: "a" }));
  expect(ingest.push(event({ id: "a" }))).toMatchObject({ accepted: 0, duplicate: 1 });
  const conflict = ingest.push(event({ id: "a", message: "changed" }));
  expect(conflict).toMatchObject({ accepted: 0, quarantined: 1 });
  expect(conflict.items[0]?.error?.code).toBe("id-conflict");
  expect(ingest.push(event({ id: "a" }), { sourceName: "other" })).toMatchObject({ accepted: 1 });
});

test("a repeated Idempotency-Key adds nothing; without key or ID each push is new", () => {
  using ingest = new TestPipeline();
  const body = [event({}), event({ message: "second" })].join("\n");
  const options = { idempotencyKey: "try-1" };
  expect(ingest.push(body, options)).toMatchObject({ accepted: 2 });
  expect(ingest.push(body, options)).toMatchObject({ accepted: 0, duplicate: 2 });
  expect(ingest.push(body)).toMatchObject({ accepted: 2 });
  expect(ingest.push(body)).toMatchObject({ accepted: 2 });
});

test("a resend with protected fields is a duplicate, and no clear text reaches the disk", () => {
  using ingest = new TestPipeline();
  const secret = "7093441822560917";
  const body = JSON.stringify({
    id: "g1",
    type: "giftCard.issued",
    time: TIME,
    objects: [{ type: "giftCard", id: "FA-1" }],
    attributes: { code: secret, pin: "4711-4711", recipient: "ana@example.com" },
  });
  expect(ingest.push(body)).toMatchObject({ accepted: 1 });
  expect(ingest.push(body)).toMatchObject({ duplicate: 1 });
  expect(ingest.push(body.replace(TIME, "not a time"))).toMatchObject({ quarantined: 1 });
  const stored = readdirSync(ingest.dataDir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "latin1"));
  expect(stored.length).toBeGreaterThan(2);
  for (const clear of [secret, "4711-4711", "ana@example.com"]) {
    expect(stored.filter((text) => text.includes(clear))).toEqual([]);
  }
});

test("a record longer than a ledger line is quarantined whole", () => {
  using ingest = new TestPipeline();
  const long = event({ message: "x".repeat(70_000) });
  const answer = ingest.push(long);
  expect(answer.items[0]).toMatchObject({ status: "quarantined", error: { code: "oversized" } });
  const id = answer.items[0]?.id ?? "";
  expect(Buffer.from(ingest.quarantine.content(id)).toString()).toBe(long);
});

test("requests of one group are answered apart", () => {
  using ingest = new TestPipeline();
  const { results, group } = ingest.pipeline.run([
    request(event({ id: "a" })),
    request("x", { format: "no-such-format" }),
    request(event({ id: "a" })),
  ]);
  expect(results.map((result) => result.ok)).toEqual([true, false, true]);
  expect(results[1]).toMatchObject({ error: { code: "unknown-format" } });
  expect(results[2]).toMatchObject({ answer: { duplicate: 1 } });
  expect(group).toMatchObject({ firstSeq: 1, lastSeq: 1 });
});

test("a quarantined record is retried with mended content, once", () => {
  using ingest = new TestPipeline();
  const bad = event({}).replace(TIME, "2026-02-30T00:00:00.000Z");
  const itemId = ingest.push(bad).items[0]?.id ?? "";
  const unchanged = ingest.retries.retry({ itemId, by: "ana" });
  expect(unchanged.answer.quarantined).toBe(1);
  expect(ingest.quarantine.get(itemId)).toMatchObject({ status: "open", retries: 1 });
  const mended = ingest.retries.retry({ itemId, by: "ana", content: Buffer.from(event({})) });
  expect(mended.answer.accepted).toBe(1);
  expect(ingest.quarantine.get(itemId)).toMatchObject({ status: "resolved", resolvedSeqs: [1] });
  expect(ingest.quarantine.openCount()).toBe(0);
  expect(() => ingest.retries.retry({ itemId, by: "ana" })).toThrow(/already resolved/);
  expect(ingest.records()).toHaveLength(1);
});

test("a dismissed item is kept and no longer counts", () => {
  using ingest = new TestPipeline();
  const itemId = ingest.push("{").items[0]?.id ?? "";
  ingest.retries.dismiss({ itemId, note: "a stray brace", by: "ana" });
  expect(ingest.quarantine.openCount()).toBe(0);
  expect(ingest.quarantine.get(itemId)).toMatchObject({
    status: "dismissed",
    note: "a stray brace",
  });
  expect(Buffer.from(ingest.quarantine.content(itemId)).toString()).toBe("{");
});

test("a trace pushed in any pieces, with the unread rest sent again, gives the records of the whole", () => {
  const trace = readFileSync(join(import.meta.dirname, "../../fixtures/traces/moodle-trace.txt"));
  const options = { format: "moodle-trace", file: "trace.txt", fingerprint: "f1" } as const;
  const whole = (() => {
    using ingest = new TestPipeline();
    ingest.push(trace, options);
    return withoutHashes(ingest.records());
  })();
  expect(whole).toHaveLength(7);
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1 }), (sizes) => {
      using ingest = new TestPipeline();
      let offset = 0;
      let line = 1;
      let end = 0;
      for (let piece = 0; end < trace.length; piece++) {
        end = Math.min(trace.length, end + (sizes[piece % sizes.length] ?? 1));
        const isLast = end === trace.length;
        const answer = ingest.push(trace.subarray(offset, end), {
          ...options,
          startOffset: offset,
          startLine: line,
          ...(!isLast && { more: "reading" as const }),
        });
        const read = trace.subarray(offset, offset + answer.consumedBytes);
        line += read.toString().split("\n").length - 1;
        offset += answer.consumedBytes;
      }
      expect(withoutHashes(ingest.records())).toEqual(whole);
    }),
    { numRuns: 25 },
  );
});

/** The hash at the end of an identity is another under the key of another pipeline. */
function withoutHashes<Kept extends { id: string | undefined }>(records: readonly Kept[]): Kept[] {
  return records.map((record) => {
    return { ...record, id: record.id?.replace(/:[^:]{11}$/, "") };
  });
}

test("foreign JSON becomes events through the mapping of its source", () => {
  using ingest = new TestPipeline();
  ingest.sources.configure({
    name: "magento",
    format: "ndjson",
    mapping: {
      version: 1,
      fields: { time: "created_at", "objects[0].id": "increment_id", "amount.minor": "total" },
      constants: { type: "order.placed", "objects[0].type": "order", "amount.currency": "EUR" },
    },
  });
  const row =
    '{"created_at":"2026-01-31T10:05:00.120+01:00","increment_id":"100000123","total":6400}';
  expect(ingest.push(row, { sourceName: "magento", format: "auto" })).toMatchObject({
    accepted: 1,
  });
  expect(ingest.records()[0]?.event).toMatchObject({
    type: "order.placed",
    time: TIME,
    objects: [{ type: "order", id: "100000123" }],
    amount: { minor: 6400, currency: "EUR" },
    raw: row,
  });
});

test("text without a time takes that of its arrival, and says so; of a file it does not", () => {
  using ingest = new TestPipeline();
  expect(ingest.push("something happened\n", { format: "text" })).toMatchObject({ accepted: 1 });
  expect(ingest.records()[0]?.event).toMatchObject({
    time: "2026-06-01T00:00:00.000Z",
    parseNotes: [{ code: "time-assumed" }],
  });
  const ofFile = { format: "text", file: "a.log", fingerprint: "f1" } as const;
  expect(ingest.push("something happened\n", ofFile)).toMatchObject({ quarantined: 1 });
});

test("a body of countless tiny records is refused before it is decoded whole", () => {
  using ingest = new TestPipeline();
  expect(() => ingest.push("1\n".repeat(2_000_000))).toThrow(/more than 200000 records/);
  expect(ingest.quarantine.openCount()).toBe(0);
});

test("a large body is read in slices, each record once and at its place", () => {
  using ingest = new TestPipeline();
  const count = 3_000;
  const lines = Array.from({ length: count }, (_, number) =>
    event({ id: `e${number}`, message: "x".repeat(number % 700) }),
  );
  lines[1_234] = "{torn";
  const answer = ingest.push(`${lines.join("\n")}\n`);
  expect(answer).toMatchObject({ accepted: count - 1, quarantined: 1, firstSeq: 1 });
  expect(answer.items[0]).toMatchObject({ index: 1_234, error: { position: { line: 1_235 } } });
  const kept = lines.filter((line) => line !== "{torn");
  expect(ingest.records().map(({ json }) => json)).toEqual(kept);
});

test("an array of too many records is refused whole", () => {
  using ingest = new TestPipeline();
  const one = event({});
  const body = `\uFEFF [${one}${",1".repeat(200_000)}]`;
  expect(() => ingest.push(body)).toThrow(/more than 200000 records/);
  expect(ingest.records()).toEqual([]);
});
