import { expect, test } from "vitest";
import { cronExpression, isNamedRecurrence } from "#domain/scheduling/recurrence.ts";

const FRIDAY = { hour: 3, minute: 15, weekday: 5 };

test.each([
  ["once", null],
  ["hourly", "15 * * * *"],
  ["daily", "15 3 * * *"],
  ["weekly", "15 3 * * 5"],
  ["*/10 8-18 * * 1-5", "*/10 8-18 * * 1-5"],
])("%s from a Friday's 03:15 on is %s", (recurrence, expected) => {
  expect(cronExpression(recurrence, FRIDAY)).toBe(expected);
});

test("only the four words are named recurrences", () => {
  expect(["once", "hourly", "daily", "weekly"].every(isNamedRecurrence)).toBe(true);
  expect(["Daily", "monthly", "", "* * * * *"].some(isNamedRecurrence)).toBe(false);
});
