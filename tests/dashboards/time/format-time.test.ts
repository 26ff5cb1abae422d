import { expect, test } from "vitest";
import {
  dateSpan,
  dayLabel,
  offsetAt,
  repeatedClockCharacters,
  timeParts,
  zoneLabel,
} from "../../../dashboards/src/time/format-time.ts";

test("a time is cut into date, clock and milliseconds", () => {
  expect(timeParts("2016-07-27T09:32:14.774Z", "UTC")).toEqual({
    date: "2016-07-27",
    clock: "09:32:14",
    ms: "774",
  });
});

test("local time keeps its milliseconds and may fall on another day", () => {
  expect(timeParts("2016-07-27T22:30:00.005Z", "Europe/Prague")).toEqual({
    date: "2016-07-28",
    clock: "00:30:00",
    ms: "005",
  });
});

test("midnight is hour 00, not 24", () => {
  expect(timeParts("2016-07-26T22:00:00.000Z", "Europe/Prague").clock).toBe("00:00:00");
});

test("the offset is that of the moment: summer and winter differ", () => {
  expect(offsetAt("2016-07-27T09:00:00.000Z", "Europe/Prague")).toBe("+02:00");
  expect(offsetAt("2016-12-27T09:00:00.000Z", "Europe/Prague")).toBe("+01:00");
  expect(offsetAt("2016-12-27T09:00:00.000Z", "Asia/Kolkata")).toBe("+05:30");
  expect(offsetAt("2016-12-27T09:00:00.000Z", "America/New_York")).toBe("-05:00");
  expect(offsetAt("2016-12-27T09:00:00.000Z", "UTC")).toBe("+00:00");
});

test("a zone is named with its offset, UTC alone", () => {
  expect(zoneLabel("2016-07-27T09:00:00.000Z", "Europe/Prague")).toBe("Europe/Prague (+02:00)");
  expect(zoneLabel("2016-07-27T09:00:00.000Z", "UTC")).toBe("UTC");
});

test("what repeats the row above is counted by whole components", () => {
  expect(repeatedClockCharacters("09:32:14", undefined)).toBe(0);
  expect(repeatedClockCharacters("09:32:14", "08:32:14")).toBe(0);
  expect(repeatedClockCharacters("09:32:14", "09:31:52")).toBe(3);
  expect(repeatedClockCharacters("09:32:14", "09:32:13")).toBe(6);
  expect(repeatedClockCharacters("09:32:14", "09:32:14")).toBe(8);
});

test("days and spans of days are named as short as possible", () => {
  expect(dayLabel("2016-07-27")).toBe("Wed 27 July 2016");
  expect(dateSpan("2016-07-27", "2016-07-27")).toBe("27 July 2016");
  expect(dateSpan("2016-07-24", "2016-07-27")).toBe("24 to 27 July 2016");
  expect(dateSpan("2016-06-24", "2016-07-27")).toBe("24 June to 27 July 2016");
  expect(dateSpan("2015-07-24", "2016-07-27")).toBe("24 July 2015 to 27 July 2016");
});
