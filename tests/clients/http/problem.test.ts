import { expect, test } from "vitest";
import { problemOf } from "../../../clients/http/problem.ts";
import { RetryDelays } from "../../../clients/http/retry.ts";

async function askedMs(headers: Record<string, string>): Promise<number | null> {
  const problem = await problemOf(new Response("{}", { status: 503, headers }), null);
  return problem.retryAfterMs;
}

async function isPassing(status: number): Promise<boolean> {
  return (await problemOf(new Response("", { status }), null)).isPassing;
}

test("when to try again is said in seconds or as a date", async () => {
  expect(await askedMs({ "retry-after": "30" })).toBe(30_000);
  const date = "Tue, 03 Feb 2026 10:00:00 GMT";
  expect(await askedMs({ "retry-after": "Tue, 03 Feb 2026 10:01:30 GMT", date })).toBe(90_000);
  expect(await askedMs({ "retry-after": date, date: "Tue, 03 Feb 2026 11:00:00 GMT" })).toBe(0);
  expect(await askedMs({ "retry-after": "soon" })).toBeNull();
  expect(await askedMs({})).toBeNull();
});

test("a wait is at least what is asked for, and never longer than timers go", () => {
  expect(new RetryDelays().next(30_000)).toBe(30_000);
  expect(new RetryDelays().next(1e12)).toBe(3_600_000);
  expect(new RetryDelays().next()).toBeLessThanOrEqual(250);
});

test("a request that was not sent in time may succeed later; one that is wrong may not", async () => {
  expect(await Promise.all([408, 429, 503].map(isPassing))).toEqual([true, true, true]);
  expect(await Promise.all([400, 401, 404, 413].map(isPassing))).toEqual([
    false,
    false,
    false,
    false,
  ]);
});
