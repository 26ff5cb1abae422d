import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { nodeFileAccess } from "#bin/service/follow/node-file-access.ts";
import { discoverFiles } from "#ingest/follow/discover-files.ts";

let directory: string;

beforeEach(() => {
  directory = realpathSync(mkdtempSync(join(tmpdir(), "tracewell-matched-")));
  mkdirSync(join(directory, "logs", "deep", "deeper"), { recursive: true });
  for (const name of ["a.log", "b.log", "a.txt", "deep/c.log", "deep/deeper/d.log"]) {
    writeFileSync(join(directory, "logs", name), "");
  }
  symlinkSync(join(directory, "logs", "a.txt"), join(directory, "logs", "link.log"));
});
afterEach(() => rmSync(directory, { recursive: true }));

async function matched(
  glob: string,
  exclude: string[] = [],
  allows: (path: string) => boolean = () => true,
): Promise<string[]> {
  const globs = exclude.map((one) => join(directory, one));
  const source = { files: { paths: [join(directory, glob)], exclude: globs } };
  const { files, isCut } = await discoverFiles(source, nodeFileAccess, allows);
  expect(isCut).toBe(false);
  return [...files.keys()].map((file) => file.slice(directory.length + 1));
}

test("the files of a glob are found, and no others", async () => {
  expect(await matched("logs/*.log")).toEqual(["logs/a.log", "logs/b.log", "logs/link.log"]);
  expect(await matched("logs/*.log", ["logs/b*", "**/link*"])).toEqual(["logs/a.log"]);
  expect(await matched("logs/*/*.log")).toEqual(["logs/deep/c.log"]);
  expect(await matched("logs/deep/**")).toEqual(["logs/deep/c.log", "logs/deep/deeper/d.log"]);
  expect(await matched("logs/{deep,no}/{c,deeper/d}.log")).toHaveLength(2);
  expect(await matched("logs/a.txt")).toEqual(["logs/a.txt"]);
  expect(await matched("logs/a.txt", ["logs/*.txt"])).toEqual([]);
  expect(await matched("logs/deep")).toEqual([]);
  expect(await matched("none/*")).toEqual([]);
});

test("what may not be followed is left out, by where a link leads", async () => {
  expect(await matched("logs/*", [], (path) => !path.endsWith("a.txt"))).toEqual([
    "logs/a.log",
    "logs/b.log",
  ]);
});
