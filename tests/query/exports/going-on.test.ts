import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { EXPORT_FORMATS, type ExportRequest } from "#query/answers/export-answers.ts";
import { EXPORTS_WAITING_MAX } from "#query/exports/export-limits.ts";
import { openFileExportStore } from "#storage/exports/file-export-store.ts";
import { nodeFiles } from "#storage/files/node-files.ts";
import { eventAt } from "../query-stage.ts";
import { ExportStage } from "./export-stage.ts";

const RECORDS = 2_500;
const EVENTS = Array.from({ length: RECORDS }, (_, index) =>
  eventAt(index, {
    type: index % 3 === 0 ? "order.placed" : "payment.captured",
    transactionId: `T${index % 40}`,
    objects: [
      { type: "order", id: `1000${index % 50}` },
      { type: "order", id: `38-10000${index % 50}`, role: "foreignId" },
    ],
    amount: { minor: index, currency: "EUR" },
  }),
);

const SEARCH = { kind: "search" } as const;
const ALL = { what: SEARCH, format: "ndjson" } as const;

/** Far more than there are pieces. */
const ROUNDS_MAX = 200;

/** Every look at the clock is later by this, so that each piece is made durable. */
const CHECKPOINT_EACH_MS = 5_000;

function hurried(exports: ExportStage): { readonly nowMs: () => number } {
  return { nowMs: () => (exports.nowMs += CHECKPOINT_EACH_MS) };
}

async function staged(): Promise<ExportStage> {
  const exports = new ExportStage();
  await exports.stage.record(EVENTS);
  return exports;
}

const REQUESTS: readonly ExportRequest[] = EXPORT_FORMATS.flatMap((format) => [
  { what: SEARCH, format },
  { what: { kind: "object", type: "order", id: "10007" }, format },
]);

describe("the file is the same whether it was interrupted or not", () => {
  let exports: ExportStage;
  beforeAll(async () => {
    exports = await staged();
  });
  afterAll(() => exports[Symbol.asyncDispose]());

  test.each(REQUESTS)("$what.kind as $format", async (request) => {
    const whole = await exports.make(request);
    const jobs = exports.open(hurried(exports));
    const { id } = await exports.start(jobs, request);
    let rounds = 0;
    // Ends it as soon as it has got on, again and again.
    while ((await jobs.cancel(id)).status !== "finished" && rounds < ROUNDS_MAX) {
      await jobs.resume(id);
      rounds += 1;
    }
    expect(rounds).toBeGreaterThan(2);
    expect(await jobs.get(id)).toMatchObject({ status: "finished" });
    expect(exports.text({ id })).toBe(exports.text(whole));
    const manifests = [await jobs.manifest(id), await jobs.manifest(whole.id)];
    const [sha256, expected] = manifests.map(({ file }) => file.sha256);
    expect(sha256).toBe(expected);
    expect(exports.failures).toEqual([]);
  });
});

test("goes on after a crash from what was durable, with the positions of its start", async () => {
  await using exports = await staged();
  const whole = await exports.make(ALL);
  const jobs = exports.open(hurried(exports));
  exports.gate.holdAfter(4);
  const { id } = await exports.start(jobs, ALL);
  await expect.poll(async () => (await jobs.get(id)).progress.bytes).toBeGreaterThan(0);
  // What a killed process leaves: a durable part, and bytes that nothing speaks of.
  const left = mkdtempSync(join(tmpdir(), "tracewell-killed-"));
  try {
    cpSync(exports.directory, left, { recursive: true });
    exports.gate.release();
    await exports.stage.record([eventAt(RECORDS + 5)]);
    const store = openFileExportStore({ files: nodeFiles, directory: left });
    const after = exports.open({ store });
    await after.settled();
    expect(await after.get(id)).toMatchObject({
      status: "finished",
      progress: { done: RECORDS, expected: RECORDS },
    });
    expect((await after.manifest(id)).positions).toEqual({ main: RECORDS });
    expect(readFileSync(join(left, id, "content"), "utf8")).toBe(exports.text(whole));
  } finally {
    rmSync(left, { recursive: true, force: true });
  }
});

test("what ends its process again and again is given up, and can be resumed", async () => {
  await using exports = await staged();
  exports.gate.holdAfter(0);
  let jobs = exports.open();
  const { id } = await exports.start(jobs, ALL);
  const killed = openFileExportStore({ files: nodeFiles, directory: exports.directory });
  for (let start = 0; start < 2; start += 1) jobs = exports.open({ store: killed });
  jobs = exports.open({ store: killed });
  expect(await jobs.get(id)).toMatchObject({ status: "failed", reason: /ended 3 times/ });
  exports.gate.release();
  await jobs.resume(id);
  await jobs.settled();
  expect(await jobs.get(id)).toMatchObject({ status: "finished", reason: null });
});

test("exports wait for each other, and no more than can be done", async () => {
  await using exports = await staged();
  exports.gate.holdAfter(0);
  const jobs = exports.open();
  const first = await exports.start(jobs, ALL);
  for (let waiting = 1; waiting < EXPORTS_WAITING_MAX; waiting += 1) {
    expect(await exports.start(jobs, ALL)).toMatchObject({ status: "waiting" });
  }
  await expect(exports.start(jobs, ALL)).rejects.toMatchObject({ code: "overloaded" });
  const { items } = await jobs.list();
  expect(items).toHaveLength(EXPORTS_WAITING_MAX);
  expect(items.at(-1)).toMatchObject({ id: first.id, status: "running" });
  for (const { id } of items.slice(0, -1)) await jobs.cancel(id);
  exports.gate.release();
  await jobs.settled();
  expect(await jobs.get(first.id)).toMatchObject({ status: "finished" });
});

describe("bounds", () => {
  test("an export that would take more than exports may have fails, and goes on with room", async () => {
    await using exports = await staged();
    const jobs = exports.open({ ...hurried(exports), limits: { bytesMax: 600_000 } });
    const answer = await exports.make(ALL, jobs);
    expect(answer).toMatchObject({ status: "failed", reason: /600,000 bytes on disk/ });
    expect(answer.progress.bytes).toBeGreaterThan(0);
    const roomy = exports.open();
    await roomy.resume(answer.id);
    await roomy.settled();
    expect(await roomy.get(answer.id)).toMatchObject({ status: "finished" });
    expect(exports.text(answer).trimEnd().split("\n")).toHaveLength(RECORDS);
  });

  test("a disk that is nearly full is left to the ledger", async () => {
    await using exports = await staged();
    const { directory } = exports;
    const store = openFileExportStore({ files: nodeFiles, directory, freeBytes: () => 1_000 });
    const answer = await exports.make(ALL, exports.open({ store }));
    expect(answer).toMatchObject({ status: "failed", reason: /bytes left/ });
  });

  test("what has ended is kept for a while", async () => {
    await using exports = await staged();
    const jobs = exports.open({ limits: { keptMs: 1_000 } });
    const { id, expiresAt } = await exports.make(ALL, jobs);
    expect(expiresAt).toBe(new Date(exports.nowMs + 1_000).toISOString());
    exports.nowMs += 999;
    expect((await jobs.list()).items).toHaveLength(1);
    exports.nowMs += 1;
    expect((await jobs.list()).items).toEqual([]);
    await expect(jobs.get(id)).rejects.toMatchObject({ code: "not-found" });
    expect(() => exports.text({ id })).toThrow(/ENOENT/);
  });

  test("an index that is made anew is waited for", async () => {
    await using exports = await staged();
    const jobs = exports.open();
    exports.gate.holdAfter(0);
    const { id } = await exports.start(jobs, ALL);
    const closing = jobs.close();
    exports.gate.release();
    await closing;
    await using emptied = new ExportStage();
    await emptied.stage.record(EVENTS.slice(0, 10));
    const store = openFileExportStore({ files: nodeFiles, directory: exports.directory });
    const after = emptied.open({ store });
    await after.settled();
    expect(await after.get(id)).toMatchObject({
      status: "failed",
      reason: /through 10 of 2,500/,
    });
  });
});
