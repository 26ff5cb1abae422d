import { expect, test } from "vitest";
import { TracewellError } from "#domain/errors.ts";
import type { EventIndexWriter } from "#storage/index/event-index.ts";
import { startEngine } from "./engine.ts";
import { numberedEntries } from "./numbered-entries.ts";
import { temporaryIndex } from "./temporary-index.ts";

const BATCH_RECORDS = 2_000;
const SEGMENT_RECORDS = 20_000;
/** Confirmed before the kill, in batches. */
const CONFIRMED_RECORDS = 6_000;
/** Seven requests, three of them at once: the kill comes after the first records and long before the last. */
const INTERRUPTED_RECORDS = 14_000;
const RECORDS = 24_000;
const ALL = { expression: { kind: "all" } } as const;

function indexFrom(
  writer: EventIndexWriter,
  first: number,
  records: number = BATCH_RECORDS,
): Promise<void> {
  const segmentFirstSeq = Math.floor((first - 1) / SEGMENT_RECORDS) * SEGMENT_RECORDS + 1;
  const last = Math.min(first + records - 1, segmentFirstSeq + SEGMENT_RECORDS - 1);
  return writer.index({
    ledger: "main",
    segmentFirstSeq,
    entries: numberedEntries(first, last),
    lastChecksum: String(last).padStart(8, "0"),
  });
}

test("a server killed in the middle of a bulk has lost nothing that was confirmed", async () => {
  const engine = await startEngine({ heap: "512m" });
  await using stack = new AsyncDisposableStack();
  stack.defer(() => engine.stop());
  const index = stack.use(temporaryIndex(engine.url));
  const writer = index.openWriter();
  const reader = index.openReader();
  for (let next = 1; next <= CONFIRMED_RECORDS; next += BATCH_RECORDS) {
    await indexFrom(writer, next);
  }

  const interrupted = indexFrom(writer, CONFIRMED_RECORDS + 1, INTERRUPTED_RECORDS).catch(
    (error: unknown) => error,
  );
  // Some of the batch is in, so the kill falls into the middle of it.
  const prefix = index.options.prefix ?? "";
  for (let seen = 0; seen === 0;) {
    const found = await index.client.indices.stats({ index: prefix, metric: "indexing" });
    const written = found._all.primaries?.indexing?.index_total ?? 0;
    // Each confirmed batch has written its watermark beside its records.
    seen = Math.max(written - CONFIRMED_RECORDS - CONFIRMED_RECORDS / BATCH_RECORDS, 0);
  }
  await engine.kill();
  const failure = await interrupted;
  expect(failure).toBeInstanceOf(TracewellError);
  expect(failure).toMatchObject({ code: "index-unavailable" });
  await expect(reader.count(ALL)).rejects.toMatchObject({ code: "index-unavailable" });
  await expect(writer.index({ ledger: "main", segmentFirstSeq: 1, entries: [] })).rejects.toThrow(
    "does not answer",
  );

  await engine.restart();
  await index.client.cluster.health({ wait_for_status: "yellow", timeout: "60s" });
  expect(await writer.position("main")).toEqual({
    ledger: "main",
    throughSeq: CONFIRMED_RECORDS,
    checksum: String(CONFIRMED_RECORDS).padStart(8, "0"),
  });
  expect(await reader.count(ALL)).toBe(CONFIRMED_RECORDS);

  for (let next = CONFIRMED_RECORDS + 1; next <= RECORDS; next += BATCH_RECORDS) {
    await indexFrom(writer, next);
  }
  expect(await reader.count(ALL)).toBe(RECORDS);
  expect(await reader.watermarks()).toEqual([
    { ledger: "main", throughSeq: RECORDS, checksum: String(RECORDS).padStart(8, "0") },
  ]);
  const undisturbed = stack.use(temporaryIndex(engine.url));
  const other = undisturbed.openWriter();
  for (let next = 1; next <= RECORDS; next += BATCH_RECORDS) await indexFrom(other, next);
  expect(await reader.digest()).toBe(await undisturbed.openReader().digest());
});
