import { spawn } from "node:child_process";
import type { ChildProcessByStdio } from "node:child_process";
import { once } from "node:events";
import type { Readable } from "node:stream";
import { setImmediate } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import type { IndexExpression } from "#storage/index/event-index.ts";
import { numberedEntries, temporaryIndex } from "./temporary-index.ts";

const PROGRAM = fileURLToPath(new URL("endless-writer.ts", import.meta.url));
const ALL: IndexExpression = { kind: "all" };
const WORD: IndexExpression = { kind: "token", token: "w:word" };
const SEGMENT_RECORDS = 2_000;
const ROUNDS = 6;

type Writer = ChildProcessByStdio<null, Readable, null>;

/** Writes until it is killed: at the latest when the scope is left, for it never ends by itself. */
function startWriter(
  directory: string,
  records: number,
): AsyncDisposable & { readonly child: Writer; readonly ended: Promise<unknown[]> } {
  const child = spawn(
    process.execPath,
    [PROGRAM, directory, String(records), String(SEGMENT_RECORDS)],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  const ended = once(child, "close");
  return {
    child,
    ended,
    async [Symbol.asyncDispose]() {
      child.kill("SIGKILL");
      child.stdout.resume();
      await ended;
    },
  };
}

/** Runs the writer until it has told of some batches, kills it, and returns the last watermark it told. */
async function writeAndKill(directory: string, batches: number, records: number): Promise<number> {
  await using writer = startWriter(directory, records);
  const { child } = writer;
  let told = "";
  child.stdout.setEncoding("utf8");
  child.stdout.on("data", (text: string) => {
    told += text;
    // By the time the line is read here, the writer is within the next transaction.
    if (told.split("\n").length > batches) child.kill("SIGKILL");
  });
  const [, signal] = await writer.ended;
  expect(signal).toBe("SIGKILL");
  return Number(told.trimEnd().split("\n").at(-1));
}

test("a killed writer leaves a watermark that matches what is indexed", async () => {
  await using index = await temporaryIndex();
  let watermark = 0;
  for (let round = 1; round <= ROUNDS; round += 1) {
    const told = await writeAndKill(index.directory, round, 150 + round * 130);
    expect(told).toBeGreaterThan(watermark);

    // A reader may come first: it must be able to recover what the killed writer left.
    const reader = index.openReader();
    const [seen] = await reader.watermarks();
    const writer = index.openWriter();
    watermark = await writer.watermark("main");
    expect(seen?.throughSeq).toBe(watermark);
    expect(watermark).toBeGreaterThanOrEqual(told);
    expect(await reader.watermarks()).toEqual([{ ledger: "main", throughSeq: watermark }]);
    expect(await reader.count({ expression: ALL })).toBe(watermark);
    const hits = await reader.search({ expression: ALL, order: "oldest", limit: watermark + 1 });
    expect(hits.every((hit, place) => hit.seq === place + 1)).toBe(true);
    await writer.close();
    await reader.close();
  }

  await using undisturbed = await temporaryIndex();
  const writer = undisturbed.openWriter();
  for (let first = 1; first <= watermark; first += SEGMENT_RECORDS) {
    const last = Math.min(first + SEGMENT_RECORDS - 1, watermark);
    const entries = numberedEntries(first, last);
    await writer.index({ ledger: "main", segmentFirstSeq: first, entries });
  }
  expect(await index.openReader().digest()).toBe(await undisturbed.openReader().digest());
});

test("a reader beside a running writer sees whole batches, from one partition to the next", async () => {
  await using index = await temporaryIndex();
  const batch = 100;
  await using _writer = startWriter(index.directory, batch);
  const reader = index.openReader(2);
  const positions = new Set<number>();
  const enough = 3 * SEGMENT_RECORDS;
  for (let throughSeq = 0; throughSeq <= enough;) {
    const [watermark] = await reader.watermarks();
    throughSeq = watermark?.throughSeq ?? 0;
    positions.add(throughSeq);
    expect(throughSeq % batch).toBe(0);
    const range = { throughSeq: { main: throughSeq } };
    expect(await reader.count({ expression: WORD, ...range })).toBe(throughSeq);
    const hits = await reader.search({ expression: WORD, order: "newest", limit: 3, ...range });
    expect(hits[0]?.seq ?? 0).toBe(throughSeq);
    expect(await reader.count({ expression: WORD })).toBeGreaterThanOrEqual(throughSeq);
    await setImmediate();
  }
  expect(positions.size).toBeGreaterThan(5);
});
