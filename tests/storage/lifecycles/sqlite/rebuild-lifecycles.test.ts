import { existsSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import type { RebuildProgress } from "#storage/index/rebuild-index.ts";
import {
  rebuildLifecycles,
  type RebuildLifecyclesOptions,
} from "#storage/lifecycles/sqlite/rebuild-lifecycles.ts";
import { LifecycleStage } from "../lifecycle-stage.ts";
import { minutesMs, paidOrder } from "../told-events.ts";

const ORDERS = ["100000001", "100000002", "100000003"];

/** A followed view of some orders, of which nothing but the payment is told. */
async function followed(): Promise<{ stage: LifecycleStage; file: string }> {
  const stage = await LifecycleStage.open({ nowMs: minutesMs(120) });
  stage.append(ORDERS.flatMap((order, place) => paidOrder(order, place)));
  const file = stage.newFile();
  await stage.follow(file);
  return { stage, file };
}

function optionsOf(stage: LifecycleStage, file: string): RebuildLifecyclesOptions {
  const ledger = stage.openLedger();
  ledger.advance(stage.ledger.headSeq);
  const { deadlines, nowMs } = stage;
  return { file, ledger, deadlines, nowMs: () => nowMs, now: () => performance.now() };
}

test("the view made anew is the one that was followed, and nothing is told again", async () => {
  const { stage, file } = await followed();
  await using _stage = stage;
  const reader = stage.openReader(file);
  const digest = await reader.digest();
  const changes = await reader.findingChanges(0, 100);
  const feed = await reader.findingFeed();
  expect(changes.length).toBeGreaterThan(0);
  stage.nowMs += 1;
  const phases: RebuildProgress[] = [];
  const onProgress = (progress: RebuildProgress) => void phases.push(progress);
  const report = await rebuildLifecycles({ ...optionsOf(stage, file), onProgress });
  expect(report).toMatchObject({
    records: 15,
    equal: true,
    digestBefore: digest,
    digestAfter: digest,
    recordsBeyondLedger: 0,
  });
  expect(phases.at(-1)).toMatchObject({ records: 15, recordsTotal: 15 });
  expect(await reader.digest()).toBe(digest);
  expect(await reader.findingChanges(0, 100)).toEqual(changes);
  expect(await reader.findingFeed()).toEqual(feed);
});

test("deadlines that passed since are judged, and told", async () => {
  const { stage, file } = await followed();
  await using _stage = stage;
  const reader = stage.openReader(file);
  const { last } = await reader.findingFeed();
  stage.nowMs += 40 * 24 * 3_600_000;
  const report = await rebuildLifecycles(optionsOf(stage, file));
  expect(report.equal).toBe(true);
  const whole = stage.newFile();
  await stage.follow(whole);
  expect(await reader.digest()).toBe(await stage.digestOf(whole));
  const wholeReader = stage.openReader(whole);
  const told = (await wholeReader.findingFeed()).last;
  const gone = (await reader.findingChanges(0, 1_000)).filter(({ change }) => change === "gone");
  expect((await reader.findingFeed()).last - last).toBe(told - last + 2 * gone.length);
});

test("a view that says something else than the ledger is found out and replaced", async () => {
  const { stage, file } = await followed();
  await using _stage = stage;
  const digest = await stage.digestOf(file);
  const database = new DatabaseSync(file);
  database.exec("UPDATE objects SET state = 'lost' WHERE key = 2");
  database.close();
  const report = await rebuildLifecycles(optionsOf(stage, file));
  expect(report.equal).toBe(false);
  expect(report.digestAfter).toBe(digest);
  expect(await stage.digestOf(file)).toBe(digest);
});

test("records that came since, or were never there, are carried over", async () => {
  const { stage, file } = await followed();
  await using _stage = stage;
  stage.append(paidOrder("100000009", 30));
  expect(await rebuildLifecycles(optionsOf(stage, file))).toMatchObject({ equal: true });
  const whole = stage.newFile();
  const report = await rebuildLifecycles(optionsOf(stage, whole));
  expect(report).toMatchObject({ digestBefore: null, equal: false, records: 20 });
  expect(await stage.digestOf(whole)).toBe(await stage.digestOf(file));
});

test("one that is interrupted leaves the old view as it was", async () => {
  const { stage, file } = await followed();
  await using _stage = stage;
  const digest = await stage.digestOf(file);
  const stop = new AbortController();
  const onProgress = ({ records }: RebuildProgress) => {
    if (records > 0) stop.abort(new Error("Enough."));
  };
  const options = { ...optionsOf(stage, file), onProgress, signal: stop.signal };
  await expect(rebuildLifecycles(options)).rejects.toThrow("Enough.");
  expect(existsSync(`${file}.rebuilding`)).toBe(false);
  expect(await stage.digestOf(file)).toBe(digest);
});
