import { existsSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { DEFAULT_DEADLINES } from "#domain/lifecycles/deadlines.ts";
import { lifecycleBasis } from "#storage/lifecycles/lifecycle-basis.ts";
import { openLifecycleReader } from "#storage/lifecycles/sqlite/open-lifecycle-reader.ts";
import { openLifecycleWriter } from "#storage/lifecycles/sqlite/open-lifecycle-writer.ts";
import { batch, finding, judged, order } from "../../../contract/lifecycle-batches.ts";
import { LifecycleStage } from "../lifecycle-stage.ts";
import { minutesMs, paidOrder } from "../told-events.ts";

const NOW_MS = minutesMs(60);
const BASIS = lifecycleBasis(DEFAULT_DEADLINES);

async function stage(): Promise<LifecycleStage> {
  return await LifecycleStage.open({ nowMs: NOW_MS });
}

test("a view that is not there yet reads as empty, and is read once it is there", async () => {
  await using lives = await stage();
  const file = lives.newFile();
  const reader = lives.openReader(file);
  expect(await reader.watermarks()).toEqual([]);
  expect(existsSync(file)).toBe(false);
  lives.append(paidOrder("100000001", 0));
  await lives.follow(file);
  expect(await reader.watermarks()).toMatchObject([{ ledger: "main", throughSeq: 5 }]);
});

test("a reader notices that another file took the place of the one it read", async () => {
  await using lives = await stage();
  const file = lives.newFile();
  lives.append(paidOrder("100000001", 0));
  await lives.follow(file);
  const reader = lives.openReader(file);
  const digest = await reader.digest();
  writeFileSync(file, "no database any more, and far from it".repeat(200));
  const writer = lives.openWriter(file);
  expect(await reader.watermarks()).toEqual([]);
  await writer.close();
  await lives.follow(file);
  expect(await reader.digest()).toBe(digest);
});

test.each(["models", "rules", "deadlines"] as const)(
  "a view made by other %s is made anew, and nothing is told again",
  async (part) => {
    await using lives = await stage();
    const file = lives.newFile();
    const before = openLifecycleWriter({ file, basis: BASIS });
    const found = { findings: [finding(order("1"), "order.stuck")] };
    await before.write(batch(1, 4, { judged: [judged(order("1"), {}, found)] }));
    await before.close();

    const unchanged = openLifecycleWriter({
      file,
      basis: lifecycleBasis({ ...DEFAULT_DEADLINES }),
    });
    expect(await unchanged.position("main")).toMatchObject({ throughSeq: 4 });
    await unchanged.close();

    const other = {
      models: { ...BASIS, models: { ...BASIS.models, order: BASIS.models.order + 1 } },
      rules: { ...BASIS, rules: BASIS.rules + 1 },
      deadlines: { ...BASIS, deadlines: { ...BASIS.deadlines, mailMs: 1 } },
    }[part];
    const after = openLifecycleWriter({ file, basis: other });
    expect(await after.position("main")).toEqual({ ledger: "main", throughSeq: 0 });
    await after.write(batch(1, 4, { judged: [judged(order("1"), {}, found)] }));
    const reader = openLifecycleReader({ file });
    expect((await reader.findingChanges(0, 10)).map(({ change }) => change)).toEqual(["found"]);
    await reader.close();
    await after.close();
  },
);

test("a file of another version, or of something else, is made anew", async () => {
  await using lives = await stage();
  for (const spoil of ["PRAGMA user_version = 9999", "PRAGMA application_id = 1"]) {
    const file = lives.newFile();
    const writer = openLifecycleWriter({ file, basis: BASIS });
    await writer.write(batch(1, 4));
    await writer.close();
    const { DatabaseSync } = await import("node:sqlite");
    const database = new DatabaseSync(file);
    database.exec(spoil);
    database.close();
    const after = openLifecycleWriter({ file, basis: BASIS });
    expect(await after.position("main")).toEqual({ ledger: "main", throughSeq: 0 });
    await after.close();
  }
});
