import { expect, test } from "vitest";
import type { OrderTruth } from "#shop/simulation/answer-key-objects.ts";
import { faultTruths } from "#shop/simulation/truth/fault-truth.ts";
import { orderTruth } from "./order-of-truth.ts";

const AT_MS = Date.UTC(2026, 0, 5, 12);
/** Long after every wait. */
const END_MS = AT_MS + 24 * 3_600_000;
const ON = { type: "order", id: "100000001" } as const;

function rulesOf(
  fault: "license.missing" | "replication.lost" | "mail.lost",
  of: OrderTruth,
  nowMs = END_MS,
) {
  const struck = [{ fault, atMs: AT_MS, on: [ON] }];
  const hurt = { orders: [of], payments: [], giftCards: [], replays: [], nowMs };
  return faultTruths(struck, hurt).flatMap(({ findings }) => findings);
}

test("what is still undone at the end is found", () => {
  expect(rulesOf("license.missing", orderTruth({}))).toEqual([{ rule: "license.missing", on: ON }]);
  expect(rulesOf("replication.lost", orderTruth({}))).toEqual([
    { rule: "order.not-replicated", on: ON },
  ]);
});

function made(hours: number): OrderTruth {
  return orderTruth({
    state: "delivered",
    licenses: ["LN-1"],
    deliveredAt: new Date(AT_MS + hours * 3_600_000).toISOString(),
  });
}

test("what a replay put right hours later is late, at once it is nothing", () => {
  expect(rulesOf("license.missing", made(3))).toEqual([{ rule: "order.delivered-late", on: ON }]);
  expect(rulesOf("license.missing", made(0.1))).toEqual([]);
});

test("nothing is owed to an order that was cancelled or never paid", () => {
  expect(rulesOf("license.missing", orderTruth({}, { state: "cancelled" }))).toEqual([]);
  expect(rulesOf("license.missing", orderTruth({}, { paid: "none" }))).toEqual([]);
});

test("a lost mail stays lost", () => {
  expect(rulesOf("mail.lost", orderTruth({}))).toEqual([{ rule: "mail.missing", on: ON }]);
  expect(rulesOf("mail.lost", orderTruth({}), AT_MS + 15 * 60_000)).toEqual([]);
});
