import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { SourceChange } from "#ingest/pipeline/ingest-gateway.ts";
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
      managedBy: "api",
      registeredAt: "1970-01-01T00:00:02.000Z",
    },
    {
      name: "shop",
      format: "ndjson",
      managedBy: "api",
      registeredAt: "1970-01-01T00:00:01.000Z",
    },
  ]);
});

test("a name that could not stand in a path or a query is refused and changes nothing", () => {
  for (const name of ["", "../x", "a b", "-x", "x".repeat(129)]) {
    expect(() => open().configure({ name, format: "events" })).toThrow(/cannot be registered/);
  }
  expect(() => open().configure({ name: "a", format: "no-such" })).toThrow(/There is no format/);
  const zone = { name: "a", format: "moodle-trace", timezone: "Mars/Phobos" };
  expect(() => open().configure(zone)).toThrow(/no IANA time zone/);
  const mapping = { name: "a", format: "ndjson", mapping: { version: 3, fields: {} } };
  expect(() => open().configure(mapping)).toThrow(/mapping.version/);
  expect(open().list()).toEqual([]);
});

test("every bad setting is named by its place, and nothing is changed", () => {
  const registry = open();
  registry.configure({ name: "shop", format: "ndjson", timezone: "Europe/Prague" });
  const configure = (change: Omit<SourceChange, "name">): unknown => {
    try {
      return registry.configure({ name: "shop", ...change });
    } catch (error) {
      return error;
    }
  };
  const error = configure({
    format: "ndjson",
    timezone: "Mars/Phobos",
    transactionIdPattern: "[A-Z",
    mapping: {
      version: 1,
      fields: { "objects[": "a", time: "b..", "a.b": "c" },
      constants: { raw: "x" },
      timeFormat: "epoch-h",
    },
  });
  expect(error).toMatchObject({
    code: "invalid-parameter",
    message: expect.stringMatching(/timezone: "Mars.*; transactionIdPattern: .*; mapping\.fields/),
    detail: {
      errors: [
        { path: "timezone", message: expect.stringContaining("no IANA time zone") },
        { path: "transactionIdPattern", message: expect.stringContaining("[A-Z") },
        { path: "mapping.fields.objects[", message: expect.stringContaining("no path") },
        { path: "mapping.fields.time", message: expect.stringContaining('"b.."') },
        { path: "mapping.constants.raw", message: expect.stringContaining("cannot set") },
        { path: "mapping.timeFormat", message: expect.stringContaining("epoch-ms") },
      ],
    },
  });
  expect(configure({ format: "text", mapping: { version: 1, fields: {} } })).toMatchObject({
    detail: { errors: [{ path: "mapping", message: expect.stringContaining("ndjson") }] },
  });
  const kept = { format: "ndjson", timezone: "Europe/Prague" };
  expect(registry.list()).toMatchObject([kept]);
  expect(open().list()).toMatchObject([kept]);
  for (const timeFormat of ["iso", "epoch-s", "epoch-ms", "epoch-us", "epoch-ns", "dd/MM/yyyy"]) {
    const mapping = { version: 1, fields: { time: "at" }, timeFormat };
    expect(configure({ format: "ndjson", mapping })).toMatchObject({ mapping });
  }
});

test("settings that could not be read back are not written", () => {
  const registry = open();
  registry.configure({ name: "kept", format: "ndjson" });
  const constants = { "attributes.large": "x".repeat(17 * 1024 * 1024) };
  const large = { name: "large", format: "ndjson", mapping: { version: 1, fields: {}, constants } };
  expect(() => registry.configure(large)).toThrow(/bytes; they may take/);
  expect(registry.list()).toHaveLength(1);
  expect(open().list()).toHaveLength(1);
});

test("a damaged list is named, not taken as empty", () => {
  writeFileSync(join(directory, "sources.json"), '{"version":1,"sources":[{}]}');
  expect(() => open()).toThrow(/sources\.json is damaged/);
});
