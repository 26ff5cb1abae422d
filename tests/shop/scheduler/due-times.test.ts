import { expect, test } from "vitest";
import { COUNTED_RUNS_MAX, dueTimes, nextDueMs } from "#shop/scheduler/due-times.ts";

const PRAGUE = "Europe/Prague";
const at = (text: string) => Date.parse(text);

/** The next times of a task, in UTC. */
function next(
  timing: { time: string; recurrence: string },
  from: string,
  count: number,
  zone = PRAGUE,
): (string | null)[] {
  const times: (string | null)[] = [];
  let afterMs: number | null = at(from);
  while (afterMs !== null && times.length < count) {
    afterMs = nextDueMs(timing, zone, afterMs);
    times.push(afterMs === null ? null : new Date(afterMs).toISOString().slice(0, 16));
  }
  return times;
}

test("once: at its time, never again", () => {
  const timing = { time: "2026-01-05T09:30", recurrence: "once" };
  expect(next(timing, "2026-01-01T00:00:00Z", 2)).toEqual(["2026-01-05T08:30", null]);
});

test("no recurrence is due before its first time", () => {
  for (const recurrence of ["hourly", "daily", "weekly", "* * * * *"]) {
    const timing = { time: "2026-01-05T09:30", recurrence };
    expect(next(timing, "2025-06-01T00:00:00Z", 1)).toEqual(["2026-01-05T08:30"]);
  }
});

test("hourly, daily and weekly go on from the first time", () => {
  const time = "2026-01-05T09:30";
  const from = "2026-01-05T08:30:00Z";
  expect(next({ time, recurrence: "hourly" }, from, 2)).toEqual([
    "2026-01-05T09:30",
    "2026-01-05T10:30",
  ]);
  expect(next({ time, recurrence: "daily" }, from, 2)).toEqual([
    "2026-01-06T08:30",
    "2026-01-07T08:30",
  ]);
  expect(next({ time, recurrence: "weekly" }, from, 2)).toEqual([
    "2026-01-12T08:30",
    "2026-01-19T08:30",
  ]);
});

test("daily keeps its time on the wall clock when the clocks change", () => {
  const timing = { time: "2026-03-27T06:00", recurrence: "daily" };
  expect(next(timing, "2026-03-28T00:00:00Z", 2)).toEqual(["2026-03-28T05:00", "2026-03-29T04:00"]);
});

test("a time that the wall clock skips comes at the first minute after", () => {
  const daily = { time: "2026-03-27T02:30", recurrence: "daily" };
  expect(next(daily, "2026-03-27T12:00:00Z", 3)).toEqual([
    "2026-03-28T01:30",
    "2026-03-29T01:00",
    "2026-03-30T00:30",
  ]);
  // Also where the skipped time is the very first.
  for (const recurrence of ["once", "daily", "weekly"]) {
    const timing = { time: "2026-03-29T02:30", recurrence };
    expect(next(timing, "2026-03-27T12:00:00Z", 1)).toEqual(["2026-03-29T01:00"]);
  }
});

test("a time that the wall clock shows twice comes at the first, hourly in every hour", () => {
  const daily = { time: "2026-10-20T02:30", recurrence: "daily" };
  expect(next(daily, "2026-10-24T12:00:00Z", 2)).toEqual(["2026-10-25T00:30", "2026-10-26T01:30"]);
  const hourly = { time: "2026-10-20T02:30", recurrence: "hourly" };
  expect(next(hourly, "2026-10-24T23:45:00Z", 3)).toEqual([
    "2026-10-25T00:30",
    "2026-10-25T01:30",
    "2026-10-25T02:30",
  ]);
});

test("a cron expression counts on the wall clock of the zone", () => {
  const timing = { time: "2026-01-01T00:00", recurrence: "0 6 * * 1-5" };
  expect(next(timing, "2026-01-02T12:00:00Z", 2, "America/New_York")).toEqual([
    "2026-01-05T11:00",
    "2026-01-06T11:00",
  ]);
});

test.each(["", "monthly", "61 * * * *", "* * * * * *", "? * * * *", "0 0 * *"])(
  "%j is no recurrence",
  (recurrence) => {
    expect(() => nextDueMs({ time: "2026-01-01T00:00", recurrence }, PRAGUE, 0)).toThrow(
      expect.objectContaining({ code: "invalid-request", detail: { place: "recurrence" } }),
    );
  },
);

test("due times of a stretch are all of them, both ends included", () => {
  const timing = { time: "2026-01-01T00:00", recurrence: "*/10 * * * *" };
  const due = dueTimes(timing, PRAGUE, {
    dueMs: at("2026-01-05T08:00:00Z"),
    throughMs: at("2026-01-05T08:30:00Z"),
  });
  expect(due).toMatchObject({ isWhole: true, nextMs: at("2026-01-05T08:40:00Z") });
  expect(due.times.map((timeMs) => new Date(timeMs).toISOString().slice(11, 16))).toEqual([
    "08:00",
    "08:10",
    "08:20",
    "08:30",
  ]);
});

test("of a very long stretch the latest is known, and that some are not counted", () => {
  const timing = { time: "2026-01-01T00:00", recurrence: "* * * * *" };
  const throughMs = at("2026-03-05T08:30:30Z");
  const due = dueTimes(timing, PRAGUE, { dueMs: at("2026-01-05T08:00:00Z"), throughMs });
  expect(due).toMatchObject({ isWhole: false, nextMs: at("2026-03-05T08:31:00Z") });
  expect(due.times).toHaveLength(COUNTED_RUNS_MAX + 1);
  expect(due.times.at(-1)).toBe(at("2026-03-05T08:30:00Z"));
});
