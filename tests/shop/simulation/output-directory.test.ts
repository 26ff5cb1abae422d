import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { prepareOutput } from "#shop/simulation/output-directory.ts";

let place: string;
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), "tracewell-output-"));
});
afterEach(() => rmSync(place, { recursive: true, force: true }));

test("a directory is made, with those above it; an empty one is taken", () => {
  const directory = join(place, "a", "b");
  prepareOutput(directory, { replace: false });
  expect(readdirSync(directory)).toEqual([]);
  prepareOutput(directory, { replace: false });
});

test("an earlier simulation is replaced only when that is asked for", () => {
  writeFileSync(join(place, "events.ndjson"), "{}\n");
  writeFileSync(join(place, "summary.json"), "{}\n");
  expect(() => prepareOutput(place, { replace: false })).toThrow("add --force to replace it");
  expect(readdirSync(place)).toHaveLength(2);
  prepareOutput(place, { replace: true });
  expect(readdirSync(place)).toEqual([]);
});

test("whatever else lies there stays, also when replacing", () => {
  writeFileSync(join(place, "letters.txt"), "Dear");
  writeFileSync(join(place, "summary.json"), "{}\n");
  expect(() => prepareOutput(place, { replace: true })).toThrow("holds letters.txt");
  expect(existsSync(join(place, "summary.json"))).toBe(true);
  const file = join(place, "letters.txt");
  expect(() => prepareOutput(file, { replace: true })).toThrow("is not a directory");
});
