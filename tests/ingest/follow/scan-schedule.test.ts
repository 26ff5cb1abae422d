import { expect, test } from "vitest";
import { ScanSchedule } from "#ingest/follow/scan-schedule.ts";

test("what happens meanwhile is looked at soon, and however much happens, most of the time is left", () => {
  const schedule = new ScanSchedule();
  expect(schedule.isDue(0)).toBe(true);
  schedule.begin();
  expect(schedule.isDue(1_000)).toBe(false);
  schedule.end(1_000, 300, false);
  expect([schedule.isDue(10_999), schedule.isDue(11_000)]).toEqual([false, true]);
  schedule.want(1_050);
  expect([schedule.isDue(1_599), schedule.isDue(1_600)]).toEqual([false, true]);

  schedule.begin();
  schedule.want(1_700);
  schedule.end(1_610, 10, false);
  expect([schedule.isDue(1_859), schedule.isDue(1_860)]).toEqual([false, true]);
  schedule.want(1_650);
  expect([schedule.isDue(1_649), schedule.isDue(1_650)]).toEqual([false, true]);
});

test("looking around that takes its time is done more seldom", () => {
  const schedule = new ScanSchedule();
  schedule.begin();
  schedule.end(5_000, 5_000, true);
  expect([schedule.isDue(54_999), schedule.isDue(55_000)]).toEqual([false, true]);
});
