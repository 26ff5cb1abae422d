import { expect, test } from "vitest";
import { DEFAULT_DEADLINES } from "#domain/lifecycles/deadlines.ts";
import { caseOf } from "#domain/lifecycles/gather-case.ts";
import { judgeObject } from "#storage/lifecycles/judged-object.ts";
import { type Told, told } from "../../domain/lifecycles/told.ts";

const AT = { atMs: Date.parse("2026-01-06T00:00:00.000Z"), deadlines: DEFAULT_DEADLINES };
const AMOUNT = { minor: 6_400, currency: "EUR" };

const RESERVED = [
  { type: "order.numberReserved", on: "order 100000007, quote Q-1", at: "09:00:00.000" },
  {
    type: "payment.requested",
    on: "payment P-1, order 100000007",
    at: "09:00:00.001",
    amount: AMOUNT,
  },
  { type: "payment.declined", on: "payment P-1, order 100000007", at: "09:00:00.002" },
];

function amountOf(type: "order" | "payment", id: string, events: readonly Told[]) {
  const whole = caseOf({ type, id }, told(...events));
  if (whole === null) throw new Error(`No record names ${id}`);
  return judgeObject(whole, AT, null)?.row.amount;
}

test("a number that is only reserved amounts to nothing that is known", () => {
  expect(amountOf("order", "100000007", RESERVED)).toBe(null);
  const placed = { type: "order.placed", on: "order 100000007", at: "09:01:00.000" };
  expect(amountOf("order", "100000007", [...RESERVED, { ...placed, amount: AMOUNT }])).toEqual(
    AMOUNT,
  );
});

test("a payment shows what was asked for, whatever became of it", () => {
  expect(amountOf("payment", "P-1", RESERVED)).toEqual(AMOUNT);
});
