import { expect, test } from "vitest";
import { momentText, readMoment } from "../../../dashboards/src/time/read-moment.ts";

test.each([
  ["2026-03-16 12:04:37.199", "2026-03-16T12:04:37.199Z"],
  ["2026-03-16T12:04:37.199Z", "2026-03-16T12:04:37.199Z"],
  [" 2026-03-16 12:04:37,2 UTC ", "2026-03-16T12:04:37.200Z"],
  ["2026-03-16 12:04", "2026-03-16T12:04:00.000Z"],
  ["2026-03-16", "2026-03-16T00:00:00.000Z"],
])("%s is a moment", (typed, moment) => {
  expect(readMoment(typed)).toBe(moment);
  expect(readMoment(momentText(moment))).toBe(moment);
});

test.each([
  "",
  "yesterday",
  "2026-02-30",
  "2026-03-16 25:00",
  "16.3.2026",
  "2026-03-16T12:04:37+02:00",
])("%j is none", (typed) => {
  expect(readMoment(typed)).toBeNull();
});
