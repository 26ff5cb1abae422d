import { QueryClient } from "@tanstack/react-query";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { exceptionAfter, exceptionBefore } from "../../../dashboards/src/api/order-numbers.ts";

const LAST = 1_760_000;

let exceptional: readonly number[] = [];
let asked: string[] = [];

/** Answers as the service does: ascending, `to` exclusive, page after page. */
function answer(url: string): Response {
  asked.push(url);
  const { searchParams } = new URL(url, "http://service.test");
  const read = (name: string) => Number(searchParams.get(name) ?? "0");
  const from = Math.max(read("from"), read("cursor"));
  const inside = exceptional.filter((sequence) => sequence >= from && sequence < read("to"));
  const next = inside[read("limit")];
  return Response.json({
    items: inside.slice(0, read("limit")).map((sequence) => ({ sequence })),
    nextCursor: next === undefined ? null : String(next),
    coverage: {},
  });
}

beforeEach(() => {
  asked = [];
  vi.stubGlobal("fetch", async (url: string) => answer(url));
});
afterEach(() => vi.unstubAllGlobals());

const after = (sequence: number) =>
  new QueryClient().fetchQuery(exceptionAfter("cz", ["unexplained"], sequence, LAST));
const before = (sequence: number) =>
  new QueryClient().fetchQuery(exceptionBefore("cz", ["unexplained"], sequence, 1));

test("the nearest before and after a number are found, however far", async () => {
  exceptional = [7, 900_000, 900_001, LAST];
  expect(await after(7)).toBe(900_000);
  expect(await after(LAST)).toBeNull();
  expect(await before(LAST + 1)).toBe(LAST);
  expect(await before(LAST)).toBe(900_001);
  expect(await before(900_000)).toBe(7);
  expect(await before(7)).toBeNull();
});

test("the way back is short in questions, and leaves none out where there are many", async () => {
  exceptional = [];
  expect(await before(LAST)).toBeNull();
  expect(asked.length).toBeLessThan(40);
  exceptional = Array.from({ length: 20_000 }, (_, index) => 100_000 + index);
  expect(await before(125_000)).toBe(119_999);
});
