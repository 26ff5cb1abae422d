import { expect, test } from "vitest";
import { duesOf } from "../../../../dashboards/src/routes/timeline/dues.ts";
import {
  lastEntryBy,
  placeFindings,
} from "../../../../dashboards/src/routes/timeline/place-findings.ts";
import { timelineRows } from "../../../../dashboards/src/routes/timeline/timeline-rows.ts";
import { entry } from "../../entries.ts";
import { finding } from "./findings.ts";

const at = (second: number) => `2016-07-27T09:32:${String(second).padStart(2, "0")}.000Z`;
const entries = [
  entry({ seq: 1, time: at(10) }),
  entry({ seq: 2, time: at(20) }),
  entry({ seq: 3, time: at(20) }),
  entry({ seq: 4, time: at(30) }),
];
const object = { type: "order", id: "100000123" } as const;

test("the last entry by a time is found, that very millisecond included", () => {
  expect([at(9), at(10), at(20), at(29), at(31)].map((time) => lastEntryBy(entries, time))).toEqual(
    [-1, 0, 2, 2, 3],
  );
});

test("a finding stands beneath the record of its evidence that it began with", () => {
  const late = finding({
    rule: "order.number-late",
    since: at(20),
    evidence: ["main:1", "main:3"],
  });
  expect([...placeFindings([late], entries, []).byEntry.keys()]).toEqual([2]);
});

test("one whose evidence is not among the records stands after the last one before it", () => {
  const foreign = finding({ rule: "time.recorded-late", since: at(25), evidence: ["main:99"] });
  const early = finding({ rule: "time.impossible-zone", since: at(1), evidence: ["main:98"] });
  expect([...placeFindings([foreign, early], entries, []).byEntry.keys()]).toEqual([2, 0]);
});

test("the gravest of a row comes first", () => {
  const info = finding({ rule: "time.undetermined-order", since: at(10), severity: "info" });
  const critical = finding({ rule: "order.number-reused", since: at(10), severity: "critical" });
  const placed = placeFindings([info, critical], entries, []).byEntry.get(0);
  expect(placed?.map(({ rule }) => rule)).toEqual([
    "order.number-reused",
    "time.undetermined-order",
  ]);
});

test("what is missing has a row at its deadline, its finding beneath it, and records go on after it", () => {
  const missing = finding({ rule: "license.missing", since: at(25), evidence: ["main:2"] });
  const dues = duesOf({ object, findings: [missing] });
  const rows = timelineRows(entries, 20_000, "UTC", {
    dues,
    placed: placeFindings([missing], entries, dues),
  });
  expect(rows.map(({ kind }) => kind)).toEqual([
    "day",
    "record",
    "record",
    "record",
    "due",
    "finding",
    "record",
  ]);
  const waits = rows.flatMap((row) => ("waitMs" in row ? [row.waitMs] : []));
  expect(waits).toEqual([null, 10_000, 0, 5_000, 5_000]);
});

test("a wait that begins at a deadline says so, and is counted from it", () => {
  const later = [...entries, entry({ seq: 5, time: "2016-07-27T11:00:00.000Z" })];
  const missing = finding({ rule: "license.missing", since: "2016-07-27T09:47:30.000Z" });
  const dues = duesOf({ object, findings: [missing] });
  const rows = timelineRows(later, 6_000_000, "UTC", {
    dues,
    placed: placeFindings([missing], later, dues),
  });
  const gap = rows.find((row) => row.kind === "gap");
  expect(gap).toMatchObject({
    isAfterDue: true,
    waitMs: 4_350_000,
    from: "2016-07-27T09:47:30.000Z",
  });
});
