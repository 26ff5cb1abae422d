import * as fc from "fast-check";
import { expect, test } from "vitest";
import { TracewellError } from "#domain/errors.ts";
import {
  parseTimeParameter,
  parseTimeRange,
  parseTimeSpan,
} from "#domain/identifiers/time-parameter.ts";

const nowMs = Date.UTC(2026, 0, 31, 9, 5, 0, 120);

test("RFC 3339 is read in any zone, UTC where none is given", () => {
  const expected = Date.UTC(2016, 6, 27, 9, 32, 13, 753);
  for (const text of [
    "2016-07-27T09:32:13.753Z",
    "2016-07-27t09:32:13.753z",
    "2016-07-27 09:32:13.753",
    "2016-07-27T09:32:13,753Z",
    "2016-07-27T09:32:13.753999Z",
    "2016-07-27T11:32:13.753+02:00",
    "2016-07-27T04:02:13.753-0530",
    " 1469611933753 ",
  ]) {
    expect(parseTimeParameter(text, nowMs)).toBe(expected);
  }
  expect(parseTimeParameter("-1", nowMs)).toBe(-1);
});

test("relative times count from now", () => {
  expect(parseTimeParameter("now", nowMs)).toBe(nowMs);
  expect(parseTimeParameter("now-1h", nowMs)).toBe(nowMs - 3_600_000);
  expect(parseTimeParameter("NOW-90m", nowMs)).toBe(nowMs - 5_400_000);
  expect(parseTimeParameter("now-1d+2h-5ms", nowMs)).toBe(nowMs - 86_400_000 + 7_200_000 - 5);
  expect(parseTimeParameter("now+2w", nowMs)).toBe(nowMs + 1_209_600_000);
});

test("a text means the whole span it names", () => {
  const day = Date.UTC(2016, 6, 27);
  expect(parseTimeSpan("2016-07-27", nowMs)).toEqual({ fromMs: day, toMs: day + 86_400_000 });
  const minute = day + 34_320_000;
  expect(parseTimeSpan("2016-07-27T09:32", nowMs)).toEqual({
    fromMs: minute,
    toMs: minute + 60_000,
  });
  expect(parseTimeSpan("2016-07-27T09:32:13Z", nowMs)).toEqual({
    fromMs: minute + 13_000,
    toMs: minute + 14_000,
  });
  expect(parseTimeSpan("2016-07-27T09:32:13.7Z", nowMs)).toEqual({
    fromMs: minute + 13_700,
    toMs: minute + 13_701,
  });
});

test("what is no time is refused with what was given and what is expected", () => {
  for (const text of [
    "",
    "yesterday",
    "2016-02-30",
    "2016-13-01",
    "2016-07-27T25:00",
    "2016-07-27T09:60",
    "2016-07-27T09:32:60Z",
    "2016-07-27T09:32:13+24:00",
    "2016-7-27",
    "now-",
    "now-1",
    "now-1y",
    "now - 1h",
    "1e3",
    "99999999999999999",
    "9999999999999999",
    "now-999999999w",
  ]) {
    expect(() => parseTimeParameter(text, nowMs)).toThrow(
      `\`${text}\` is not a time: expected RFC 3339 such as 2016-07-27T09:32:13.753Z, a date such as 2016-07-27, epoch milliseconds, or now-1h.`,
    );
  }
  expect(() => parseTimeParameter("x".repeat(100_000), nowMs)).toThrow(TracewellError);
  expect(() => parseTimeParameter("x".repeat(100_000), nowMs)).toThrow(/^`x{64}…` is not a time/);
});

test("a range runs from the start of one time to the start of the other", () => {
  expect(parseTimeRange({ from: "2016-07-27", to: "2016-07-28" }, nowMs)).toEqual({
    fromMs: Date.UTC(2016, 6, 27),
    toMs: Date.UTC(2016, 6, 28),
  });
  expect(parseTimeRange({ from: "now-1h" }, nowMs)).toEqual({ fromMs: nowMs - 3_600_000 });
  expect(parseTimeRange({}, nowMs)).toStrictEqual({});
  expect(() => parseTimeRange({ from: "now", to: "now-1h" }, nowMs)).toThrow(
    "The range ends before it begins: from `now` to `now-1h`.",
  );
});

test("every instant is read as it is written", () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date(0), max: new Date("9999-12-31"), noInvalidDate: true }),
      (date) => {
        expect(parseTimeParameter(date.toISOString(), nowMs)).toBe(date.getTime());
        expect(parseTimeParameter(String(date.getTime()), nowMs)).toBe(date.getTime());
        const span = parseTimeSpan(date.toISOString().slice(0, 10), nowMs);
        expect(span.fromMs <= date.getTime() && date.getTime() < span.toMs).toBe(true);
      },
    ),
  );
});
