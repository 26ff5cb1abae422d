import { expect, test } from "vitest";
import {
  leftOut,
  momentStops,
  readMoment,
  stopOf,
} from "../../../../dashboards/src/routes/timeline/moment-stops.ts";
import { entry } from "../../entries.ts";

const entries = [
  entry({ seq: 1, time: "2026-03-02T10:00:00.000Z", recordedAt: "2026-03-02T10:00:05.000Z" }),
  entry({ seq: 2, time: "2026-03-02T10:00:01.000Z", recordedAt: "2026-03-02T10:00:03.000Z" }),
  entry({ seq: 3, time: "2026-03-02T10:00:01.000Z", recordedAt: "2026-03-02T10:00:05.000Z" }),
];

test("each clock has its own stops, each time once and in order", () => {
  expect(momentStops(entries, "asOf")).toEqual([
    "2026-03-02T10:00:00.000Z",
    "2026-03-02T10:00:01.000Z",
  ]);
  expect(momentStops(entries, "knownAt")).toEqual([
    "2026-03-02T10:00:03.000Z",
    "2026-03-02T10:00:05.000Z",
  ]);
});

test("without a moment the slider stands at now, behind the last stop; between stops on the one before", () => {
  const stops = momentStops(entries, "asOf");
  expect(stopOf(stops, undefined)).toBe(2);
  expect(stopOf(stops, "2026-03-02T10:00:00.500Z")).toBe(0);
  expect(stopOf(stops, "2026-03-02T10:00:01.000Z")).toBe(1);
});

test("a moment leaves out what carries a later time on its clock", () => {
  const out = (kind: "asOf" | "knownAt", at: string) =>
    leftOut(entries, kind, at).map(({ seq }) => seq);
  expect(out("asOf", "2026-03-02T10:00:00.000Z")).toEqual([2, 3]);
  expect(out("knownAt", "2026-03-02T10:00:03.000Z")).toEqual([1, 3]);
  expect(leftOut(entries, "asOf", undefined)).toEqual([]);
});

test("a typed time is read in UTC unless it names an offset; what is no time is refused", () => {
  expect(readMoment("2026-03-02T10:00:00.123Z")).toBe("2026-03-02T10:00:00.123Z");
  expect(readMoment(" 2026-03-02 10:00:00.123 ")).toBe("2026-03-02T10:00:00.123Z");
  expect(readMoment("2026-03-02T10:00+01:00")).toBe("2026-03-02T09:00:00.000Z");
  expect(readMoment("2026-03-02")).toBe("2026-03-02T00:00:00.000Z");
  expect(readMoment("yesterday")).toBeNull();
  expect(readMoment("2026-13-40T10:00Z")).toBeNull();
});
