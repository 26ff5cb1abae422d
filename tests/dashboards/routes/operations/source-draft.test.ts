import { expect, test } from "vitest";
import { FORMATS } from "#ingest/formats/detect-format.ts";
import {
  draftOf,
  placeProblems,
  settingsOf,
  SOURCE_FORMATS,
} from "../../../../dashboards/src/routes/operations/source-draft.ts";
import {
  silenceWords,
  sourceState,
} from "../../../../dashboards/src/routes/operations/source-state.ts";
import { bytes } from "../../../../dashboards/src/messages/format-bytes.ts";

const severity = (source: Parameters<typeof sourceState>[0]) => sourceState(source).severity;
const EMPTY = { ...draftOf(undefined), name: "till" };

test("the formats that are offered are those the service knows", () => {
  expect([...SOURCE_FORMATS].sort()).toEqual(FORMATS.map(({ name }) => name).sort());
});

test("what is empty is not set; lists are one a line", () => {
  expect(settingsOf(EMPTY)).toEqual({ format: "ndjson" });
  const draft = {
    ...EMPTY,
    paths: "/a/*.log\n\n /b ",
    exclude: "*.gz",
    stores: "main",
    protectRaw: true,
  };
  expect(settingsOf(draft)).toEqual({
    format: "ndjson",
    files: { paths: ["/a/*.log", "/b"], exclude: ["*.gz"] },
    stores: ["main"],
    protectRaw: true,
  });
});

test("a mapping is a name or JSON of its own", () => {
  expect(settingsOf({ ...EMPTY, mapping: "web-db-orders" })).toMatchObject({
    mapping: "web-db-orders",
  });
  expect(settingsOf({ ...EMPTY, mapping: '{"version":1}' })).toMatchObject({
    mapping: { version: 1 },
  });
  expect(() => settingsOf({ ...EMPTY, mapping: "{version" })).toThrow(SyntaxError);
});

test("problems stand at their fields; any that has none is told as a whole", () => {
  const errors = [
    { path: "body.files.paths[0]", message: "must be absolute" },
    { path: "body.timezone", message: "is no zone" },
  ];
  expect(placeProblems("invalid-parameter", "", errors)).toEqual({
    fields: { paths: "Must be absolute.", timezone: "Is no zone." },
    isPlaced: true,
  });
  expect(placeProblems("unknown-format", "There is no format x.", undefined).fields).toEqual({
    format: "There is no format x.",
  });
  expect(placeProblems("invalid-parameter", "", [{ path: "body", message: "x" }]).isPlaced).toBe(
    false,
  );
  expect(placeProblems("source-managed", "", undefined).isPlaced).toBe(false);
});

test("the worst of a source is its state", () => {
  const following = { files: 2, failed: 0, unreadBytes: 0, lagMs: 0 };
  expect(severity({ records: 1, following: { ...following, failed: 1, unreadBytes: 5 } })).toBe(
    "error",
  );
  expect(severity({ records: 1, following: { ...following, unreadBytes: 5 } })).toBe("warning");
  expect(severity({ records: 1, following })).toBe("ok");
  expect(severity({ records: 0 })).toBe("info");
});

test("an event that carries a time to come is ahead, not of this moment", () => {
  const answeredAtMs = Date.parse("2026-01-01T00:00:00.000Z");
  const words = (iso: string) => silenceWords(iso, answeredAtMs, (ms) => `${ms} ms`);
  expect(words("2025-12-31T23:59:59.000Z")).toBe("1000 ms");
  expect(words("2026-01-01T00:00:02.000Z")).toBe("2000 ms ahead");
});

test("bytes have three digits and a unit", () => {
  expect([0, 999, 1000, 38_412, 999_900, 2_000_000, 812e9].map(bytes)).toEqual([
    "0 B",
    "999 B",
    "1.00 kB",
    "38.4 kB",
    "1.00 MB",
    "2.00 MB",
    "812 GB",
  ]);
});
