import { expect, test } from "vitest";
import {
  excludedGlobProblem,
  fixedPartOf,
  globMatcher,
  globProblem,
} from "#ingest/pipeline/file-globs.ts";

test.each([
  ["", /empty/],
  ["logs/*.log", /absolute/],
  [`/${"a".repeat(4096)}`, /at most 4096/],
  ["/var/\0", /zero byte/],
  ["/var/../etc/*", /go up/],
  ["/var/{log,../etc}/*", /go up/],
  ["/var/log/(a|..)/x", /go up/],
  ["/var/log/[ab", /glob: Missing closing/],
  ["/var/log/{a", /glob: Missing closing/],
  ["/**", /name a directory/],
  ["/*/log", /name a directory/],
])("%s is refused", (glob, message) => {
  expect(globProblem(glob)).toMatch(message);
});

test.each([
  ["/var/log/*.log", "/var/log"],
  ["/var/log/shop.log", "/var/log/shop.log"],
  ["/var/log/**/x?.log", "/var/log"],
  ["/var/{log,spool}/x", "/var"],
  ["/var/a..b/*", "/var/a..b"],
])("%s begins in %s", (glob, fixed) => {
  expect(globProblem(glob)).toBeNull();
  expect(fixedPartOf(glob)).toBe(fixed);
});

test("files to leave out may lie anywhere, and are checked as well", () => {
  for (const glob of ["/**", "/**/*.gz", "/var/log/debug*"]) {
    expect(excludedGlobProblem(glob)).toBeNull();
  }
  for (const glob of ["", "*.gz", "/var/[a", "/a/../b"]) {
    expect(excludedGlobProblem(glob)).not.toBeNull();
  }
});

test("files are meant by any of the globs", () => {
  const isMeant = globMatcher(["/var/log/*.log", "/srv/**/out.txt"]);
  expect(isMeant("/var/log/shop.log")).toBe(true);
  expect(isMeant("/srv/a/b/out.txt")).toBe(true);
  expect(isMeant("/var/log/deep/shop.log")).toBe(false);
  expect(isMeant("/var/log/shop.log.1")).toBe(false);
  expect(globMatcher([])("/var/log/shop.log")).toBe(false);
});
