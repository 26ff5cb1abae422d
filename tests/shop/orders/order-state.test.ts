import { expect, test } from "vitest";
import {
  markCancelled,
  markDelivered,
  markLineDelivered,
  markPaid,
  markReturned,
  markUncertain,
  markUnpaid,
} from "#shop/orders/order-state.ts";
import { openSellingShop, type SellingShop } from "../checkout/open-selling-shop.ts";
import { CARD, rows } from "../visits/visitor.ts";
import { lineStates, orderStates, placedOrder } from "./placed-order.ts";

const NUMBER = "100000001";
const LOST = [{ ...CARD, cardToken: "tok-request-lost" }] as const;
const TRANSFER = [{ method: "bankTransfer" }] as const;

type Mark = (tx: Parameters<typeof markPaid>[0], shop: SellingShop["shop"]) => unknown;

function mark(open: SellingShop, step: Mark): unknown {
  return open.shop.web.transaction((tx) => step(tx, open.shop));
}

function jobs(open: SellingShop): unknown {
  return rows(
    open.shop,
    "SELECT kind, dueMs FROM jobs WHERE kind IN ('fulfill', 'replicate') ORDER BY kind",
  );
}

test("paid, an order is produced at once and brought to the main database after its delay", async () => {
  await using open = openSellingShop();
  await placedOrder(open, TRANSFER);
  expect(jobs(open)).toEqual([]);
  const nowMs = open.clock.nowMs();
  expect(mark(open, (tx, shop) => markPaid(tx, shop, NUMBER))).toBe(true);
  expect(jobs(open)).toEqual([
    { kind: "fulfill", dueMs: nowMs },
    { kind: "replicate", dueMs: nowMs + open.shop.settings.replicationDelayMs },
  ]);
  await open.pass(10_000);
  expect(mark(open, (tx, shop) => markPaid(tx, shop, NUMBER))).toBe(false);
  expect(jobs(open)).toEqual([]);
});

test("an order is complete with its last line, once", async () => {
  await using open = openSellingShop();
  const { lineItemIds, transactionId } = await placedOrder(open);
  const [license, course, manuals] = lineItemIds;
  for (const lineItemId of [license, course]) {
    expect(mark(open, (tx, shop) => markLineDelivered(tx, shop, lineItemId))).toBe(true);
    expect(mark(open, (tx, shop) => markLineDelivered(tx, shop, lineItemId))).toBe(false);
  }
  expect(orderStates(open)).toEqual(["paid"]);
  expect(open.eventTypes()).not.toContain("order.completed");
  mark(open, (tx, shop) => markLineDelivered(tx, shop, manuals));
  expect(orderStates(open)).toEqual(["completed"]);
  expect(mark(open, (tx, shop) => markDelivered(tx, shop, NUMBER))).toBe(false);
  const completed = open.events().filter(({ type }) => type === "order.completed");
  expect(completed).toMatchObject([{ transactionId, attributes: { lineItemIds } }]);
});

test("goods that were delivered before the payment complete the order when it is paid", async () => {
  await using open = openSellingShop();
  await placedOrder(open, TRANSFER);
  mark(open, (tx, shop) => markDelivered(tx, shop, NUMBER));
  expect(orderStates(open)).toEqual(["placed"]);
  mark(open, (tx, shop) => markPaid(tx, shop, NUMBER));
  expect(orderStates(open)).toEqual(["completed"]);
});

test("an uncertain order that is read as unpaid gives its stock back, and may still be paid", async () => {
  await using open = openSellingShop();
  await placedOrder(open, LOST);
  expect(orderStates(open)).toEqual(["uncertain"]);
  expect(mark(open, (tx, shop) => markUncertain(tx, shop, NUMBER))).toBe(false);
  expect(mark(open, (tx, shop) => markUnpaid(tx, shop, NUMBER))).toBe(true);
  expect(orderStates(open)).toEqual(["unpaid"]);
  expect(open.eventTypes().at(-1)).toBe("stock.released");
  expect(mark(open, (tx, shop) => markUnpaid(tx, shop, NUMBER))).toBe(false);
  expect(mark(open, (tx, shop) => markPaid(tx, shop, NUMBER))).toBe(true);
});

test("what is cancelled is neither paid nor delivered any more", async () => {
  await using open = openSellingShop();
  const { lineItemIds } = await placedOrder(open, TRANSFER);
  expect(mark(open, (tx, shop) => markCancelled(tx, shop, NUMBER))).toHaveLength(3);
  expect(orderStates(open)).toEqual(["cancelled"]);
  expect(mark(open, (tx, shop) => markPaid(tx, shop, NUMBER))).toBe(false);
  expect(mark(open, (tx, shop) => markLineDelivered(tx, shop, lineItemIds[0]))).toBe(false);
  expect(mark(open, (tx, shop) => markCancelled(tx, shop, NUMBER))).toEqual([]);
  expect(open.eventTypes().filter((type) => type === "order.cancelled")).toHaveLength(1);
});

test("cancelling what is left of a partly delivered order completes it", async () => {
  await using open = openSellingShop();
  const { lineItemIds } = await placedOrder(open);
  mark(open, (tx, shop) => markLineDelivered(tx, shop, lineItemIds[0]));
  mark(open, (tx, shop) => markCancelled(tx, shop, NUMBER));
  expect(lineStates(open)).toEqual(["delivered", "cancelled", "cancelled"]);
  expect(orderStates(open)).toEqual(["completed"]);
  const cancelled = open.events().find(({ type }) => type === "order.cancelled");
  expect(cancelled?.attributes).toEqual({ lineItemIds: lineItemIds.slice(1) });
});

test("cancelling what is left of an order whose delivered lines came back ends it as returned", async () => {
  await using open = openSellingShop();
  const { lineItemIds } = await placedOrder(open);
  const [first] = lineItemIds;
  mark(open, (tx, shop) => markLineDelivered(tx, shop, first));
  mark(open, (tx, shop) => markReturned(tx, shop, NUMBER, [first]));
  expect(orderStates(open)).toEqual(["paid"]);
  mark(open, (tx, shop) => markCancelled(tx, shop, NUMBER));
  expect(orderStates(open)).toEqual(["returned"]);
});

test("an order is returned with its last line", async () => {
  await using open = openSellingShop();
  const { lineItemIds } = await placedOrder(open);
  const [license, ...others] = lineItemIds;
  const returned = (ids: readonly string[]): unknown =>
    mark(open, (tx, shop) => markReturned(tx, shop, NUMBER, ids));
  expect(returned(lineItemIds)).toEqual([]);
  mark(open, (tx, shop) => markDelivered(tx, shop, NUMBER));
  expect(returned([license])).toHaveLength(1);
  expect(orderStates(open)).toEqual(["completed"]);
  expect(returned(lineItemIds)).toHaveLength(2);
  expect(orderStates(open)).toEqual(["returned"]);
  const told = open.events().filter(({ type }) => type === "order.returned");
  expect(told.map(({ attributes }) => attributes?.["lineItemIds"])).toEqual([[license], others]);
});
