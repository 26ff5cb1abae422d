import {
  appendFileSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { FollowStage, lineOf, linesOf, messagesOf } from "./follow-stage.ts";

const MIB = 1024 * 1024;

function row(message: string): string {
  return `2026-06-01T10:00:00Z,${message},trace.recorded\n`;
}

function long(length: number): string {
  return lineOf("x".repeat(length));
}

test.each(["while the service is away", "while it runs"])(
  "a line cut by rotation is joined through a compressed file: %s",
  async (when) => {
    await using stage = await new FollowStage().start();
    const line = lineOf("m2");
    const old = linesOf(0, 2) + line.slice(0, 30);
    writeFileSync(stage.path("app.log"), old);
    await stage.until(() => stage.messages().length === 2);
    if (when !== "while it runs") await stage.stop();
    renameSync(stage.path("app.log"), stage.path("app.log.1"));
    writeFileSync(stage.path("app.log"), line.slice(30) + linesOf(3, 5));
    writeFileSync(stage.path("app.log.1.gz"), gzipSync(old));
    rmSync(stage.path("app.log.1"));
    if (when !== "while it runs") await stage.restart();
    await stage.until(() => stage.messages().length === 5, 30);
    expect(stage.messages()).toEqual(messagesOf(0, 5));
    expect(stage.pipeline.quarantine.openCount()).toBe(0);
  },
);

test("a table that grows keeps its header over pieces and restarts", async () => {
  await using stage = await new FollowStage({ format: "csv" }).start();
  writeFileSync(stage.path("a.csv"), `time,message,type\n${row("one")}${row('"two\nlines"')}`);
  await stage.until(() => stage.messages().length === 2, 30);
  appendFileSync(stage.path("a.csv"), row("three"));
  await stage.until(() => stage.messages().length === 3, 30);
  await stage.restart();
  appendFileSync(stage.path("a.csv"), row("four"));
  await stage.until(() => stage.messages().length === 4, 30);
  expect(stage.messages()).toEqual(["one", "two\nlines", "three", "four"]);
  expect(stage.pipeline.quarantine.openCount()).toBe(0);
});

test("sections of traces that come in parts, over restarts, are the records of the whole file", async () => {
  const text = readFileSync(new URL("../../fixtures/traces/moodle-trace.txt", import.meta.url));
  const settings = { format: "moodle-trace", timezone: "Europe/Paris" };
  await using stage = await new FollowStage(settings).start();
  for (let at = 0; at < text.length; at += 700) {
    appendFileSync(stage.path("trace.log"), text.subarray(at, at + 700));
    const size = Math.min(at + 700, text.length);
    await stage.until(() => stage.engine.followedFiles("shop")[0]?.size === size);
    if (at % 2_100 === 0) await stage.restart();
  }
  await stage.untilCurrent(["trace.log"], 50);
  await using whole = new FollowStage();
  const pushed = whole.pipeline.push(text.toString(), { ...settings, file: "trace.log" });
  expect(pushed.accepted).toBeGreaterThan(3);
  expect(stage.messages()).toEqual(whole.messages());
});

test("settings are changed again and again while files grow: nothing is lost, doubled or out of order", async () => {
  await using stage = await new FollowStage().start();
  const files = Array.from({ length: 30 }, (_, at) => `f${at}`);
  for (const file of files) writeFileSync(stage.path(`${file}.log`), linesOf(0, 3, `${file}-`));
  const other = stage.source({ timezone: "Europe/Prague" });
  for (let round = 3; round < 9; round++) {
    await stage.engine.configure(round % 2 === 0 ? stage.sources : [other]);
    for (const file of files)
      appendFileSync(stage.path(`${file}.log`), linesOf(round, round + 1, `${file}-`));
  }
  await stage.until(() => stage.messages().length >= files.length * 9, 20);
  for (const file of files) {
    const own = stage.messages().filter((message) => message.startsWith(`${file}-`));
    expect(own).toEqual(messagesOf(0, 9, `${file}-`));
  }
  expect(stage.checkpoints).toHaveLength(files.length);
});

test("lines beyond the longest record are quarantined in parts, and what follows is read", async () => {
  await using stage = await new FollowStage().start();
  writeFileSync(
    stage.path("app.log"),
    `${lineOf("a")}${long(2 * MIB)}${lineOf("b")}${long(20 * MIB)}${lineOf("c")}`,
  );
  await stage.untilCurrent(["app.log"]);
  expect(stage.messages()).toEqual(["a", "b", "c"]);
  expect(stage.pipeline.quarantine.openCount()).toBeGreaterThanOrEqual(2);
});

test("zero bytes, line ends of two bytes, byte order marks, UTF-16 and empty files", async () => {
  await using stage = await new FollowStage().start();
  const zeros = Buffer.alloc(5_000);
  writeFileSync(
    stage.path("zeros.log"),
    `${lineOf("a")}${zeros.toString("latin1")}\n${lineOf("b")}`,
  );
  writeFileSync(stage.path("crlf.log"), linesOf(0, 2).replaceAll("\n", "\r\n"));
  writeFileSync(stage.path("mark.log"), `\uFEFF${lineOf("c")}`);
  writeFileSync(stage.path("utf16.log"), Buffer.from(`\uFEFF${linesOf(5, 7)}`, "utf16le"));
  writeFileSync(stage.path("empty.log"), "");
  const isRead = (): boolean =>
    stage.messages().length === 5 && stage.pipeline.quarantine.openCount() >= 2;
  await stage.until(isRead, 50);
  expect(stage.messages().toSorted()).toEqual(["a", "b", "c", "m0", "m1"]);
});

test("without the system's notices, changes are found all the same", async () => {
  await using stage = new FollowStage();
  stage.watches = false;
  await stage.start();
  await stage.until(() => stage.records().length === 1);
  writeFileSync(stage.path("app.log"), linesOf(0, 2));
  await stage.until(() => stage.messages().length === 2);
  appendFileSync(stage.path("app.log"), linesOf(2, 3));
  await stage.until(() => stage.messages().length === 3);
  // As long as before, with other content.
  writeFileSync(stage.path("app.log"), linesOf(5, 8));
  await stage.until(() => stage.messages().length === 6);
  expect(stage.messages()).toEqual([...messagesOf(0, 3), ...messagesOf(5, 8)]);
});

test("a file emptied and written anew with the same first line is read anew", async () => {
  await using stage = await new FollowStage().start();
  writeFileSync(stage.path("app.log"), lineOf("head") + linesOf(0, 2));
  await stage.untilCurrent(["app.log"]);
  truncateSync(stage.path("app.log"));
  writeFileSync(stage.path("app.log"), lineOf("head") + linesOf(10, 15));
  await stage.until(() => stage.messages().includes("m14"), 20);
  expect(stage.messages()).toEqual(["head", "m0", "m1", ...messagesOf(10, 15)]);
});
