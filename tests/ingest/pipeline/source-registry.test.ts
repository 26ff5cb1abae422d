import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { SourceRegistry } from "#ingest/pipeline/source-registry.ts";
import { nodeFiles } from "#storage/files/node-files.ts";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "tracewell-sources-"));
});
afterEach(() => rmSync(directory, { recursive: true }));

const open = (nowMs = 0): SourceRegistry =>
  new SourceRegistry({ files: nodeFiles, directory, clock: () => nowMs });

test("sources survive a restart, and a change keeps the day of registration", () => {
  open(1_000).configure({ name: "shop", format: "events" });
  open(2_000).configure({ name: "moodle", format: "moodle-trace", timezone: "Europe/Prague" });
  open(3_000).configure({ name: "shop", format: "ndjson" });
  expect(open().list()).toEqual([
    {
      name: "moodle",
      format: "moodle-trace",
      timezone: "Europe/Prague",
      registeredAt: "1970-01-01T00:00:02.000Z",
    },
    { name: "shop", format: "ndjson", registeredAt: "1970-01-01T00:00:01.000Z" },
  ]);
});

test("a name that could not stand in a path or a query is refused and changes nothing", () => {
  for (const name of ["", "../x", "a b", "-x", "x".repeat(129)]) {
    expect(() => open().configure({ name, format: "events" })).toThrow(/cannot be registered/);
  }
  expect(() => open().configure({ name: "a", format: "no-such" })).toThrow(/There is no format/);
  const zone = { name: "a", format: "moodle-trace", timezone: "Mars/Phobos" };
  expect(() => open().configure(zone)).toThrow(/no IANA time zone/);
  const mapping = { name: "a", format: "ndjson", mapping: { version: 2, fields: {} } };
  expect(() => open().configure(mapping)).toThrow(/mapping.version/);
  expect(open().list()).toEqual([]);
});

test("a damaged list is named, not taken as empty", () => {
  writeFileSync(join(directory, "sources.json"), '{"version":1,"sources":[{}]}');
  expect(() => open()).toThrow(/sources\.json is damaged/);
});
