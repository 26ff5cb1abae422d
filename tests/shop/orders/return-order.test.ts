import { expect, test } from "vitest";
import { markDelivered } from "#shop/orders/order-state.ts";
import { planRefund } from "#shop/payments/refund-payments.ts";
import { STOREFRONT, STOREFRONT_OPERATIONS } from "#shop/storefront/operations.ts";
import type { ChosenMethod } from "#shop/storefront/operations.ts";
import {
  CARD_A,
  CARD_B,
  EMAIL,
  HOUR_MS,
  lineItemIdOf,
  openPayments,
  type OpenPayments,
} from "../payments/open-payments.ts";

const CARD: ChosenMethod = { method: "giftCard", code: "4111222233334444" };

async function placeDelivered(payments: OpenPayments, methods: ChosenMethod[]): Promise<string> {
  const { orderNumber } = await payments.place(methods);
  payments.shop.web.transaction((tx) => markDelivered(tx, payments.shop, orderNumber));
  return orderNumber;
}

function giveBack(
  { open, shop }: OpenPayments,
  orderNumber: string,
  lines?: number[],
): Promise<{ state: string; refundedMinor: number; currency: string }> {
  const lineItemIds = lines?.map((position) => lineItemIdOf(orderNumber, position));
  return open.run(
    shop.services.call(STOREFRONT, STOREFRONT_OPERATIONS.returnOrder, {
      orderNumber,
      email: EMAIL,
      ...(lineItemIds === undefined ? {} : { lineItemIds }),
    }),
  );
}

test("a return is spread over the payments in reverse order, the card's share to that card", async () => {
  await using payments = openPayments();
  payments.issueCard("4111222233334444", 50);
  const orderNumber = await placeDelivered(payments, [
    CARD,
    { ...CARD_A, amountMinor: 20 },
    CARD_B,
  ]);
  expect(await giveBack(payments, orderNumber, [1])).toEqual({
    orderNumber,
    state: "completed",
    refundedMinor: 60,
    currency: "EUR",
  });
  await payments.pass(HOUR_MS);
  expect(payments.payments(orderNumber).map(({ refundedMinor }) => refundedMinor)).toEqual([
    10, 20, 30,
  ]);
  expect(payments.eventsOf("giftCard.refunded")[0]).toMatchObject({
    amount: { minor: 10 },
    objects: [{ type: "giftCard", id: "FA-4111222233334444" }, {}, {}, {}],
  });
  expect(await giveBack(payments, orderNumber)).toMatchObject({
    state: "returned",
    refundedMinor: 40,
  });
  await payments.pass(HOUR_MS);
  expect(payments.payments(orderNumber).map(({ state }) => state)).toEqual([
    "refunded",
    "refunded",
    "refunded",
  ]);
  expect(payments.eventsOf("order.returned")).toHaveLength(2);
});

test("a line is returned once, and only after it was delivered", async () => {
  await using payments = openPayments();
  const { orderNumber } = await payments.place([CARD_A]);
  await expect(giveBack(payments, orderNumber, [1])).rejects.toMatchObject({
    detail: { code: "wrong-state" },
  });
  payments.shop.web.transaction((tx) => markDelivered(tx, payments.shop, orderNumber));
  expect(await giveBack(payments, orderNumber, [1, 1])).toMatchObject({ refundedMinor: 60 });
  expect(await giveBack(payments, orderNumber, [1])).toMatchObject({ refundedMinor: 60 });
  await expect(giveBack(payments, orderNumber, [1, 2])).rejects.toMatchObject({
    detail: { code: "wrong-state" },
  });
  await payments.pass(HOUR_MS);
  expect(payments.gateways.truth()).toMatchObject([{ refundedMinor: 60 }]);
});

test("a part of an earlier return again gives nothing more back", async () => {
  await using payments = openPayments();
  const orderNumber = await placeDelivered(payments, [CARD_A]);
  payments.shop.web.transaction((tx) =>
    tx.run(
      `INSERT INTO orderLines (lineItemId, orderNumber, position, product, kind, quantity, amountMinor, state)
       VALUES (?, ?, 3, 'GIFT', 'giftCard', 1, 0, 'delivered')`,
      lineItemIdOf(orderNumber, 3),
      orderNumber,
    ),
  );
  expect(await giveBack(payments, orderNumber)).toMatchObject({
    state: "completed",
    refundedMinor: 100,
  });
  expect(await giveBack(payments, orderNumber, [2])).toMatchObject({ refundedMinor: 0 });
  await expect(giveBack(payments, orderNumber, [3])).rejects.toMatchObject({
    detail: { code: "wrong-state" },
  });
  await expect(giveBack(payments, orderNumber, [4])).rejects.toMatchObject({
    detail: { code: "not-found" },
  });
  await payments.pass(HOUR_MS);
  expect(payments.eventsOf("order.returned")).toHaveLength(1);
  expect(payments.gateways.truth()).toMatchObject([{ refundedMinor: 100 }]);
});

test("no more is given back than was captured", async () => {
  await using payments = openPayments();
  payments.open.fail("order.amount-mismatch");
  const orderNumber = await placeDelivered(payments, [CARD_A]);
  expect(await giveBack(payments, orderNumber)).toMatchObject({ refundedMinor: 90 });
  await payments.pass(HOUR_MS);
  expect(payments.gateways.truth()).toMatchObject([{ amountMinor: 0, refundedMinor: 90 }]);
});

test("a refund under the same key is decided once", async () => {
  await using payments = openPayments();
  const orderNumber = await placeDelivered(payments, [CARD_A]);
  const refund = { orderNumber, amountMinor: 30, key: "goodwill" };
  const decide = () => payments.shop.web.transaction((tx) => planRefund(tx, payments.shop, refund));
  expect([decide(), decide()]).toEqual([30, 30]);
  await payments.pass(HOUR_MS);
  expect(payments.eventsOf("payment.refunded")).toHaveLength(1);
  expect(payments.gateways.truth()).toMatchObject([{ refundedMinor: 30 }]);
});

test("a faulty shop gives back more than was captured", async () => {
  await using payments = openPayments();
  const orderNumber = await placeDelivered(payments, [CARD_A]);
  payments.open.fail("payment.refund-exceeds-captured");
  expect(await giveBack(payments, orderNumber)).toMatchObject({ refundedMinor: 200 });
  await payments.pass(HOUR_MS);
  expect(payments.eventsOf("payment.refunded")[0]?.amount).toEqual({ minor: 200, currency: "EUR" });
  expect(payments.gateways.truth()).toMatchObject([{ amountMinor: -100 }]);
});
