import { expect, test } from "vitest";
import { describeReload } from "#bin/cli/sources/describe-reload.ts";

const NOTHING = {
  file: "/etc/tracewell.config.json",
  loadedAt: "2026-01-31T09:05:00.000Z",
  added: [],
  changed: [],
  removed: [],
  unchanged: [],
  needsRestart: [],
};

test("what a reload has changed is told by name, and what it has not by number", () => {
  expect(
    describeReload({
      ...NOTHING,
      added: ["a", "b"],
      changed: ["c"],
      removed: ["d"],
      unchanged: ["e", "f"],
      needsRestart: ["port", "host"],
    }),
  ).toBe(
    "/etc/tracewell.config.json: added: a, b; changed: c; no longer there, kept by name and not followed: d; 2 unchanged.\nChanged too, and taken with the next start: port, host.",
  );
  expect(describeReload(NOTHING)).toBe("/etc/tracewell.config.json: no sources.");
  expect(describeReload({ ...NOTHING, file: null })).toBe(
    "There is no configuration file: no sources.",
  );
});

test("of very many, some are named", () => {
  const added = Array.from({ length: 25 }, (_, at) => `s${at}`);
  expect(describeReload({ ...NOTHING, added })).toContain("s19 and 5 more.");
});
