import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { advance, hasSameTail, surveyPiece } from "#storage/checkpoints/file-checkpoint.ts";
import type { FileCheckpoint } from "#storage/checkpoints/file-checkpoint.ts";
import { openCheckpointStore } from "#storage/checkpoints/sqlite-checkpoint-store.ts";

let directory = "";
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "tracewell-checkpoints-"));
});
afterEach(() => rmSync(directory, { recursive: true }));

const checkpoint: FileCheckpoint = {
  source: "shop",
  file: 1,
  fingerprint: "f".repeat(16),
  path: "/logs/app.log",
  device: 1,
  inode: 2,
  offset: 0,
  line: 1,
  checksum: 0,
  tail: "",
};

function open(headSeq: number, resets: string[] = []) {
  return openCheckpointStore({ directory, headSeq, onReset: (reason) => resets.push(reason) });
}

test("checkpoints are kept by source and file, the last one each", () => {
  const store = open(0);
  store.save([checkpoint, { ...checkpoint, file: 2 }, { ...checkpoint, source: "till" }], 1);
  store.saveDurably([{ ...checkpoint, offset: 10, closing: 5 }], 2);
  store.forget("shop", [2]);
  store.close();
  const again = open(2);
  expect(again.list("shop")).toEqual([{ ...checkpoint, offset: 10, closing: 5 }]);
  expect(again.list("till")).toHaveLength(1);
  again.close();
});

test("one that stands on records the ledger does not have is forgotten", () => {
  const store = open(9);
  store.save([checkpoint], 7);
  store.save([{ ...checkpoint, file: 2 }], 8);
  store.close();
  const again = open(7);
  expect(again.list("shop").map(({ file }) => file)).toEqual([1]);
  again.close();
});

test("a damaged file is put aside and told of", () => {
  const store = open(1);
  store.save([checkpoint], 1);
  store.close();
  writeFileSync(join(directory, "checkpoints", "files.sqlite"), "this is no database at all");
  const resets: string[] = [];
  const again = open(1, resets);
  expect(again.list("shop")).toEqual([]);
  expect(resets).toHaveLength(1);
  expect(readdirSync(join(directory, "checkpoints"))).toContain("files.damaged");
  again.close();
});

test("advancing is the same with and without a survey, and for every split", async () => {
  const content = Buffer.from("first\nsecond\nthird\nfou");
  const whole = advance({ before: checkpoint }, content, 19, undefined);
  const surveyed = { before: checkpoint, survey: surveyPiece(checkpoint, content) };
  expect(advance(surveyed, content, 19, undefined)).toEqual(whole);
  expect(whole).toMatchObject({ offset: 19, line: 4 });
  for (let at = 1; at < 19; at++) {
    const before = advance({ before: checkpoint }, content, at, undefined);
    const after = advance({ before }, content.subarray(at), 19 - at, undefined);
    expect(after).toMatchObject({ offset: 19, line: 4, checksum: whole.checksum });
    const read = async (position: number, length: number) =>
      content.subarray(position, position + length);
    expect(await hasSameTail(after, read)).toBe(true);
    expect(await hasSameTail(after, async (from, length) => Buffer.alloc(length, from))).toBe(
      false,
    );
  }
});
