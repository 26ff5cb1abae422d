import { expect, test } from "vitest";
import { BodyBudget } from "#query/api/ingest/body-budget.ts";

test("refuses what goes beyond it, and takes it again once there is room", () => {
  const budget = new BodyBudget(100);
  const first = budget.reserve(60);
  expect(() => budget.reserve(41)).toThrow(expect.objectContaining({ code: "overloaded" }));
  const second = budget.reserve(40);
  first.shrinkTo(10);
  expect(budget.reservedBytes).toBe(50);
  second.release();
  second.release();
  first.release();
  expect(budget.reservedBytes).toBe(0);
});

test("a reservation never grows", () => {
  const budget = new BodyBudget(100);
  const reservation = budget.reserve(10);
  reservation.shrinkTo(50);
  expect(budget.reservedBytes).toBe(10);
  reservation.release();
  reservation.shrinkTo(5);
  expect(budget.reservedBytes).toBe(0);
});
