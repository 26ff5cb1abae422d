import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { parseConfig, readConfiguration, type ConfigProblem } from "#bin/config.ts";
import { TracewellError } from "#domain/errors.ts";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "tracewell-configured-"));
});
afterEach(() => rmSync(directory, { recursive: true }));

function configFile(content: unknown): string {
  const file = join(directory, "tracewell.config.json");
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
  return file;
}

const read = (content: unknown) =>
  readConfiguration({
    file: configFile(content),
    flags: { dataDir: join(directory, "data"), masterKeyFile: join(directory, "master.key") },
  });

function failureOf(content: unknown): unknown {
  try {
    return read(content);
  } catch (error) {
    return error;
  }
}

function problemsOf(content: unknown): readonly ConfigProblem[] {
  const failure = failureOf(content);
  expect(failure).toBeInstanceOf(TracewellError);
  const { code, message, detail } = failure as TracewellError;
  expect(code).toBe("invalid-config");
  expect(message).toContain(join(directory, "tracewell.config.json"));
  const errors = detail.errors as readonly ConfigProblem[];
  for (const { path } of errors) expect(message).toContain(path);
  return errors;
}

const pathsOf = (content: unknown): string[] => problemsOf(content).map(({ path }) => path);

test("every setting of a source is read, and paths are those of the file's directory", () => {
  mkdirSync(join(directory, "mappings"));
  const mapping = { version: 1, fields: { time: "at" } };
  writeFileSync(join(directory, "mappings", "legacy.json"), JSON.stringify(mapping));
  const { sources, fileIsThere } = read({
    sources: [
      {
        name: "shop",
        format: "ndjson",
        timezone: "Europe/Prague",
        transactionIdPattern: "[A-Z]{8}",
        protectRaw: true,
        mapping: "mappings/legacy.json",
        files: ["logs/*.log", "./deep/**/x.log", "../beside/*", "/var/log/shop/*.log"],
        stores: ["main"],
      },
      { name: "inline", format: "ndjson", mapping },
      { name: "till", format: "events", files: { paths: ["a.log"], exclude: ["*debug*"] } },
    ],
  });
  expect(fileIsThere).toBe(true);
  expect(sources).toEqual([
    {
      name: "shop",
      format: "ndjson",
      timezone: "Europe/Prague",
      transactionIdPattern: "[A-Z]{8}",
      protectRaw: true,
      mapping,
      files: {
        paths: [
          join(directory, "logs/*.log"),
          join(directory, "deep/**/x.log"),
          join(directory, "../beside/*"),
          "/var/log/shop/*.log",
        ],
      },
      stores: ["main"],
    },
    { name: "inline", format: "ndjson", mapping },
    {
      name: "till",
      format: "events",
      files: { paths: [join(directory, "a.log")], exclude: [join(directory, "*debug*")] },
    },
  ]);
});

test("without sources, and without a file, there are none", () => {
  expect(read({ port: 0 }).sources).toEqual([]);
  expect(read({ sources: [] }).sources).toEqual([]);
});

test("everything that is wrong is named at once, with its place and the way out", () => {
  const problems = problemsOf({
    prot: 1,
    port: "many",
    sources: [
      { name: "shop", format: "ndjson" },
      { name: "shop", format: "csvv", timezone: "Mars/Phobos", transactionIdPattern: "[A-Z" },
      {
        name: "a b",
        formt: "text",
        protectRaw: "yes",
        files: ["", "[a", "a/../b/*", "/*/x"],
        stores: [1],
      },
      "shop",
      { name: "c", format: "events", files: { path: ["x"], paths: [], exclude: [5] } },
      { name: "d", format: "ndjson", mapping: { version: 1, fields: { "objects[": "a" } } },
      { name: "e", format: "ndjson", mapping: "no/such.json" },
      { name: "f", format: "ndjson", mapping: "no-such-mapping" },
    ],
  });
  const found = new Map(problems.map(({ path, message }) => [path, message]));
  const expected: [string, RegExp][] = [
    ["prot", /did you mean port\?/],
    ["port (TRACEWELL_PORT)", /whole number from 0/],
    ["sources[1].name", /sources\[0\] has the name shop already/],
    ["sources[1].format", /must be one of .*events, ndjson/],
    ["sources[1].timezone", /no IANA time zone; write one such as/],
    ["sources[1].transactionIdPattern", /\[A-Z/],
    ["sources[2].name", /1 to 128 letters/],
    ["sources[2].formt", /did you mean format\?/],
    ["sources[2].format", /is required/],
    ["sources[2].protectRaw", /true or false/],
    ["sources[2].files.paths[0]", /must not be empty/],
    ["sources[2].files.paths[1]", /cannot be read as a glob/],
    ["sources[2].files.paths[2]", /must not go up/],
    ["sources[2].files.paths[3]", /name a directory before the first wildcard/],
    ["sources[2].stores[0]", /must be a string/],
    ["sources[3]", /must be an object/],
    ["sources[4].files.path", /did you mean paths\?/],
    ["sources[4].files.paths", /must not be empty/],
    ["sources[4].files.exclude[0]", /must be a string/],
    ["sources[5].mapping.fields.objects[", /no path/],
    ["sources[6].mapping", /no\/such\.json cannot be read/],
    ["sources[7].mapping", /no-such-mapping/],
  ];
  expect([...found.keys()].toSorted()).toEqual(expected.map(([path]) => path).toSorted());
  for (const [path, message] of expected)
    expect(found.get(path), `said of ${path}`).toMatch(message);
});

test("a mapping in a file of its own is named when it is wrong", () => {
  writeFileSync(join(directory, "bad.json"), "{");
  writeFileSync(join(directory, "path.json"), '{"version":1,"fields":{"time":"a.."}}');
  const problems = problemsOf({
    sources: [
      { name: "a", format: "ndjson", mapping: "bad.json" },
      { name: "b", format: "ndjson", mapping: "path.json" },
    ],
  });
  expect(problems).toEqual([
    { path: "sources[0].mapping", message: expect.stringContaining(join(directory, "bad.json")) },
    {
      path: "sources[1].mapping.fields.time",
      message: expect.stringContaining(`(in ${join(directory, "path.json")})`),
    },
  ]);
});

test("sources that are no list, and too many of them, are refused as a whole", () => {
  expect(pathsOf({ sources: { shop: {} } })).toEqual(["sources"]);
  const many = Array.from({ length: 10_001 }, (_, at) => ({ name: `s${at}`, format: "events" }));
  expect(pathsOf({ sources: many })).toEqual(["sources"]);
});

test("what is secret or ours is not followed, by whatever way it is named", () => {
  mkdirSync(join(directory, "data"));
  symlinkSync(join(directory, "data"), join(directory, "link"));
  const files = ["data/*", "link/*", "master.key", "tracewell.config.json", "data/ledgers/**/x"];
  expect(pathsOf({ sources: [{ name: "a", format: "text", files }] })).toEqual(
    files.map((_, at) => `sources[0].files.paths[${at}]`),
  );
});

test("a file that holds no JSON object says where, and shows nothing of it", () => {
  const text = '{\n  "adminToken": "a-very-secret-token"\n  "port": 1\n}';
  for (const parse of [read, (content: unknown) => parseConfig({ file: configFile(content) })]) {
    expect(() => parse(text)).toThrow(/does not hold a JSON object \(line 3 column 3\)/);
    expect(() => parse(text)).not.toThrow(/a-very-secret/);
    expect(() => parse("[]")).toThrow(/does not hold a JSON object/);
    const large = JSON.stringify({ sources: ["x".repeat(8 * 1024 * 1024)] });
    expect(() => parse(large)).toThrow(/more than 8388608 characters/);
  }
});

test("commands that need no sources read a file whose sources are bad", () => {
  const file = configFile({ port: 1, sources: [{ name: "" }] });
  expect(parseConfig({ file })).toMatchObject({ port: 1 });
});

test("directories to follow are a list in the file, and like PATH elsewhere", () => {
  const file = configFile({ followDirectories: ["/a", "b"] });
  expect(parseConfig({ file }).followDirectories).toEqual(["/a", join(process.cwd(), "b")]);
  const environment = { TRACEWELL_FOLLOW_DIRECTORIES: "/c:/d" };
  expect(parseConfig({ file, environment }).followDirectories).toEqual(["/c", "/d"]);
  const flags = { followDirectories: "/e" };
  expect(parseConfig({ file, environment, flags }).followDirectories).toEqual(["/e"]);
  expect(parseConfig({ file: configFile({}) }).followDirectories).toEqual([]);
  for (const followDirectories of [[1], [""], { a: 1 }, Array<string>(65).fill("/a")]) {
    expect(() => parseConfig({ file: configFile({ followDirectories }) })).toThrow(
      /followDirectories/,
    );
  }
});
