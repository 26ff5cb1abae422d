import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { SourceChange } from "#ingest/pipeline/ingest-gateway.ts";
import { SourceRegistry, type RegistryOptions } from "#ingest/pipeline/source-registry.ts";
import { nodeFiles } from "#storage/files/node-files.ts";
import { FailingFiles } from "../../storage/files/failing-files.ts";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "tracewell-sources-"));
});
afterEach(() => rmSync(directory, { recursive: true }));

const open = (nowMs = 0, options: Partial<RegistryOptions> = {}): SourceRegistry =>
  new SourceRegistry({ files: nodeFiles, directory, clock: () => nowMs, ...options });

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
  expect(configure({ format: "no-such", timezone: "Mars/Phobos" })).toMatchObject({
    detail: { errors: [{ path: "format" }, { path: "timezone" }] },
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

test("a list of an earlier version is read: its sources are set by API and command", () => {
  const shop = { name: "shop", format: "events", registeredAt: "2026-01-31T09:05:00.000Z" };
  writeFileSync(join(directory, "sources.json"), JSON.stringify({ version: 1, sources: [shop] }));
  expect(open().list()).toEqual([{ ...shop, managedBy: "api" }]);
  expect(open().listFollowed()).toEqual([]);
});

const followProblem = (glob: string): string | null =>
  glob.startsWith("/var/") ? null : "is not allowed";

test("files to follow are kept, and asked about", () => {
  const files = { paths: ["/var/log/shop/*.log", "/etc/*"], exclude: ["/var/log/shop/x"] };
  const change = { name: "shop", format: "events", files, stores: ["main"] };
  open().configure(change);
  expect(open().listFollowed()).toMatchObject([change]);
  expect(() => open(0, { followProblem }).configure({ ...change, timezone: "X/Y" })).toThrow(
    expect.objectContaining({
      code: "invalid-parameter",
      detail: {
        errors: [
          { path: "timezone", message: expect.anything() },
          { path: "files.paths[1]", message: "is not allowed" },
        ],
      },
    }),
  );
});

test("whoever follows files is told when they change, and only then", () => {
  const told: string[] = [];
  const registry: SourceRegistry = open(0, {
    onFollowedChanged: () =>
      told.push(
        registry
          .listFollowed()
          .map(({ name }) => name)
          .join(),
      ),
  });
  const files = { paths: ["/var/log/shop/*.log"] };
  registry.configure({ name: "till", format: "events" });
  expect(told).toEqual([]);
  registry.configure({ name: "shop", format: "events", files });
  registry.configure({ name: "shop", format: "events", files });
  expect(told).toEqual(["shop"]);
  registry.configure({ name: "shop", format: "ndjson", files });
  registry.configure({ name: "till", format: "ndjson" });
  expect(told).toEqual(["shop", "shop"]);
  registry.remove("shop");
  expect(told).toEqual(["shop", "shop", ""]);
  registry.applyConfiguration({ file: "/c.json", sources: [{ name: "a", format: "text", files }] });
  registry.applyConfiguration({ file: "/c.json", sources: [] });
  expect(told).toEqual(["shop", "shop", "", "a", ""]);
});

test("a source that is forgotten can be registered anew", () => {
  const registry = open(1_000);
  registry.configure({ name: "shop", format: "ndjson", timezone: "Europe/Prague" });
  registry.remove("shop");
  expect(registry.get("shop")).toBeNull();
  expect(open().list()).toEqual([]);
  expect(() => registry.remove("shop")).toThrow(
    expect.objectContaining({ code: "unknown-source" }),
  );
  open(2_000).configure({ name: "shop", format: "events" });
  expect(open().list()).toMatchObject([{ registeredAt: "1970-01-01T00:00:02.000Z" }]);
});

describe("the sources of the configuration file", () => {
  const file = "/etc/tracewell.config.json";
  const files = { paths: ["/var/log/shop/*.log"] };
  const shop = { name: "shop", format: "ndjson", timezone: "Europe/Prague", files };
  const till = { name: "till", format: "events" };

  test("are applied whole, in one write, and each is told with what became of it", () => {
    const counting = new FailingFiles(nodeFiles, {
      operation: "rename",
      call: Number.MAX_SAFE_INTEGER,
      code: "EIO",
    });
    const registry = open(1_000, { files: counting });
    registry.configure({ name: "till", format: "ndjson" });
    registry.configure({ name: "pushed", format: "events" });
    expect(registry.applyConfiguration({ file, sources: [till, shop] })).toEqual({
      added: ["shop"],
      changed: ["till"],
      removed: [],
      unchanged: [],
    });
    expect(counting.calls).toBe(3);
    const again = registry.applyConfiguration({ file, sources: [shop, till] });
    expect(again).toMatchObject({
      added: [],
      changed: [],
      removed: [],
      unchanged: ["shop", "till"],
    });
    expect(counting.calls).toBe(3);
    const changed = { ...shop, timezone: "Europe/Paris" };
    expect(registry.applyConfiguration({ file, sources: [changed] })).toEqual({
      added: [],
      changed: ["shop"],
      removed: ["till"],
      unchanged: [],
    });
    expect(counting.calls).toBe(4);
    expect(open().list()).toMatchObject([
      { name: "pushed", managedBy: "api" },
      { ...changed, managedBy: "config" },
      { ...till, managedBy: "api" },
    ]);
  });

  test("keep their name and how their text is read when the file no longer has them", () => {
    const secret = { ...shop, protectRaw: true };
    open(1_000).applyConfiguration({ file, sources: [secret] });
    expect(open().listFollowed()).toMatchObject([{ ...secret, managedBy: "config" }]);
    const { removed } = open().applyConfiguration({ file, sources: [] });
    expect(removed).toEqual(["shop"]);
    const { files: _, ...rest } = secret;
    const registeredAt = "1970-01-01T00:00:01.000Z";
    expect(open().list()).toEqual([{ ...rest, managedBy: "api", registeredAt }]);
    expect(open().listFollowed()).toEqual([]);
  });

  test("are set there alone, and whoever asks is told where", () => {
    const registry = open();
    registry.applyConfiguration({ file, sources: [shop] });
    const managed = expect.objectContaining({
      code: "source-managed",
      message: expect.stringContaining(file),
    });
    expect(() => registry.configure({ name: "shop", format: "events" })).toThrow(managed);
    expect(() => registry.remove("shop")).toThrow(managed);
    registry.applyConfiguration({ file, sources: [] });
    registry.configure({ name: "shop", format: "events" });
    registry.remove("shop");
    expect(registry.list()).toEqual([]);
  });

  test("change nothing when one of them is bad, or when they cannot be written", () => {
    open().applyConfiguration({ file, sources: [shop] });
    const before = open().list();
    const bad = [till, { name: "a b", format: "x" }, { ...shop, timezone: "Mars/Phobos" }];
    const registry = open();
    expect(() => registry.applyConfiguration({ file, sources: bad })).toThrow(
      expect.objectContaining({
        code: "invalid-config",
        detail: {
          errors: ["sources[1].name", "sources[1].format", "sources[2].timezone"].map((path) => ({
            path,
            message: expect.anything(),
          })),
        },
      }),
    );
    expect(registry.list()).toEqual(before);
    const files = new FailingFiles(nodeFiles, { operation: "rename", call: 1, code: "ENOSPC" });
    const failing = open(0, { files });
    expect(() => failing.applyConfiguration({ file, sources: [till] })).toThrow(/ENOSPC/);
    expect(failing.list()).toEqual(before);
    expect(open().list()).toEqual(before);
  });

  test("are bounded in number, together with the others", () => {
    const registry = open();
    registry.configure(till);
    const sources = Array.from({ length: 10_000 }, (_, at) => ({
      name: `source-${at}`,
      format: "events",
    }));
    expect(() => registry.applyConfiguration({ file, sources })).toThrow(
      expect.objectContaining({ code: "overloaded" }),
    );
    expect(registry.list()).toHaveLength(1);
  });
});
