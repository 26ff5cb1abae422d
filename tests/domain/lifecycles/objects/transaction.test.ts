import { expect, test } from "vitest";
import type { ObjectKey } from "#domain/lifecycles/object-key.ts";
import { rebuilt } from "../rebuilt.ts";
import { onTheDay, type Told, told } from "../told.ts";

const VISIT: ObjectKey = { type: "transaction", id: "TU80WKRYTI9QUMJ4" };

function step(type: string, at: string, rest: Partial<Told> = {}): Told {
  return { type, at, transactionId: VISIT.id, from: "moodle", ...rest };
}

const TRACE = [
  step("payment.requested", "11:32:13.750"),
  step("payment.captured", "11:32:13.753"),
  step("fulfillment.started", "11:32:13.760"),
];
const NO_HANDLER = step("fulfillment.handlerMissing", "11:32:13.765", {
  attributes: { handler: "COURSETOBUY", component: "Prepay Production" },
});

test("a bare transaction is paid, produced and completed by its trace", () => {
  const life = rebuilt(VISIT, told(...TRACE, step("order.completed", "11:32:13.774")));
  const states = life.states.map(({ state }) => state);
  expect(states).toEqual(["paying", "paid", "producing", "completed"]);
  expect(life.findings).toEqual([]);
});

test("a missing handler fails it, and names what was to be produced", () => {
  const life = rebuilt(VISIT, told(...TRACE, NO_HANDLER));
  expect(life.state).toBe("failed");
  expect(life.findings).toMatchObject([
    {
      rule: "fulfillment.handler-missing",
      severity: "error",
      evidence: ["main:4"],
      since: onTheDay("11:32:13.765"),
    },
  ]);
  expect(life.findings[0]?.sentence).toContain("COURSETOBUY");
});

test("where the record names an order, the finding is the order's", () => {
  const ofOrder = { ...NO_HANDLER, on: "order 300000024" };
  expect(rebuilt(VISIT, told(...TRACE, ofOrder)).findings).toEqual([]);
  const order: ObjectKey = { type: "order", id: "300000024" };
  expect(rebuilt(order, told(...TRACE, ofOrder)).findings.map(({ rule }) => rule)).toContain(
    "fulfillment.handler-missing",
  );
});

test("a text trace of the same visit beside the shop's record adds no second finding", () => {
  const ofOrder = { ...NO_HANDLER, on: "order 300000024", from: "shop" };
  const rules = rebuilt(VISIT, told(...TRACE, ofOrder, NO_HANDLER)).findings.map(
    ({ rule }) => rule,
  );
  expect(rules).toEqual(["time.undetermined-order"]);
});
