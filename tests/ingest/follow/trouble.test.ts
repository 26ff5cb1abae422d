import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { gzipSync, zstdCompressSync } from "node:zlib";
import { expect, test } from "vitest";
import { TracewellError } from "#domain/errors.ts";
import { FollowStage, lineOf, linesOf, messagesOf } from "./follow-stage.ts";

test("a clock that is set back stops nothing", async () => {
  await using stage = await new FollowStage({ format: "text" }).start();
  await stage.until(() => stage.records().length === 1);
  stage.setClock(-3_600_000);
  writeFileSync(stage.path("app.log"), "2026-06-01T10:00:00.000Z one\n");
  await stage.until(() => stage.messages().length === 1, 50);
  stage.pass(61_000);
  await stage.until(() => stage.sourceEvents().length === 1);
  expect(stage.sourceEvents()[0]?.type).toBe("source.heartbeat");
});

test("a pipe in the place of a file is told of, and waited for by nobody", async () => {
  await using stage = new FollowStage();
  execFileSync("mkfifo", [stage.path("pipe.log")]);
  stage.pretendsFile = stage.path("pipe.log");
  writeFileSync(stage.path("app.log"), linesOf(0, 2));
  await stage.start();
  await stage.until(() => stage.messages().length === 2 && stage.sourceEvents().length === 1);
  expect(stage.sourceEvents()[0]?.reason).toContain("a pipe");
});

test("a link that leads elsewhere after it was found is not read", async () => {
  await using stage = new FollowStage();
  stage.forbidden = "data";
  writeFileSync(join(stage.pipeline.dataDir, "secret"), linesOf(50, 51));
  symlinkSync(join(stage.pipeline.dataDir, "secret"), stage.path("app.log"));
  stage.pretendsRealPath = stage.path("app.log");
  await stage.start();
  await stage.until(() => stage.sourceEvents().length === 1);
  expect(stage.sourceEvents()[0]?.reason).toContain("may not be followed");
  expect(stage.messages()).toEqual([]);
});

test("a source whose checkpoints cannot be read at first is followed later", async () => {
  await using stage = new FollowStage();
  writeFileSync(stage.path("app.log"), linesOf(0, 2));
  stage.checkpointFailure = new Error("Not now.");
  await stage.start();
  await stage.until(() => stage.problems.length === 1);
  stage.checkpointFailure = null;
  await stage.until(() => stage.messages().length === 2, 100);
  expect(stage.records().filter(({ type }) => type === "source.started")).toHaveLength(1);
});

test("a source with a file that fails is lost until it can be read, and told of once", async () => {
  await using stage = await new FollowStage().start();
  writeFileSync(stage.path("app.log"), linesOf(0, 2));
  await stage.untilCurrent(["app.log"]);
  stage.failure = new TracewellError("unknown-format", "No such format.");
  stage.failsPieces = true;
  appendFileSync(stage.path("app.log"), linesOf(2, 3));
  await stage.until(() => stage.sourceEvents().length === 1, 50);
  for (let look = 0; look < 4; look++) {
    stage.pass(10_000);
    writeFileSync(stage.path(`other${look}.txt`), "");
    await stage.until(() => stage.engine.followedFiles("shop").length === look + 2);
  }
  expect(stage.sourceEvents().filter(({ type }) => type !== "source.heartbeat")).toHaveLength(1);
  stage.failure = null;
  await stage.until(() => stage.sourceEvents().some(({ type }) => type === "source.recovered"), 50);
  expect(stage.messages()).toEqual(messagesOf(0, 3));
});

test("bytes that are missed while a source is lost do not make it recover", async () => {
  await using stage = await new FollowStage().start();
  stage.unreadable = stage.path("other.log");
  writeFileSync(stage.path("other.log"), linesOf(5, 6));
  writeFileSync(stage.path("app.log"), linesOf(0, 2) + lineOf("torn").slice(0, 20));
  await stage.until(() => stage.messages().length === 2 && stage.sourceEvents().length === 1);
  await stage.until(() =>
    stage.engine.followedFiles("shop").some(({ state }) => state === "unfinished"),
  );
  truncateSync(stage.path("app.log"));
  await stage.until(() => stage.sourceEvents().some(({ reason }) => reason?.includes("gone")), 50);
  expect(stage.sourceEvents().map(({ type }) => type)).not.toContain("source.recovered");
});

test("a file that left the globs is read as long as it grows", async () => {
  await using stage = await new FollowStage().start();
  writeFileSync(stage.path("app.log"), linesOf(0, 2));
  await stage.until(() => stage.messages().length === 2);
  const away = join(stage.pipeline.directory, "away");
  renameSync(stage.path("app.log"), away);
  await stage.until(() => stage.engine.followedFiles("shop").length === 0);
  for (let at = 2; at < 5; at++) {
    appendFileSync(away, linesOf(at, at + 1));
    await stage.until(() => stage.messages().length === at + 1, 20);
    stage.pass(4_000);
  }
  expect(stage.messages()).toEqual(messagesOf(0, 5));
});

test("a file that fails after it left the globs is told of", async () => {
  await using stage = await new FollowStage().start();
  writeFileSync(stage.path("app.log"), linesOf(0, 2));
  writeFileSync(stage.path("other.log"), linesOf(5, 6));
  await stage.untilCurrent(["app.log", "other.log"]);
  const away = join(stage.pipeline.directory, "away");
  renameSync(stage.path("app.log"), away);
  await stage.until(() => stage.engine.followedFiles("shop").length === 1);
  stage.failure = new TracewellError("unknown-format", "No such format.");
  stage.failsPieces = true;
  appendFileSync(away, linesOf(2, 3));
  await stage.until(() => stage.sourceEvents().length === 1);
  expect(stage.sourceEvents()[0]?.reason).toContain("No such format.");
  stage.failure = null;
  await stage.until(() => stage.messages().includes("m2"), 100);
});

test("after a restart without any file the source is lost", async () => {
  await using stage = await new FollowStage().start();
  writeFileSync(stage.path("app.log"), linesOf(0, 2));
  await stage.untilCurrent(["app.log"]);
  await stage.stop();
  rmSync(stage.path("app.log"));
  await stage.restart();
  await stage.until(() => stage.sourceEvents().length === 1);
  expect(stage.sourceEvents()[0]).toMatchObject({ type: "source.lost" });
});

test("what was to be closed and was cut off is forgotten", async () => {
  await using stage = new FollowStage({ format: "text" });
  await stage.start();
  const first = "2026-06-01T10:00:00.000Z one\n";
  writeFileSync(stage.path("app.log"), `${first}  detail\n  more\n`);
  await stage.until(() => stage.engine.followedFiles("shop")[0]?.state === "unfinished");
  stage.losesCheckpoints = true;
  await stage.until(() => stage.messages().length === 1, 50);
  await stage.stop();
  truncateSync(stage.path("app.log"), first.length);
  stage.losesCheckpoints = false;
  await stage.restart();
  await stage.until(() => stage.engine.followedFiles("shop")[0]?.state === "current", 50);
  expect(stage.messages()).toHaveLength(2);
});

test("a directory that is made anew is watched again", async () => {
  await using stage = await new FollowStage().start();
  writeFileSync(stage.path("app.log"), linesOf(0, 2));
  await stage.untilCurrent(["app.log"]);
  rmSync(stage.logs, { recursive: true });
  await stage.until(() => stage.sourceEvents().length === 1);
  stage.pass(20_000);
  // Nothing is looked for any more: the system alone tells of what comes.
  await stage.until(() => !stage.isLookingAround());
  mkdirSync(stage.logs);
  writeFileSync(stage.path("app.log"), linesOf(10, 12));
  await stage.until(() => stage.messages().length === 4);
  appendFileSync(stage.path("app.log"), linesOf(12, 13));
  await stage.until(() => stage.messages().length === 5);
  expect(stage.messages()).toEqual(["m0", "m1", "m10", "m11", "m12"]);
});

test("half a first line that was rotated away is joined with its end", async () => {
  await using stage = await new FollowStage().start();
  const line = lineOf("m0");
  writeFileSync(stage.path("app.log"), line.slice(0, 30));
  await stage.until(() => stage.engine.followedFiles("shop")[0]?.state === "waiting");
  renameSync(stage.path("app.log"), stage.path("app.log.1"));
  writeFileSync(stage.path("app.log"), line.slice(30) + linesOf(1, 3));
  await stage.until(() => stage.messages().length === 3, 50);
  expect(stage.messages()).toEqual(messagesOf(0, 3));
  expect(stage.pipeline.quarantine.openCount()).toBe(0);
});

test("a file that may not be read is told of, and read once it may be", async () => {
  await using stage = new FollowStage();
  writeFileSync(stage.path("app.log"), linesOf(0, 2));
  chmodSync(stage.path("app.log"), 0o000);
  stage.unreadable = stage.path("app.log");
  await stage.start();
  await stage.until(() => stage.sourceEvents().length === 1);
  expect(stage.sourceEvents()[0]?.reason).toContain("may not be read");
  chmodSync(stage.path("app.log"), 0o600);
  stage.unreadable = null;
  await stage.until(() => stage.messages().length === 2, 100);
});

test("compressed files are read once; a damaged one is told of, and not unpacked again and again", async () => {
  await using stage = await new FollowStage().start();
  writeFileSync(stage.path("a.log.1.gz"), gzipSync(linesOf(0, 3)));
  writeFileSync(stage.path("a.log.2.zst"), zstdCompressSync(Buffer.from(linesOf(3, 6))));
  writeFileSync(stage.path("bad.gz"), gzipSync(linesOf(20, 2_000)).subarray(0, 900));
  await stage.until(() => stage.messages().length === 6, 20);
  await stage.until(() => stage.sourceEvents().length === 1, 20);
  expect(stage.sourceEvents()[0]?.reason).toContain("bad.gz");
  const opened = stage.opened(stage.path("bad.gz"));
  const asked = stage.looks;
  await stage.until(() => stage.looks > asked + 5, 200);
  // To see what it is, not to unpack it.
  expect(stage.opened(stage.path("bad.gz")) - opened).toBeLessThanOrEqual(stage.looks - asked + 1);
  writeFileSync(stage.path("bad.gz"), gzipSync(linesOf(20, 22)));
  await stage.until(() => stage.messages().length === 8, 20);
  await stage.until(() => stage.sourceEvents().some(({ type }) => type === "source.recovered"), 20);
});

test("an end without its line end stands before the next file, which begins with it", async () => {
  await using stage = await new FollowStage().start();
  writeFileSync(stage.path("app.log"), linesOf(0, 2).slice(0, -1));
  await stage.until(() => stage.messages().length === 1);
  renameSync(stage.path("app.log"), stage.path("app.log.1"));
  writeFileSync(stage.path("app.log"), `\n${linesOf(2, 4)}`);
  await stage.until(() => stage.messages().length === 4, 50);
  expect(stage.messages()).toEqual(messagesOf(0, 4));
});

test("an overloaded service keeps nobody from ending", async () => {
  const stage = new FollowStage();
  stage.failure = new TracewellError("overloaded", "Too much.");
  await stage.start();
  await stage.until(() => stage.looks > 0 || stage.refusals > 0);
  await stage.stop();
  stage.pipeline[Symbol.dispose]();
  expect(stage.refusals).toBeGreaterThan(0);
});
