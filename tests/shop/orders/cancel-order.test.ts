import { expect, test } from "vitest";
import { markLineDelivered } from "#shop/orders/order-state.ts";
import { STOREFRONT, STOREFRONT_OPERATIONS } from "#shop/storefront/operations.ts";
import type { ChosenMethod } from "#shop/storefront/operations.ts";
import {
  BANK,
  CARD_A,
  CARD_B,
  DAY_MS,
  EMAIL,
  HOUR_MS,
  lineItemIdOf,
  openPayments,
  type OpenPayments,
} from "../payments/open-payments.ts";

const CARD: ChosenMethod = { method: "giftCard", code: "4111222233334444" };

function cancel(
  { open, shop }: OpenPayments,
  orderNumber: string,
  email = EMAIL,
): Promise<{ state: string }> {
  const { cancelOrder } = STOREFRONT_OPERATIONS;
  return open.run(shop.services.call(STOREFRONT, cancelOrder, { orderNumber, email }));
}

test("a paid order is cancelled and everything given back, the last method first", async () => {
  await using payments = openPayments();
  payments.issueCard("4111222233334444", 30);
  const { orderNumber } = await payments.place([CARD, CARD_A]);
  expect(await cancel(payments, orderNumber, "Ada@Example.org")).toMatchObject({
    state: "cancelled",
  });
  await payments.pass(HOUR_MS);
  expect(payments.story(orderNumber).slice(-4)).toEqual([
    "order.cancelled",
    "giftCard.refunded",
    "payment.refunded",
    "payment.refunded",
  ]);
  expect(payments.eventsOf("order.cancelled")[0]?.attributes).toEqual({
    lineItemIds: [lineItemIdOf(orderNumber, 1), lineItemIdOf(orderNumber, 2)],
  });
  expect(payments.payments(orderNumber).map(({ refundedMinor }) => refundedMinor)).toEqual([
    30, 70,
  ]);
  expect(payments.gateways.truth()).toMatchObject([{ state: "REFUNDED", amountMinor: 0 }]);
});

test("only what is not delivered is cancelled, and its price given back", async () => {
  await using payments = openPayments();
  const { orderNumber } = await payments.place([CARD_B]);
  payments.shop.web.transaction((tx) =>
    markLineDelivered(tx, payments.shop, lineItemIdOf(orderNumber, 1)),
  );
  await cancel(payments, orderNumber);
  await payments.pass(HOUR_MS);
  expect(payments.eventsOf("order.cancelled")[0]?.attributes).toEqual({
    lineItemIds: [lineItemIdOf(orderNumber, 2)],
  });
  expect(payments.gateways.truth()).toMatchObject([{ state: "partly-reversed", amountMinor: 60 }]);
  await expect(cancel(payments, orderNumber)).rejects.toMatchObject({
    detail: { code: "wrong-state" },
  });
});

test("an announced transfer is closed, and nobody sends it", async () => {
  await using payments = openPayments();
  const { orderNumber } = await payments.place([BANK]);
  await cancel(payments, orderNumber);
  await payments.pass(6 * DAY_MS);
  expect(payments.gateways.truth()).toMatchObject([{ state: "closed", amountMinor: 0 }]);
});

test("money that comes all the same is given back", async () => {
  await using payments = openPayments();
  payments.open.fail("gateway.transfer-after-close");
  const { orderNumber } = await payments.place([BANK]);
  await cancel(payments, orderNumber);
  await payments.pass(6 * DAY_MS);
  expect(payments.stateOf(orderNumber)).toBe("cancelled");
  expect(payments.gateways.truth()).toMatchObject([{ state: "returned", amountMinor: 0 }]);
  expect(payments.story(orderNumber).slice(-3)).toEqual([
    "payment.released",
    "payment.captured",
    "payment.refunded",
  ]);
});

test("a payment of which nobody knows is asked for, and given back", async () => {
  await using payments = openPayments();
  payments.lose("capturePayment", "answer");
  const { orderNumber } = await payments.place([CARD_B]);
  await cancel(payments, orderNumber);
  await payments.pass(HOUR_MS);
  expect(payments.story(orderNumber).slice(-3)).toEqual([
    "order.cancelled",
    "payment.stateRead",
    "payment.refunded",
  ]);
  expect(payments.gateways.truth()).toMatchObject([{ amountMinor: 0 }]);
});

test("what a gateway does not answer is asked again until it does, and done once", async () => {
  await using payments = openPayments();
  const { orderNumber } = await payments.place([CARD_A]);
  payments.lose("refundPayment", "answer");
  payments.lose("refundPayment", "request");
  await cancel(payments, orderNumber);
  await payments.pass(HOUR_MS);
  expect(payments.failures.length).toBeGreaterThan(0);
  expect(payments.eventsOf("payment.refunded")).toHaveLength(1);
  expect(payments.gateways.truth()).toMatchObject([{ refundedMinor: 100 }]);
});

test("a second capture that is found after the order was cancelled is given back too", async () => {
  await using payments = openPayments();
  payments.open.fail("payment.duplicate-capture");
  payments.lose("capturePayment", "answer", 1);
  const { orderNumber } = await payments.place([CARD_A]);
  expect(payments.payments(orderNumber)).toMatchObject([{ capturedMinor: 100 }]);
  await cancel(payments, orderNumber);
  await payments.pass(HOUR_MS);
  expect(payments.gateways.truth()).toMatchObject([{ capturedMinor: 200, refundedMinor: 200 }]);
});

test("an order is cancelled by its customer alone, and once", async () => {
  await using payments = openPayments();
  const { orderNumber } = await payments.place([CARD_A]);
  await expect(cancel(payments, orderNumber, "eve@example.org")).rejects.toMatchObject({
    detail: { code: "not-found" },
  });
  await expect(cancel(payments, "100000009")).rejects.toMatchObject({
    detail: { code: "not-found" },
  });
  await cancel(payments, orderNumber);
  expect(await cancel(payments, orderNumber)).toMatchObject({ state: "cancelled" });
  expect(payments.eventsOf("order.cancelled")).toHaveLength(1);
});

test("an order whose reservation is renewed while a transfer is awaited", async () => {
  await using payments = openPayments();
  payments.open.fail("gateway.transfer-never");
  payments.issueCard("4111222233334444", 30);
  const { orderNumber } = await payments.place([{ ...BANK, amountMinor: 70 }, CARD]);
  await payments.pass(15 * DAY_MS);
  expect(payments.eventsOf("payment.reauthorized")).toHaveLength(2);
  expect(payments.eventsOf("giftCard.reauthorized")).toHaveLength(2);
  expect(payments.stateOf(orderNumber)).toBe("cancelled");
  expect(payments.payments(orderNumber).map(({ state }) => state)).toEqual([
    "released",
    "released",
  ]);
});

test("who guesses numbers or addresses is not looked at any more", async () => {
  await using payments = openPayments();
  const { orderNumber } = await payments.place([CARD_A]);
  const other = await payments.place([CARD_A]);
  const unknown = { detail: { code: "not-found" } };
  for (let guess = 0; guess < 5; guess += 1) {
    await expect(cancel(payments, `9000000${guess}`)).rejects.toMatchObject(unknown);
  }
  // Now that it is the customer's, nobody can tell.
  await expect(cancel(payments, orderNumber)).rejects.toMatchObject(unknown);
  await payments.pass(HOUR_MS);
  for (let guess = 0; guess < 5; guess += 1) {
    const email = `guess${guess}@example.org`;
    await expect(cancel(payments, orderNumber, email)).rejects.toMatchObject(unknown);
  }
  await expect(cancel(payments, orderNumber)).rejects.toMatchObject(unknown);
  expect(await cancel(payments, other.orderNumber)).toMatchObject({ state: "cancelled" });
  await payments.pass(HOUR_MS);
  expect(await cancel(payments, orderNumber)).toMatchObject({ state: "cancelled" });
  expect(payments.eventsOf("warning.recorded")).toHaveLength(12);
  expect(JSON.stringify(payments.eventsOf("warning.recorded"))).not.toMatch(/@|9000000/);
});
