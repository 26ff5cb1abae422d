import { appendFileSync, symlinkSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { TracewellError } from "#domain/errors.ts";
import { FollowStage, lineOf, linesOf, messagesOf } from "./follow-stage.ts";

test("half a line is no record before its end has come, however long that takes", async () => {
  await using stage = await new FollowStage().start();
  const line = lineOf("m1");
  writeFileSync(stage.path("app.log"), lineOf("m0") + line.slice(0, 20));
  await stage.until(() => stage.engine.followedFiles("shop")[0]?.state === "unfinished");
  stage.pass(60_000);
  appendFileSync(stage.path("app.log"), line.slice(20));
  await stage.until(() => stage.messages().length === 2);
  expect(stage.messages()).toEqual(["m0", "m1"]);
  expect(stage.pipeline.quarantine.openCount()).toBe(0);
});

test("a file is followed once its first line is whole", async () => {
  await using stage = await new FollowStage().start();
  const line = lineOf("m0");
  writeFileSync(stage.path("app.log"), line.slice(0, 20));
  await stage.until(() => stage.engine.followedFiles("shop")[0]?.state === "waiting");
  appendFileSync(stage.path("app.log"), line.slice(20));
  await stage.until(() => stage.messages().length === 1);
  expect(stage.messages()).toEqual(["m0"]);
});

test("a record of text that was closed while idle is cut at the same place after a kill", async () => {
  await using stage = new FollowStage({ format: "text" });
  await stage.start();
  writeFileSync(stage.path("app.log"), "2026-06-01T10:00:00.000Z one\n");
  await stage.until(() => stage.engine.followedFiles("shop")[0]?.state === "unfinished");
  stage.losesCheckpoints = true;
  await stage.until(() => stage.messages().length === 1, 50);
  await stage.stop();
  appendFileSync(stage.path("app.log"), "  detail\n2026-06-01T10:00:01.000Z two\n");
  stage.losesCheckpoints = false;
  await stage.restart();
  await stage.until(() => stage.messages().some((message) => message.includes("two")), 50);
  expect(stage.messages().filter((message) => message.includes("one"))).toHaveLength(1);
});

test("an overloaded service is asked again, and a stopped ledger stands everything still", async () => {
  await using stage = await new FollowStage().start();
  await stage.until(() => stage.records().length === 1);
  stage.failure = new TracewellError("overloaded", "Too much.");
  writeFileSync(stage.path("app.log"), linesOf(0, 2));
  await stage.until(() => stage.engine.followedFiles("shop").length === 1);
  stage.failure = null;
  await stage.until(() => stage.messages().length === 2, 50);
  stage.failure = new TracewellError("ledger-stopped", "The disk is gone.");
  appendFileSync(stage.path("app.log"), linesOf(2, 3));
  await stage.until(() => stage.engine.stopped !== null);
  expect(stage.problems.join(" ")).toContain("The disk is gone.");
});

test("links that lead where nothing may be followed, or in circles, are told and left out", async () => {
  await using stage = new FollowStage();
  stage.forbidden = "data";
  writeFileSync(`${stage.pipeline.dataDir}/secret`, linesOf(50, 51));
  symlinkSync(`${stage.pipeline.dataDir}/secret`, stage.path("secret.log"));
  symlinkSync(stage.path("loop.log"), stage.path("loop.log"));
  writeFileSync(stage.path("app.log"), linesOf(0, 2));
  await stage.start();
  await stage.until(() => stage.sourceEvents().length === 1 && stage.messages().length === 2);
  expect(stage.messages()).toEqual(messagesOf(0, 2));
  const [lost] = stage.sourceEvents();
  expect(lost?.reason).toContain("may not be followed");
  expect(lost?.reason).toContain("loop.log");
});

test("sources are changed while files are followed; heartbeats come every minute", async () => {
  await using stage = await new FollowStage().start();
  writeFileSync(stage.path("app.log"), linesOf(0, 2));
  await stage.until(() => stage.messages().length === 2);
  await stage.engine.configure([]);
  appendFileSync(stage.path("app.log"), linesOf(2, 4));
  expect(stage.engine.followedFiles("shop")).toEqual([]);
  await stage.engine.configure(stage.sources);
  await stage.until(() => stage.messages().length === 4);
  expect(stage.messages()).toEqual(messagesOf(0, 4));
  stage.pass(61_000);
  await stage.until(() => stage.sourceEvents().some(({ type }) => type === "source.heartbeat"));
});
