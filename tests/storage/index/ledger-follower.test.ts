import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { TracewellError } from "#domain/errors.ts";
import type { EventIndexWriter, IndexBatch, IndexExpression } from "#storage/index/event-index.ts";
import type { FollowerState } from "#storage/index/follower-progress.ts";
import { createIndexEntry } from "#storage/index/index-entry.ts";
import { LedgerFollower } from "#storage/index/ledger-follower.ts";
import type { PackedBatch } from "#storage/index/packed-batch.ts";
import { RecentIdentifiers } from "#storage/index/recent-identifiers.ts";
import { RETRY_DELAY_MS_MAX, RETRY_DELAY_MS_MIN } from "#storage/index/retry-delays.ts";
import { openSqliteIndexReader } from "#storage/index/sqlite/event-index-reader.ts";
import { openSqliteIndexWriter } from "#storage/index/sqlite/event-index-writer.ts";
import { asEntries } from "#storage/index/unpack-batch.ts";
import type { LedgerReader } from "#storage/ledger/ledger.ts";
import { EventIndexOracle } from "../../contract/event-index-oracle.ts";
import { packBatch } from "../../contract/pack-batch.ts";
import { eventOf, temporaryLedger } from "./temporary-ledger.ts";
import type { TemporaryLedger } from "./temporary-ledger.ts";

const ALL: IndexExpression = { kind: "all" };
const noHash = () => () => null;

/** An oracle whose next calls of `index` fail as told, and that counts them. */
class FailingIndex extends EventIndexOracle {
  readonly failures: Error[] = [];
  calls = 0;

  override async index(batch: IndexBatch | PackedBatch): Promise<void> {
    this.calls += 1;
    const failure = this.failures.shift();
    if (failure !== undefined) throw failure;
    await super.index(batch);
  }
}

/** A timer that fires when the test says so. */
class ManualTimer {
  readonly delays: number[] = [];
  #pending: (() => void) | null = null;

  readonly timer = (delayMs: number, callback: () => void): (() => void) => {
    this.delays.push(delayMs);
    this.#pending = callback;
    return () => {
      this.#pending = null;
    };
  };

  get isPending(): boolean {
    return this.#pending !== null;
  }

  fire(): void {
    const callback = this.#pending;
    this.#pending = null;
    callback?.();
  }
}

function follow(
  reader: LedgerReader,
  writer: EventIndexWriter,
  timer?: ManualTimer,
): LedgerFollower {
  return new LedgerFollower({
    name: "index",
    reader,
    writer,
    hash: noHash,
    ...(timer && { timer: timer.timer }),
  });
}

/** Resolves with the first state that fits. */
function stateOf(
  follower: LedgerFollower,
  fits: (state: FollowerState) => boolean,
): Promise<FollowerState> {
  const { promise, resolve } = Promise.withResolvers<FollowerState>();
  const now = follower.state();
  if (fits(now)) resolve(now);
  const stop = follower.onAdvance((state) => {
    if (!fits(state)) return;
    stop();
    resolve(state);
  });
  return promise;
}

const isFailed = (state: FollowerState): boolean => state.status === "failed";

function unavailable(detail: Record<string, unknown> = {}): TracewellError {
  return new TracewellError("index-unavailable", "The disk is full.", { detail });
}

/** What an undisturbed follower makes of the ledger. */
async function digestOf(ledger: TemporaryLedger, headSeq: number): Promise<string> {
  const index = new EventIndexOracle();
  const follower = follow(ledger.openReader(), index);
  await follower.open();
  await follower.catchUp(headSeq);
  await follower.close();
  return await index.digest();
}

test("carries every record over, cut where the ledger's segments begin", async () => {
  await using ledger = await temporaryLedger();
  const head = ledger.append(60);
  const reader = ledger.openReader();
  const index = new EventIndexOracle();
  const batches: IndexBatch[] = [];
  const follower = follow(reader, {
    ...forwarding(index),
    index: (batch) => {
      batches.push(asEntries(batch));
      return index.index(batch);
    },
  });
  await follower.open();
  await follower.catchUp(head);

  expect(follower.state()).toEqual({
    name: "index",
    ledger: "main",
    throughSeq: head,
    headSeq: head,
    status: "following",
  });
  const segments = reader.segments();
  expect(segments.length).toBeGreaterThan(2);
  for (const { segmentFirstSeq, entries } of batches) {
    const segment = segments.find(({ firstSeq }) => firstSeq === segmentFirstSeq);
    expect(entries[0]?.seq).toBeGreaterThanOrEqual(segmentFirstSeq);
    expect(entries.at(-1)?.seq).toBeLessThanOrEqual(segment?.lastSeq ?? 0);
  }
  const seqs = batches.flatMap(({ entries }) => entries.map(({ seq }) => seq));
  expect(seqs).toEqual(Array.from({ length: head }, (_, place) => place + 1));
  const found = await index.search({
    expression: { kind: "token", token: "t:tx00000000000003" },
    order: "oldest",
    limit: 10,
  });
  expect(found.map(({ seq }) => seq)).toEqual([11, 12, 13, 14, 15]);
  await follower.close();
});

test("never reads beyond the head it was told", async () => {
  await using ledger = await temporaryLedger();
  ledger.append(20);
  const index = new EventIndexOracle();
  const follower = follow(ledger.openReader(), index);
  await follower.open();
  await follower.catchUp(7);
  expect(await index.watermark("main")).toBe(7);
  await follower.catchUp(20);
  expect(await index.count({ expression: ALL })).toBe(20);
  await follower.close();
});

test("reports progress while it catches up", async () => {
  await using ledger = await temporaryLedger();
  const head = ledger.append(60);
  const follower = follow(ledger.openReader(), new EventIndexOracle());
  await follower.open();
  const seen: FollowerState[] = [];
  await follower.catchUp(head, { onProgress: (state) => seen.push(state) });
  const positions = seen.map((state) => state.throughSeq);
  expect(positions.length).toBeGreaterThan(2);
  expect(positions).toEqual(positions.toSorted((a, b) => a - b));
  expect(positions.at(-1)).toBe(head);
  expect(seen[0]?.status).toBe("catching-up");
  await follower.close();
});

test("goes on where another follower stopped", async () => {
  await using ledger = await temporaryLedger();
  const index = new FailingIndex();
  const first = follow(ledger.openReader(), index);
  await first.open();
  await first.catchUp(ledger.append(10));
  await first.close();
  const second = follow(ledger.openReader(), index);
  expect(await second.open()).toMatchObject({ throughSeq: 10 });
  await second.catchUp(ledger.append(10));
  expect(await index.count({ expression: ALL })).toBe(20);
  await second.close();
});

test("stands still while paused, and says so", async () => {
  await using ledger = await temporaryLedger();
  const index = new FailingIndex();
  const follower = follow(ledger.openReader(), index);
  await follower.open();
  await follower.catchUp(ledger.append(5));
  follower.pause();
  const calls = index.calls;
  follower.advance(ledger.append(5));
  expect(follower.state()).toMatchObject({ status: "paused", throughSeq: 5, headSeq: 10 });
  follower.resume();
  await follower.catchUp(10);
  expect(index.calls).toBeGreaterThan(calls);
  expect(follower.state()).toMatchObject({ status: "following", throughSeq: 10 });
  await follower.close();
});

test("tries a failing index again, later and later, and loses nothing", async () => {
  await using ledger = await temporaryLedger();
  const index = new FailingIndex();
  const timer = new ManualTimer();
  const follower = follow(ledger.openReader(), index, timer);
  await follower.open();
  const rounds = 12;
  for (let round = 0; round < rounds; round += 1) index.failures.push(unavailable());
  const head = ledger.append(10);
  await expect(follower.catchUp(head)).rejects.toMatchObject({ code: "index-unavailable" });
  expect(follower.state()).toMatchObject({ status: "failed", reason: "The disk is full." });
  for (let round = 1; round < rounds; round += 1) {
    const calls = index.calls;
    const failed = stateOf(follower, (state) => isFailed(state) && index.calls > calls);
    timer.fire();
    await failed;
  }
  const caughtUp = follower.catchUp(head);
  timer.fire();
  await caughtUp;
  expect(follower.state()).toMatchObject({ status: "following", throughSeq: 10 });
  expect(follower.state()).not.toHaveProperty("reason");
  expect(await index.digest()).toBe(await digestOf(ledger, head));
  expect(timer.delays.slice(0, 3)).toEqual([1, 2, 4].map((times) => times * RETRY_DELAY_MS_MIN));
  expect(timer.delays.at(-1)).toBe(RETRY_DELAY_MS_MAX);

  index.failures.push(unavailable());
  await expect(follower.catchUp(ledger.append(1))).rejects.toMatchObject({
    code: "index-unavailable",
  });
  expect(timer.delays.at(-1)).toBe(RETRY_DELAY_MS_MIN);
  await follower.close();
  expect(timer.isPending).toBe(false);
});

test("stops for good at a corrupt ledger", async () => {
  await using ledger = await temporaryLedger();
  const head = ledger.append(20);
  const reader = ledger.openReader();
  const file = join(ledger.ledgerDirectory, "00000000000000000001.ndjson");
  const bytes = readFileSync(file);
  const damagedAt = bytes.indexOf("Payment number 5") + 2;
  bytes[damagedAt] = 0x21;
  writeFileSync(file, bytes);
  const index = new FailingIndex();
  const timer = new ManualTimer();
  const follower = follow(reader, index, timer);
  await follower.open();
  await expect(follower.catchUp(head)).rejects.toMatchObject({ code: "ledger-corrupt" });
  expect(follower.state()).toMatchObject({ status: "failed" });
  expect(timer.isPending).toBe(false);
  const calls = index.calls;
  await expect(follower.catchUp(head)).rejects.toMatchObject({ code: "ledger-corrupt" });
  expect(index.calls).toBe(calls);
  await follower.close();
});

test("refuses an index that is ahead of the ledger", async () => {
  await using long = await temporaryLedger();
  const index = new EventIndexOracle();
  const first = follow(long.openReader(), index);
  await first.open();
  await first.catchUp(long.append(10));
  await first.close();
  await using short = await temporaryLedger();
  const second = follow(short.openReader(), index);
  await second.open();
  await expect(second.catchUp(short.append(3))).rejects.toMatchObject({
    code: "ledger-corrupt",
    message: expect.stringContaining("rebuild"),
  });
  expect(second.state().status).toBe("failed");
  await second.close();
});

test("refuses an index that was made from other records, though the ledger is longer", async () => {
  await using one = await temporaryLedger();
  const index = new EventIndexOracle();
  const first = follow(one.openReader(), index);
  await first.open();
  await first.catchUp(one.append(10));
  await first.close();
  await using other = await temporaryLedger();
  // Other groups, so that no line is the same.
  for (let record = 0; record < 20; record += 1) other.append(1);
  const second = follow(other.openReader(), index);
  await second.open();
  await expect(second.catchUp(20)).rejects.toMatchObject({
    code: "ledger-corrupt",
    message: expect.stringContaining("another record 10"),
  });
  expect(second.state()).toMatchObject({ status: "failed", throughSeq: 10 });
  expect(await index.watermark("main")).toBe(10);
  await second.close();
});

test("repairs a damaged partition from the ledger", async () => {
  await using ledger = await temporaryLedger();
  const head = ledger.append(60);
  const directory = join(ledger.root, "index");
  const timer = new ManualTimer();

  const writer = openSqliteIndexWriter({ directory });
  const first = follow(ledger.openReader(), writer, timer);
  await first.open();
  await first.catchUp(head);
  await first.close();
  await writer.close();
  const reader = openSqliteIndexReader({ directory });
  const before = await reader.digest();
  await reader.close();

  const second = ledger.openReader();
  second.advance(head);
  const segmentFirstSeq = second.segments()[1]?.firstSeq ?? 0;
  expect(segmentFirstSeq).toBeGreaterThan(1);
  const name = `${String(segmentFirstSeq).padStart(20, "0")}.db`;
  writeFileSync(join(directory, "main", name), Buffer.alloc(10_000, 1));

  const repairing = openSqliteIndexWriter({ directory });
  const follower = follow(second, repairing, timer);
  const opened = await follower.open();
  expect(opened).toMatchObject({ status: "failed", reason: expect.stringContaining("repair") });
  const caughtUp = follower.catchUp(head);
  timer.fire();
  await caughtUp;
  expect(follower.state()).toMatchObject({ status: "following", throughSeq: head });
  const repaired = openSqliteIndexReader({ directory });
  expect(await repaired.digest()).toBe(before);
  await repaired.close();
  await follower.close();
  await repairing.close();
});

test("takes what is handed over, and reads from the ledger what does not fit", async () => {
  await using ledger = await temporaryLedger(1_000_000);
  const reader = ledger.openReader();
  const readBlocks: number[] = [];
  const watched: LedgerReader = {
    ...forwardingReader(reader),
    readBlock(fromSeq, limits) {
      readBlocks.push(fromSeq);
      return reader.readBlock(fromSeq, limits);
    },
  };
  const index = new EventIndexOracle();
  const follower = follow(watched, index);
  await follower.open();
  const recent = new RecentIdentifiers();
  const batch = (first: number, last: number): PackedBatch =>
    packBatch({
      ledger: "main",
      segmentFirstSeq: 1,
      entries: Array.from({ length: last - first + 1 }, (_, place) => {
        const seq = first + place;
        const event = { ...eventOf(seq), type: "order.placed", time: String(eventOf(seq)["time"]) };
        return createIndexEntry(
          { ledger: "main", seq, source: { name: "api" }, event },
          { hash: noHash, segmentFirstSeq: 1, recent },
        );
      }),
    });

  ledger.append(10);
  follower.offer(batch(1, 10));
  await follower.catchUp(10);
  expect(readBlocks).toEqual([]);

  ledger.append(10);
  follower.offer(batch(16, 20));
  await follower.catchUp(20);
  expect(readBlocks).toEqual([11]);

  ledger.append(10);
  follower.offer({ ...batch(21, 30), segmentFirstSeq: 21 });
  await follower.catchUp(30);
  expect(readBlocks).toEqual([11, 21]);

  expect(await index.digest()).toBe(await digestOf(ledger, 30));
  await follower.close();
});

test("puts what waits into one transaction, segment by segment", async () => {
  await using ledger = await temporaryLedger();
  const head = ledger.append(60);
  const reader = ledger.openReader();
  reader.advance(head);
  const segments = reader.segments();
  expect(segments.length).toBeGreaterThan(2);
  const index = new FailingIndex();
  const follower = follow(ledger.openReader(), index);
  await follower.open();
  const recent = new RecentIdentifiers();
  for (const { firstSeq, lastSeq } of segments) {
    for (let seq = firstSeq; seq <= lastSeq; seq += 1) {
      const event = { ...eventOf(seq), type: "order.placed", time: String(eventOf(seq)["time"]) };
      const entry = createIndexEntry(
        { ledger: "main", seq, source: { name: "api" }, event },
        { hash: noHash, segmentFirstSeq: firstSeq, recent },
      );
      const batch = { ledger: "main", segmentFirstSeq: firstSeq, entries: [entry] };
      follower.offer(packBatch(batch));
    }
  }
  await follower.catchUp(head);
  // The first record is indexed at once; the rest waits together.
  expect(index.calls).toBeLessThanOrEqual(segments.length + 2);
  expect(await index.digest()).toBe(await digestOf(ledger, head));
  await follower.close();
});

test("says closed after closing, and rejects who waits", async () => {
  await using ledger = await temporaryLedger();
  const head = ledger.append(5);
  const follower = follow(ledger.openReader(), new EventIndexOracle());
  await follower.open();
  follower.pause();
  const waiting = follower.catchUp(head);
  const closing = follower.close();
  await expect(waiting).rejects.toMatchObject({ code: "closed" });
  await closing;
  expect(() => follower.advance(head)).toThrow(expect.objectContaining({ code: "closed" }));
  expect(() => follower.pause()).toThrow(expect.objectContaining({ code: "closed" }));
  await expect(follower.open()).rejects.toMatchObject({ code: "closed" });
});

/** A plain object with the writer's methods, for tests that replace one. */
function forwarding(index: EventIndexWriter): EventIndexWriter {
  return {
    index: (batch) => index.index(batch),
    watermark: (ledger) => index.watermark(ledger),
    position: (ledger) => index.position(ledger),
    dropBefore: (ledger, seq) => index.dropBefore(ledger, seq),
    discardFrom: (ledger, seq) => index.discardFrom(ledger, seq),
    compact: (pagesMax) => index.compact(pagesMax),
    clear: () => index.clear(),
    close: () => index.close(),
  };
}

/** A plain object with the reader's methods, for tests that replace one. Its head is told to the reader. */
function forwardingReader(reader: LedgerReader): LedgerReader {
  return {
    ledger: reader.ledger,
    get headSeq() {
      return reader.headSeq;
    },
    advance: (headSeq) => reader.advance(headSeq),
    readLine: (seq) => reader.readLine(seq),
    readBatch: (fromSeq, limits) => reader.readBatch(fromSeq, limits),
    readBlock: (fromSeq, limits) => reader.readBlock(fromSeq, limits),
    segments: () => reader.segments(),
    segmentOf: (seq) => reader.segmentOf(seq),
    close: () => reader.close(),
  };
}
