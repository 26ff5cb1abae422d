import fc from "fast-check";
import { expect, test } from "vitest";
import { localMinuteText, readLocalMinute } from "#domain/scheduling/local-minute.ts";

const timeOf = (text: string, zone: string): string | undefined => {
  const read = readLocalMinute(text, zone);
  return read && `${new Date(read.timeMs).toISOString()} ${read.shift}`;
};

test("a minute is read on the wall clock of the zone", () => {
  expect(timeOf("2026-01-05T09:30", "Europe/Prague")).toBe("2026-01-05T08:30:00.000Z null");
  expect(timeOf("2026-07-05T09:30", "Europe/Prague")).toBe("2026-07-05T07:30:00.000Z null");
  expect(readLocalMinute("2026-01-04T09:30", "UTC")).toMatchObject({
    hour: 9,
    minute: 30,
    weekday: 0,
  });
});

test.each([
  // Prague goes from 02:00 to 03:00, Lord Howe by half an hour, Apia over a whole day.
  ["2026-03-29T02:00", "Europe/Prague", "2026-03-29T01:00:00.000Z skipped"],
  ["2026-03-29T02:59", "Europe/Prague", "2026-03-29T01:00:00.000Z skipped"],
  ["2026-03-29T03:00", "Europe/Prague", "2026-03-29T01:00:00.000Z null"],
  ["2026-10-04T02:15", "Australia/Lord_Howe", "2026-10-03T15:30:00.000Z skipped"],
  ["2011-12-30T12:00", "Pacific/Apia", "2011-12-30T10:00:00.000Z skipped"],
])("%s in %s stands in a gap: the first minute after it", (text, zone, expected) => {
  expect(timeOf(text, zone)).toBe(expected);
});

test("where the clock shows a minute twice, the first of the two is meant", () => {
  expect(timeOf("2026-10-25T02:30", "Europe/Prague")).toBe("2026-10-25T00:30:00.000Z twice");
  expect(timeOf("2026-11-01T01:30", "America/New_York")).toBe("2026-11-01T05:30:00.000Z twice");
});

test.each(["", "2026-01-05", "2026-1-5T09:30", "2026-02-30T09:30", "2026-01-05T24:30", "x"])(
  "%j is no minute",
  (text) => {
    expect(readLocalMinute(text, "Europe/Prague")).toBeUndefined();
  },
);

test("an unknown zone gives nothing", () => {
  expect(readLocalMinute("2026-01-05T09:30", "Europe/Nowhere")).toBeUndefined();
});

test("what the wall clock shows is read back as the same minute, or as the first that shows it", () => {
  const zones = ["Europe/Prague", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe"];
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.integer({ min: 27_000_000, max: 31_000_000 }),
      (zone, minutes) => {
        const timeMs = minutes * 60_000;
        const text = localMinuteText(timeMs, zone);
        const read = readLocalMinute(text, zone);
        expect(read?.shift).not.toBe("skipped");
        // The first of two is an hour, or half of one, before the second.
        const latestMs = read?.shift === "twice" ? timeMs - 30 * 60_000 : timeMs;
        expect([timeMs, latestMs, timeMs - 60 * 60_000]).toContain(read?.timeMs);
      },
    ),
    { numRuns: 300 },
  );
});
