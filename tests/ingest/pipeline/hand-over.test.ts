import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { TracewellError } from "#domain/errors.ts";
import type { IngestRequest } from "#ingest/pipeline/ingest-gateway.ts";
import { createTokenHasher } from "#ingest/protection/token-hasher.ts";
import { nodeFiles } from "#storage/files/node-files.ts";
import type { EventIndexWriter } from "#storage/index/event-index.ts";
import { LedgerFollower } from "#storage/index/ledger-follower.ts";
import type { PackedBatch } from "#storage/index/packed-batch.ts";
import { openSqliteIndexReader } from "#storage/index/sqlite/event-index-reader.ts";
import { openSqliteIndexWriter } from "#storage/index/sqlite/event-index-writer.ts";
import {
  nearlyPlainEvents,
  plainEvents,
} from "../../domain/plain-events/plain-event-arbitraries.ts";
import { TestPipeline, request } from "./open-pipeline.ts";

const SEGMENT_BYTES = 6_000;

const line = fc
  .oneof(
    { weight: 6, arbitrary: plainEvents },
    { weight: 1, arbitrary: nearlyPlainEvents },
    {
      weight: 3,
      arbitrary: fc.record({
        id: fc.constantFrom("r1", "r2", "r3"),
        type: fc.constant("order.placed"),
        time: fc.constantFrom("2026-01-31T09:05:00.120Z", "2026-01-31T09:05:00.121Z"),
        attributes: fc.constantFrom({ email: "ann@shop.example" }, { store: "eu" }),
      }),
    },
  )
  .map((event) => `${JSON.stringify(event)}\n`);

const requests = fc
  .array(
    fc.tuple(
      fc.array(line, { maxLength: 6 }).map((lines) => lines.join("")),
      fc.constantFrom("shop", "Shop 2", "läden"),
    ),
    { minLength: 1, maxLength: 5 },
  )
  .map((given) => given.map(([body, sourceName]): IngestRequest => request(body, { sourceName })));

/** What becomes of a group on its way to the index. */
const fate = fc.constantFrom(
  "offered",
  "offered",
  "offered",
  "told",
  "late",
  "fails",
  "pause",
  "resume",
  "settle",
  "restart",
);

/** An index whose next call fails when it is told so: before it writes, or after. */
class UnsteadyIndex {
  failing: "before" | "after" | null = null;
  readonly writer: EventIndexWriter;

  constructor(directory: string) {
    const writer = openSqliteIndexWriter({ directory });
    this.writer = {
      index: async (batch) => {
        const { failing } = this;
        this.failing = null;
        if (failing === "before") throw unavailable();
        await writer.index(batch);
        if (failing === "after") throw unavailable();
      },
      watermark: (ledger) => writer.watermark(ledger),
      position: (ledger) => writer.position(ledger),
      dropBefore: (ledger, seq) => writer.dropBefore(ledger, seq),
      discardFrom: (ledger, seq) => writer.discardFrom(ledger, seq),
      compact: (pagesMax) => writer.compact(pagesMax),
      clear: () => writer.clear(),
      close: () => writer.close(),
    };
  }
}

function unavailable(): TracewellError {
  return new TracewellError("index-unavailable", "The disk is full.");
}

/** The half of a service that follows; every failure is tried again at once. */
async function startFollowing(pipeline: TestPipeline, directory: string, headSeq: number) {
  const index = new UnsteadyIndex(directory);
  const reader = pipeline.openReader();
  const follower = new LedgerFollower({
    name: "index",
    reader,
    writer: index.writer,
    hash: createTokenHasher(pipeline.keys),
    timer: (_delayMs, callback) => {
      const immediate = setImmediate(callback);
      return () => clearImmediate(immediate);
    },
  });
  await follower.open();
  follower.advance(headSeq);
  return {
    index,
    follower,
    async close() {
      await follower.close();
      await index.writer.close();
      reader.close();
    },
  };
}

async function settle(follower: LedgerFollower, headSeq: number): Promise<void> {
  for (;;) {
    try {
      await follower.catchUp(headSeq);
      return;
    } catch (error) {
      if (!(error instanceof TracewellError) || error.code !== "index-unavailable") throw error;
    }
  }
}

async function digestOf(directory: string): Promise<string> {
  const reader = openSqliteIndexReader({ directory });
  try {
    return await reader.digest();
  } finally {
    await reader.close();
  }
}

test("whatever befalls what is handed over, the index is as the ledger alone makes it", async () => {
  let offered = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(requests, fate), { minLength: 1, maxLength: 14 }),
      async (groups) => {
        using pipeline = new TestPipeline(nodeFiles, { segmentBytesMax: SEGMENT_BYTES });
        const directory = join(pipeline.directory, "index");
        let headSeq = 0;
        let half = await startFollowing(pipeline, directory, headSeq);
        let late: PackedBatch | null = null;
        for (const [given, what] of groups) {
          const { group } = pipeline.pipeline.run(given);
          const packed = pipeline.pipeline.takePacked();
          headSeq = group?.lastSeq ?? headSeq;
          if (what === "pause") half.follower.pause();
          if (what === "resume") half.follower.resume();
          if (what === "fails") half.index.failing = given.length % 2 === 0 ? "before" : "after";
          if (what === "restart") {
            await half.close();
            half = await startFollowing(pipeline, directory, headSeq);
          }
          if (what !== "told" && what !== "late" && packed !== null) {
            half.follower.offer(packed);
            offered += 1;
          } else half.follower.advance(headSeq);
          if (late !== null) half.follower.offer(late);
          late = what === "late" ? packed : null;
          if (what === "settle") {
            half.follower.resume();
            await settle(half.follower, headSeq);
          }
        }
        half.follower.resume();
        await settle(half.follower, headSeq);
        await half.close();
        const fresh = join(pipeline.directory, "fresh");
        const undisturbed = await startFollowing(pipeline, fresh, headSeq);
        await settle(undisturbed.follower, headSeq);
        await undisturbed.close();
        expect(await digestOf(directory)).toBe(await digestOf(fresh));
      },
    ),
    { numRuns: 10 },
  );
  expect(offered).toBeGreaterThan(10);
}, 60_000);
