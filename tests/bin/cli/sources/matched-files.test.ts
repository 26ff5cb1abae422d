import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { matchedFiles } from "#bin/cli/sources/matched-files.ts";

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

const matched = (
  glob: string,
  exclude: string[] = [],
  allows: (path: string) => boolean = () => true,
): string[] => {
  const globs = exclude.map((one) => join(directory, one));
  const { files, isCut } = matchedFiles(join(directory, glob), globs, allows);
  expect(isCut).toBe(false);
  return files.map((file) => file.slice(directory.length + 1));
};

test("the files of a glob are found, and no others", () => {
  expect(matched("logs/*.log")).toEqual(["logs/a.log", "logs/b.log", "logs/link.log"]);
  expect(matched("logs/*.log", ["logs/b*", "**/link*"])).toEqual(["logs/a.log"]);
  expect(matched("logs/*/*.log")).toEqual(["logs/deep/c.log"]);
  expect(matched("logs/deep/**")).toEqual(["logs/deep/c.log", "logs/deep/deeper/d.log"]);
  expect(matched("logs/{deep,no}/{c,deeper/d}.log")).toHaveLength(2);
  expect(matched("logs/a.txt")).toEqual(["logs/a.txt"]);
  expect(matched("logs/deep")).toEqual([]);
  expect(matched("none/*")).toEqual([]);
});

test("what may not be followed is left out, by where a link leads", () => {
  expect(matched("logs/*", [], (path) => !path.endsWith("a.txt"))).toEqual([
    "logs/a.log",
    "logs/b.log",
  ]);
});
