import { expect, test } from "vitest";
import { checkTiming } from "#shop/scheduler/check-timing.ts";

const NOW_MS = Date.parse("2026-01-05T09:00:30Z");
const check = (time: string, recurrence: string) =>
  checkTiming({ time, recurrence }, "Europe/Prague", NOW_MS);

test.each([
  ["2026-01-05T10:01", "once"],
  // The minute that has begun.
  ["2026-01-05T10:00", "once"],
  // Long past: it comes again.
  ["2020-01-05T10:00", "daily"],
  ["2026-01-05T10:00", "*/5 * * * *"],
])("%s %s can be put on the schedule", (time, recurrence) => {
  expect(check(time, recurrence)).toEqual({});
});

test.each([
  ["2026-01-05T09:59", "once", "time"],
  ["tomorrow", "daily", "time"],
  ["2046-01-05T10:00", "daily", "time"],
  ["2026-01-05T10:01", "each day", "recurrence"],
  ["2026-01-05T10:01", "0 0 30 2 *", "recurrence"],
  ["2026-01-05T10:01", `${"1,".repeat(60)}1 * * * *`, "recurrence"],
])("%s %s is refused for its %s", (time, recurrence, field) => {
  expect(Object.keys(check(time, recurrence))).toEqual([field]);
});
