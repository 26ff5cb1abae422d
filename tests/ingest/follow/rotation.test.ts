import {
  appendFileSync,
  copyFileSync,
  linkSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { FollowStage, lineOf, linesOf, messagesOf } from "./follow-stage.ts";

test("a growing file is read as it grows, with the place of each record", async () => {
  await using stage = await new FollowStage().start();
  writeFileSync(stage.path("app.log"), linesOf(0, 3));
  await stage.until(() => stage.messages().length === 3);
  appendFileSync(stage.path("app.log"), linesOf(3, 5));
  await stage.until(() => stage.messages().length === 5);
  expect(stage.messages()).toEqual(messagesOf(0, 5));
  const last = stage.records().findLast(({ message }) => message === "m4");
  expect(last).toMatchObject({ file: "app.log", line: 5, offset: linesOf(0, 4).length });
});

test("a rotated file is read to its end under its new name, and then the one that has its name", async () => {
  await using stage = await new FollowStage().start();
  writeFileSync(stage.path("app.log"), linesOf(0, 3));
  await stage.until(() => stage.messages().length === 3);
  appendFileSync(stage.path("app.log"), linesOf(3, 4));
  renameSync(stage.path("app.log"), stage.path("app.log.1"));
  appendFileSync(stage.path("app.log.1"), linesOf(4, 6));
  writeFileSync(stage.path("app.log"), linesOf(6, 9));
  await stage.until(() => stage.messages().length === 9);
  await stage.untilCurrent(["app.log", "app.log.1"]);
  expect(stage.messages()).toEqual(messagesOf(0, 9));
});

test("a file renamed out of sight is still read to its end", async () => {
  await using stage = await new FollowStage({}).start();
  stage.sources = [stage.source({ files: { paths: [stage.path("app.log")] } })];
  await stage.engine.configure(stage.sources);
  writeFileSync(stage.path("app.log"), linesOf(0, 3));
  await stage.until(() => stage.messages().length === 3);
  renameSync(stage.path("app.log"), stage.path("old"));
  appendFileSync(stage.path("old"), linesOf(3, 5));
  writeFileSync(stage.path("app.log"), linesOf(5, 7));
  await stage.until(() => stage.messages().length === 7, 50);
  expect(stage.messages()).toEqual(messagesOf(0, 7));
  expect(stage.sourceEvents()).toEqual([]);
});

test("rotation while the service is away", async () => {
  await using stage = await new FollowStage().start();
  writeFileSync(stage.path("app.log"), linesOf(0, 3));
  await stage.until(() => stage.messages().length === 3);
  await stage.stop();
  appendFileSync(stage.path("app.log"), `${linesOf(3, 5)}{"type":"trace.recorded",`);
  renameSync(stage.path("app.log"), stage.path("app.log.1"));
  const rest = lineOf("m5").slice('{"type":"trace.recorded",'.length);
  writeFileSync(stage.path("app.log"), `${rest}${linesOf(6, 8)}`);
  await stage.restart();
  await stage.until(() => stage.messages().length === 8, 50);
  expect(stage.messages()).toEqual(messagesOf(0, 8));
  expect(stage.pipeline.quarantine.openCount()).toBe(0);
});

test("a line whose end begins the next file is one record, at the place where it began", async () => {
  await using stage = await new FollowStage().start();
  const torn = lineOf("m3");
  writeFileSync(stage.path("app.log"), linesOf(0, 3) + torn.slice(0, 30));
  await stage.until(() => stage.messages().length === 3);
  renameSync(stage.path("app.log"), stage.path("app.log.1"));
  writeFileSync(stage.path("app.log"), torn.slice(30) + linesOf(4, 6));
  await stage.until(() => stage.messages().length === 6, 50);
  expect(stage.messages()).toEqual(messagesOf(0, 6));
  const [joined, next] = stage.records().slice(-3);
  expect(joined).toMatchObject({ file: "app.log.1", line: 4, offset: linesOf(0, 3).length });
  expect(next).toMatchObject({ file: "app.log", line: 2, offset: torn.length - 30 });
  expect(stage.pipeline.quarantine.openCount()).toBe(0);

  stage.losesCheckpoints = true;
  appendFileSync(stage.path("app.log"), linesOf(6, 7));
  await stage.until(() => stage.messages().length === 7);
  await stage.restart();
  await stage.untilCurrent(["app.log", "app.log.1"]);
  expect(stage.messages()).toEqual(messagesOf(0, 7));
});

test("a line torn for good is quarantined, and costs the next file nothing", async () => {
  await using stage = await new FollowStage().start();
  writeFileSync(stage.path("app.log"), linesOf(0, 2) + lineOf("torn").slice(0, 30));
  await stage.until(() => stage.messages().length === 2);
  renameSync(stage.path("app.log"), stage.path("app.log.1"));
  writeFileSync(stage.path("app.log"), linesOf(2, 4));
  await stage.until(() => stage.messages().length === 4, 50);
  expect(stage.messages()).toEqual(messagesOf(0, 4));
  expect(stage.pipeline.quarantine.openCount()).toBe(1);
});

test("a compressed copy of what was read is not read again; what it has beyond is", async () => {
  await using stage = await new FollowStage().start();
  writeFileSync(stage.path("app.log"), linesOf(0, 3));
  await stage.until(() => stage.messages().length === 3);
  await stage.stop();
  writeFileSync(stage.path("app.log.1.gz"), gzipSync(linesOf(0, 5)));
  rmSync(stage.path("app.log"));
  await stage.restart();
  await stage.until(() => stage.messages().length === 5, 50);
  const sent = stage.requests.filter(({ file }) => file === "app.log.1.gz");
  expect(sent.map(({ startOffset }) => startOffset)).toEqual([linesOf(0, 3).length]);
  const before = stage.requests.length;
  await stage.restart();
  await stage.until(
    () => stage.records().filter(({ type }) => type === "source.started").length === 3,
  );
  appendFileSync(stage.path("app.log"), linesOf(9, 10));
  await stage.until(() => stage.messages().length === 6);
  expect(stage.requests.slice(before).filter(({ file }) => file === "app.log.1.gz")).toEqual([]);
});

test("copy-truncate: the new content is read from its beginning", async () => {
  await using stage = await new FollowStage().start();
  writeFileSync(stage.path("app.log"), linesOf(0, 5));
  await stage.until(() => stage.messages().length === 5);
  copyFileSync(stage.path("app.log"), stage.path("app.log.1"));
  truncateSync(stage.path("app.log"));
  appendFileSync(stage.path("app.log"), linesOf(5, 7));
  await stage.until(() => stage.messages().length === 7);
  appendFileSync(stage.path("app.log"), linesOf(7, 20));
  await stage.until(() => stage.messages().length === 20);
  expect(stage.messages()).toEqual(messagesOf(0, 20));
  expect(stage.sourceEvents()).toEqual([]);
});

test("content written anew at full length is noticed, though the file never looked shorter", async () => {
  await using stage = await new FollowStage().start();
  writeFileSync(stage.path("app.log"), linesOf(0, 5));
  await stage.until(() => stage.messages().length === 5);
  writeFileSync(stage.path("app.log"), linesOf(50, 60));
  await stage.until(() => stage.messages().length === 15);
  expect(stage.messages()).toEqual([...messagesOf(0, 5), ...messagesOf(50, 60)]);
});

test("bytes that were cut away before they were read are told of", async () => {
  await using stage = await new FollowStage().start();
  writeFileSync(stage.path("app.log"), linesOf(0, 3));
  await stage.until(() => stage.messages().length === 3);
  appendFileSync(stage.path("app.log"), '{"type":"trace.rec');
  await stage.until(() => stage.engine.followedFiles("shop")[0]?.state === "unfinished");
  truncateSync(stage.path("app.log"));
  appendFileSync(stage.path("app.log"), linesOf(3, 4));
  await stage.until(() => stage.sourceEvents().length === 2, 100);
  const [lost, recovered] = stage.sourceEvents();
  expect(lost).toMatchObject({ type: "source.lost" });
  expect(lost?.reason).toContain("18 of its bytes were not read");
  expect(recovered).toMatchObject({ type: "source.recovered" });
  await stage.until(() => stage.messages().length === 4);
  expect(stage.messages()).toEqual(messagesOf(0, 4));
});

test("an inode that is used again by another file is another file", async () => {
  await using stage = await new FollowStage().start();
  writeFileSync(stage.path("app.log"), linesOf(0, 3));
  await stage.until(() => stage.messages().length === 3);
  await stage.stop();
  // The same place on the disk, as after a file was removed and another made.
  writeFileSync(stage.path("app.log"), linesOf(10, 16));
  renameSync(stage.path("app.log"), stage.path("other.log"));
  await stage.restart();
  await stage.until(() => stage.messages().length === 9);
  expect(stage.messages()).toEqual([...messagesOf(0, 3), ...messagesOf(10, 16)]);
});

test("two names of one content, and a copy, give each record once", async () => {
  await using stage = await new FollowStage().start();
  writeFileSync(stage.path("app.log"), linesOf(0, 3));
  await stage.until(() => stage.messages().length === 3);
  linkSync(stage.path("app.log"), stage.path("linked.log"));
  writeFileSync(stage.path("copy.log"), readFileSync(stage.path("app.log")));
  appendFileSync(stage.path("app.log"), linesOf(3, 5));
  appendFileSync(stage.path("copy.log"), linesOf(3, 6));
  await stage.until(() => stage.messages().length === 6);
  await stage.untilCurrent(["app.log", "copy.log"]);
  expect(stage.messages()).toEqual(messagesOf(0, 6));
});

test("a file that vanishes and comes back goes on where it was", async () => {
  await using stage = await new FollowStage().start();
  writeFileSync(stage.path("app.log"), linesOf(0, 3));
  await stage.until(() => stage.messages().length === 3);
  rmSync(stage.path("app.log"));
  await stage.until(() => stage.sourceEvents().some(({ type }) => type === "source.lost"), 50);
  const before = stage.requests.length;
  writeFileSync(stage.path("app.log"), linesOf(0, 4));
  await stage.until(() => stage.sourceEvents().some(({ type }) => type === "source.recovered"), 50);
  await stage.until(() => stage.messages().length === 4);
  expect(stage.messages()).toEqual(messagesOf(0, 4));
  const pieces = stage.requests.slice(before).filter(({ file }) => file === "app.log");
  expect(pieces.map(({ startOffset }) => startOffset)).toEqual([linesOf(0, 3).length]);
});
