import { expect, test } from "vitest";
import { readTimelineSearch } from "../../../../dashboards/src/routes/timeline/timeline-search.ts";

test("moments of an address are compared with records: they are in UTC; what is no time stays to be refused", () => {
  expect(
    readTimelineSearch({ asOf: "2026-03-02T10:00+01:00", knownAt: "2026-03-02", rec: "42" }),
  ).toEqual({ asOf: "2026-03-02T09:00:00.000Z", knownAt: "2026-03-02T00:00:00.000Z", rec: "42" });
  expect(readTimelineSearch({ asOf: "now-1h" })).toEqual({ asOf: "now-1h" });
});
