import { expect, test } from "vitest";
import { z } from "zod";
import { readMoodleMessage } from "#ingest/formats/moodle-messages.ts";
import { fulfillOrder } from "#shop/fulfillment/fulfill-order.ts";
import { checkUnpaidFulfillment } from "#shop/fulfillment/fulfill-unpaid.ts";
import { shipOrder } from "#shop/fulfillment/ship-order.ts";
import { linesOf } from "#shop/orders/order-rows.ts";
import { markCancelled, markPaid } from "#shop/orders/order-state.ts";
import { openProduction, type Production, VISIT } from "./open-production.ts";

const MINUTE_MS = 60_000;
const anyRow = z.record(z.string(), z.unknown());
const DAY_MS = 86_400_000;

function typesOf(open: Production, ...types: string[]) {
  return open.events().filter(({ type }) => types.includes(type));
}

function statesOf(open: Production, number: string): string[] {
  return linesOf(open.shop.web, number).map(({ state }) => state);
}

test("a gift card is issued at once, long before the box of the same order is sent", async () => {
  await using open = openProduction();
  const { number, lineItemIds } = open.place(["BOX-ISC", "GIFT-25"]);
  await open.pass(MINUTE_MS);
  expect(statesOf(open, number)).toEqual(["ordered", "delivered"]);
  expect(open.order(number).state).toBe("paid");
  await open.pass(4 * DAY_MS);
  expect(statesOf(open, number)).toEqual(["delivered", "delivered"]);
  expect(open.order(number).state).toBe("completed");
  const told = typesOf(open, "fulfillment.started", "fulfillment.completed", "order.completed");
  expect(
    told.map(({ type, attributes }) => [type, attributes?.["kind"], attributes?.["lineItemIds"]]),
  ).toEqual([
    ["fulfillment.started", "digital", [lineItemIds[1]]],
    ["fulfillment.completed", "digital", [lineItemIds[1]]],
    ["fulfillment.started", "physical", [lineItemIds[0]]],
    ["fulfillment.completed", "physical", [lineItemIds[0]]],
    ["order.completed", undefined, lineItemIds],
  ]);
  expect(told[0]?.attributes?.["fromState"]).toBe("SOLDOUT");
  expect(typesOf(open, "giftCard.issued")).toHaveLength(1);
});

test("the sale of a course reads like the text trace of a shop", async () => {
  await using open = openProduction();
  const { number } = open.place(["COURSE-AUDIT"]);
  await open.pass(MINUTE_MS);
  const known = ["fulfillment.started", "trace.recorded", "order.completed"];
  const told = typesOf(open, ...known);
  expect(told.map(({ message }) => message)).toEqual([
    "Production Controller: Full production starting from SOLDOUT ...",
    "Production Controller: Post Pay process",
    "Production Controller: Transaction Complete Operations",
  ]);
  expect(told.map(({ message }) => readMoodleMessage(message).type)).toEqual(known);
  expect(open.shop.web.all(anyRow, "SELECT course, email FROM enrollments")).toEqual([
    { course: "COURSE-AUDIT", email: "eva@example.com" },
  ]);
  expect(open.order(number).state).toBe("completed");
});

test("a course that nobody teaches is told of, and the rest of the order is made", async () => {
  await using open = openProduction();
  const { number, lineItemIds } = open.place(["COURSETOBUY", "GIFT-25"]);
  await open.pass(DAY_MS);
  expect(statesOf(open, number)).toEqual(["ordered", "delivered"]);
  expect(open.order(number).state).toBe("paid");
  const [missing, ...others] = typesOf(open, "fulfillment.handlerMissing");
  expect(others).toEqual([]);
  expect(missing).toMatchObject({
    transactionId: VISIT,
    level: "error",
    outcome: "failure",
    message: "Prepay Production Error: No handler for COURSETOBUY",
    attributes: { handler: "COURSETOBUY", lineItemId: lineItemIds[0] },
  });
  expect(readMoodleMessage(missing!.message)).toMatchObject({
    type: "fulfillment.handlerMissing",
    attributes: { handler: "COURSETOBUY" },
  });
});

test("an order is produced once, however often it is asked for", async () => {
  await using open = openProduction();
  const { number } = open.place(["GIFT-25", "COURSE-AUDIT", "COURSETOBUY", "isc.1.0.0.12m"]);
  await open.pass(DAY_MS);
  const before = open.events();
  fulfillOrder(open.shop, number);
  open.shop.web.transaction((tx) => tx.enqueue({ kind: "ship", subject: number }));
  open.shop.web.transaction((tx) => tx.enqueue({ kind: "fulfill-late", subject: number }));
  await open.pass(DAY_MS);
  expect(open.events()).toEqual(before);
});

test("nothing is made while the order is not paid, all of it once it is", async () => {
  await using open = openProduction();
  const { number } = open.place(["GIFT-25", "BOX-ISC"], { isPaid: false });
  fulfillOrder(open.shop, number);
  await open.pass(4 * DAY_MS);
  expect(typesOf(open, "fulfillment.started")).toEqual([]);
  open.shop.web.transaction((tx) => markPaid(tx, open.shop, number));
  await open.pass(4 * DAY_MS);
  expect(open.order(number).state).toBe("completed");
});

test("what is cancelled before it is sent is not sent", async () => {
  await using open = openProduction();
  const { number } = open.place(["GIFT-25", "BOX-ISC"]);
  await open.pass(MINUTE_MS);
  open.shop.web.transaction((tx) => markCancelled(tx, open.shop, number));
  await open.pass(4 * DAY_MS);
  expect(statesOf(open, number)).toEqual(["delivered", "cancelled"]);
  expect(typesOf(open, "fulfillment.started")).toHaveLength(1);
});

test("a forgotten order is never made", async () => {
  await using open = openProduction();
  open.fail("fulfillment.forgotten");
  const { number } = open.place(["GIFT-25", "BOX-ISC"]);
  await open.pass(7 * DAY_MS);
  fulfillOrder(open.shop, number);
  await open.pass(7 * DAY_MS);
  expect(statesOf(open, number)).toEqual(["ordered", "ordered"]);
  expect(typesOf(open, "fulfillment.started")).toEqual([]);
});

test("a late order is made hours later", async () => {
  await using open = openProduction();
  open.fail("fulfillment.late");
  const { number } = open.place(["GIFT-25"]);
  await open.pass(119 * MINUTE_MS);
  expect(statesOf(open, number)).toEqual(["ordered"]);
  await open.pass(DAY_MS);
  expect(statesOf(open, number)).toEqual(["delivered"]);
});

test("what is cancelled before its late production is not begun", async () => {
  await using open = openProduction();
  open.fail("fulfillment.late");
  const { number } = open.place(["BOX-ISC", "GIFT-25"]);
  await open.pass(MINUTE_MS);
  shipOrder(open.shop, number);
  open.shop.web.transaction((tx) => markCancelled(tx, open.shop, number));
  await open.pass(4 * DAY_MS);
  expect(statesOf(open, number)).toEqual(["delivered", "cancelled"]);
  const kinds = typesOf(open, "fulfillment.started").map(({ attributes }) => attributes?.["kind"]);
  expect(kinds).toEqual(["physical"]);
});

test("delayed digital goods come after the physical ones", async () => {
  await using open = openProduction();
  open.fail("fulfillment.digital-delayed");
  open.place(["GIFT-25", "BOX-ISC"]);
  await open.pass(4 * DAY_MS);
  expect(
    typesOf(open, "fulfillment.completed").map(({ attributes }) => attributes?.["kind"]),
  ).toEqual(["physical", "digital"]);
});

test("nothing of an unpaid order is made, unless that goes wrong", async () => {
  await using open = openProduction();
  const { number } = open.place(["GIFT-25"], { isPaid: false });
  const check = (): void =>
    open.shop.web.transaction((tx) => checkUnpaidFulfillment(tx, open.shop, number));
  check();
  await open.pass(DAY_MS);
  expect(statesOf(open, number)).toEqual(["ordered"]);
  open.fail("fulfillment.unpaid");
  check();
  await open.pass(DAY_MS);
  expect(statesOf(open, number)).toEqual(["delivered"]);
  expect(open.order(number).state).toBe("placed");
  // Its money comes after all: nothing is made twice.
  open.shop.web.transaction((tx) => markPaid(tx, open.shop, number));
  await open.pass(DAY_MS);
  expect(open.order(number).state).toBe("completed");
  expect(typesOf(open, "giftCard.issued")).toHaveLength(1);
});

test("every event of the delivery carries the visit's transaction ID and both names of the order", async () => {
  await using open = openProduction();
  const order = open.place(["isc.1.0.0.12m", "GIFT-25", "COURSETOBUY", "BOX-ISC"]);
  await open.pass(4 * DAY_MS);
  const events = open.events();
  expect(events.length).toBeGreaterThan(15);
  for (const { transactionId, objects } of events) {
    expect(transactionId).toBe(VISIT);
    expect(objects).toContainEqual({ type: "order", id: order.number });
    expect(objects).toContainEqual({ type: "order", id: order.foreignId, role: "foreignId" });
  }
});
