import { inspect } from "node:util";
import { expect, inject, test } from "vitest";
import { TracewellError } from "#domain/errors.ts";
import { ATTEMPTS_MAX } from "#storage/index/elasticsearch/connection.ts";
import { openElasticsearchIndexReader } from "#storage/index/elasticsearch/event-index-reader.ts";
import { openElasticsearchIndexWriter } from "#storage/index/elasticsearch/event-index-writer.ts";
import { faultyProxy } from "./faulty-proxy.ts";
import type { Fate } from "./faulty-proxy.ts";
import { numberedEntries } from "./numbered-entries.ts";
import { temporaryIndex } from "./temporary-index.ts";

const ALL = { expression: { kind: "all" } } as const;

async function stage() {
  const proxy = await faultyProxy(inject("elasticsearchUrl"));
  const index = temporaryIndex();
  const pauses: number[] = [];
  const options = {
    ...index.options,
    url: proxy.url,
    pause: async (delayMs: number) => void pauses.push(delayMs),
  };
  const writer = openElasticsearchIndexWriter(options);
  const reader = openElasticsearchIndexReader(options);
  await writer.index({ ledger: "main", segmentFirstSeq: 1, entries: numberedEntries(1, 10) });
  return {
    proxy,
    index,
    writer,
    reader,
    pauses,
    /** The fates of the next requests whose path matches; later ones pass. */
    next(path: RegExp, ...fates: Fate[]) {
      proxy.decide = (_method, requested) =>
        path.test(requested) ? (fates.shift() ?? "pass") : "pass";
    },
    async [Symbol.asyncDispose]() {
      await writer.close();
      await reader.close();
      await index[Symbol.asyncDispose]();
      await proxy[Symbol.asyncDispose]();
    },
  };
}

const MORE = { ledger: "main", segmentFirstSeq: 1, entries: numberedEntries(11, 30) };

/** So many that halving them at every try leaves some. */
const MANY = { ...MORE, entries: numberedEntries(11, 99) };

const RECOVERED: [name: string, path: RegExp, fates: Fate[]][] = [
  ["a bulk refused twice", /_bulk/, ["refuse", "refuse"]],
  ["a bulk of which half is refused", /_bulk/, ["refuse-items", "refuse-items"]],
  ["a bulk whose answer is lost", /_bulk/, ["lose-answer"]],
  ["a connection that is cut", /_bulk/, ["drop", "drop", "drop"]],
  ["a watermark whose answer is lost", /_doc/, ["lose-answer"]],
];

test.for(RECOVERED)("loses and repeats nothing over %s", async ([, path, fates]) => {
  await using at = await stage();
  const failures = fates.length;
  at.next(path, ...fates);
  await at.writer.index({ ...MORE, lastChecksum: "0a1b2c3d" });
  at.next(/./);
  expect(at.pauses).toHaveLength(failures);
  expect(await at.reader.count(ALL)).toBe(30);
  const hits = await at.reader.search({ ...ALL, order: "oldest", limit: 100 });
  expect(hits.map(({ seq }) => seq)).toEqual(numberedEntries(1, 30).map(({ seq }) => seq));
  expect(await at.reader.watermarks()).toEqual([
    { ledger: "main", throughSeq: 30, checksum: "0a1b2c3d" },
  ]);
  await at.writer.index({ ...MORE, entries: numberedEntries(25, 31) });
  expect(await at.reader.count(ALL)).toBe(31);
});

test("gives up after a bound, says why, and goes on where it was", async () => {
  await using at = await stage();
  for (const fate of ["refuse", "drop", "refuse-items"] as const) {
    at.pauses.length = 0;
    at.proxy.decide = (_method, path) => (path.includes("_bulk") ? fate : "pass");
    const failure = await at.writer.index(MANY).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(TracewellError);
    expect(failure).toMatchObject({ code: "index-unavailable" });
    expect(at.pauses).toEqual([100, 200, 400, 800]);
    expect(at.pauses).toHaveLength(ATTEMPTS_MAX - 1);
    expect(await at.writer.watermark("main")).toBe(10);
    expect(await at.reader.count(ALL)).toBe(10);
  }
  at.next(/./);
  await at.writer.index(MORE);
  expect(await at.reader.count(ALL)).toBe(30);
});

test("records that were written without their watermark are never seen, and are written again", async () => {
  await using at = await stage();
  at.proxy.decide = (method, path) => (method === "PUT" && path.includes("_doc") ? "drop" : "pass");
  await expect(at.writer.index(MORE)).rejects.toMatchObject({ code: "index-unavailable" });
  at.next(/./);
  const stored = await at.index.client.count({ index: at.index.options.prefix ?? "" });
  expect(stored.count).toBe(31); // Thirty records and the watermark.
  expect(await at.reader.count(ALL)).toBe(10);
  expect(await at.reader.histogram({ ...ALL, bucketMs: 100_000, bucketsMax: 5 })).toEqual([
    { startMs: 0, count: 10 },
  ]);
  // The ledger may have lost what was never confirmed, and hold other records there now.
  const others = numberedEntries(11, 14).map((entry) =>
    Object.assign({}, entry, { tokens: "w:other" }),
  );
  await at.writer.index({ ...MORE, entries: others });
  expect(await at.reader.count(ALL)).toBe(14);
  const other = { kind: "token", token: "w:other" } as const;
  expect(await at.reader.count({ expression: other })).toBe(4);
});

test("a reader tries again, then says that there is no answer, and nothing of the address", async () => {
  await using at = await stage();
  at.next(/_search/, "refuse", "drop");
  expect(await at.reader.count(ALL)).toBe(10);
  at.proxy.decide = () => "drop";
  const failure = await at.reader.count(ALL).catch((error: unknown) => error);
  expect(failure).toMatchObject({ code: "index-unavailable" });
  expect(JSON.stringify(failure) + String(failure)).not.toMatch(/127\.0\.0\.1|http/);
});

test("every request carries the key, and no failure shows it", async () => {
  await using at = await stage();
  at.proxy.authorizations.length = 0;
  const { url } = at.proxy;
  const reader = openElasticsearchIndexReader({ ...at.index.options, url, apiKey: "c2VjcmV0" });
  expect(await reader.count(ALL)).toBe(10);
  expect(at.proxy.authorizations).toEqual(["ApiKey c2VjcmV0", "ApiKey c2VjcmV0"]);
  at.proxy.decide = () => "refuse";
  const failure = await reader.count(ALL).catch((error: unknown) => error);
  await reader.close();
  expect(failure).toMatchObject({ code: "index-unavailable" });
  expect(inspect(failure, { depth: 20 })).not.toContain("c2VjcmV0");
});

test("an answer that lacks a partition is none", async () => {
  await using at = await stage();
  const { client, options } = at.index;
  await at.writer.index({ ledger: "main", segmentFirstSeq: 11, entries: numberedEntries(11, 12) });
  await client.indices.close({ index: `${options.prefix}-main-00000000000000000011` });
  await expect(at.reader.count(ALL)).rejects.toMatchObject({ code: "index-unavailable" });
  await client.indices.open({ index: `${options.prefix}-main-00000000000000000011` });
  expect(await at.reader.count(ALL)).toBe(12);
});

test("a second writer of the same ledger is noticed", async () => {
  await using at = await stage();
  const other = at.index.openWriter();
  expect(await other.watermark("main")).toBe(10);
  await at.writer.index({ ...MORE, lastChecksum: "0a1b2c3d" });
  const late = other.index({ ...MORE, lastChecksum: "ffffffff" });
  await expect(late).rejects.toThrow("one writer at a time");
  expect(await other.watermark("main")).toBe(30);
});
