import { expect, test } from "vitest";
import { payOrder } from "#shop/payments/pay-order.ts";
import { CARD_TOKENS } from "#shop/gateways/card-tokens.ts";
import type { ChosenMethod } from "#shop/storefront/operations.ts";
import { BANK, CARD_A, CARD_B, DAY_MS, HOUR_MS, openPayments, PAYPAL } from "./open-payments.ts";

const given = (amountMinor: number): ChosenMethod => ({ ...CARD_A, amountMinor });
const CARD: ChosenMethod = { method: "giftCard", code: "4111222233334444" };

test("a card that is authorized first is authorized, then captured", async () => {
  await using payments = openPayments();
  const { orderNumber, paid } = await payments.place([CARD_A]);
  expect(paid).toEqual({ outcome: "paid" });
  expect(payments.story(orderNumber)).toEqual([
    "payment.requested",
    "payment.authorized",
    "payment.captured",
    "order.placed",
  ]);
  const [requested] = payments.eventsOf("payment.requested");
  const [payment] = payments.payments(orderNumber);
  expect(requested).toMatchObject({
    transactionId: "TXPAYMENT0000001",
    objects: [
      { type: "payment", id: payment?.id },
      { type: "order", id: "100000001" },
      { type: "order", id: "38-200001", role: "foreignId" },
    ],
    attributes: { gateway: "card-gateway-a", method: "card", operation: "authorize", position: 1 },
  });
  expect(requested?.attributes).not.toHaveProperty("gatewayState");
  expect(payments.eventsOf("payment.captured")[0]).toMatchObject({
    amount: { minor: 100, currency: "EUR" },
    attributes: { gateway: "card-gateway-a", gatewayState: "SETTLED" },
  });
  expect(payments.gateways.truth()).toMatchObject([
    { gateway: "card-gateway-a", state: "SETTLED", paid: true, amountMinor: 100 },
  ]);
});

test.each([
  [CARD_B, "card-gateway-b", "sold"],
  [PAYPAL, "paypal", "Completed"],
] as const)("%o is captured in one step", async (method, gateway, gatewayState) => {
  await using payments = openPayments();
  const { orderNumber, paid } = await payments.place([method]);
  expect(paid.outcome).toBe("paid");
  expect(payments.story(orderNumber)).toEqual([
    "payment.requested",
    "payment.captured",
    "order.placed",
  ]);
  expect(payments.eventsOf("payment.captured")[0]?.attributes).toEqual({ gateway, gatewayState });
});

test("a bank transfer is pending until the money comes, and the order paid then", async () => {
  await using payments = openPayments();
  const { orderNumber, paid } = await payments.place([BANK]);
  expect(paid.outcome).toBe("pending");
  expect(payments.stateOf(orderNumber)).toBe("placed");
  expect(payments.eventsOf("payment.stateRead")[0]?.attributes).toEqual({
    gateway: "bank",
    gatewayState: "awaiting-transfer",
    paid: false,
  });
  await payments.pass(6 * DAY_MS);
  expect(payments.stateOf(orderNumber)).toBe("paid");
  expect(payments.story(orderNumber)).toEqual([
    "payment.requested",
    "payment.stateRead",
    "order.placed",
    "payment.captured",
  ]);
  expect(payments.failures).toEqual([]);
});

test("a transfer that never comes cancels the order after two weeks", async () => {
  await using payments = openPayments();
  payments.open.fail("gateway.transfer-never");
  const { orderNumber } = await payments.place([BANK]);
  await payments.pass(13 * DAY_MS);
  expect(payments.stateOf(orderNumber)).toBe("placed");
  await payments.pass(2 * DAY_MS);
  expect(payments.stateOf(orderNumber)).toBe("cancelled");
  expect(payments.story(orderNumber).slice(-2)).toEqual(["order.cancelled", "payment.released"]);
  expect(payments.gateways.truth()).toMatchObject([{ state: "closed", amountMinor: 0 }]);
});

const DECLINES = Object.entries(CARD_TOKENS).filter(([, { declines }]) => declines !== undefined);

test.each(DECLINES)("%s is refused, with its reason", async (cardToken, { declines }) => {
  await using payments = openPayments();
  const { paid } = await payments.place([{ ...CARD_A, cardToken }]);
  expect(paid).toEqual({ outcome: "declined", reason: declines });
  expect(payments.eventsOf("payment.declined")[0]).toMatchObject({
    reason: declines,
    attributes: { gateway: "card-gateway-a", gatewayState: "REFUSED" },
  });
});

test("several methods are all authorized, then all captured, in cart order", async () => {
  await using payments = openPayments();
  payments.issueCard("4111222233334444", 30);
  const { orderNumber, paid } = await payments.place([
    CARD,
    { ...CARD_A, amountMinor: 50 },
    CARD_B,
  ]);
  expect(paid.outcome).toBe("paid");
  expect(payments.payments(orderNumber).map(({ capturedMinor }) => capturedMinor)).toEqual([
    30, 50, 20,
  ]);
  expect(payments.story(orderNumber)).toEqual([
    "payment.requested",
    "giftCard.authorized",
    "payment.authorized",
    "payment.requested",
    "payment.authorized",
    "giftCard.captured",
    "payment.captured",
    "payment.captured",
    "payment.requested",
    "payment.captured",
    "order.placed",
  ]);
  const [own] = payments.eventsOf("giftCard.captured");
  const [captured] = payments.eventsOf("payment.captured");
  const paymentOf = (event: typeof own) => event?.objects?.find(({ type }) => type === "payment");
  expect(paymentOf(own)).toEqual(paymentOf(captured));
});

test("a decline in the middle gives back what came before it, and leaves the rest unasked", async () => {
  await using payments = openPayments();
  const { orderNumber, paid } = await payments.place([
    { ...CARD_A, amountMinor: 30 },
    { ...CARD_B, amountMinor: 30, cardToken: "tok-stolen" },
    PAYPAL,
  ]);
  expect(paid).toEqual({ outcome: "declined", reason: "stolen card" });
  await payments.pass(HOUR_MS);
  expect(payments.payments(orderNumber).map(({ state }) => state)).toEqual([
    "refunded",
    "declined",
    "new",
  ]);
  expect(payments.gateways.truth().map(({ amountMinor }) => amountMinor)).toEqual([0, 0]);
});

test("a decline among authorizations releases the others", async () => {
  await using payments = openPayments();
  payments.issueCard("4111222233334444", 30);
  const { orderNumber, paid } = await payments.place([CARD, { ...CARD_A, cardToken: "tok-limit" }]);
  expect(paid.outcome).toBe("declined");
  await payments.pass(HOUR_MS);
  expect(payments.story(orderNumber).slice(-3)).toEqual([
    "payment.declined",
    "giftCard.released",
    "payment.released",
  ]);
});

test("a declined order number can be paid by another attempt", async () => {
  await using payments = openPayments();
  payments.open.fail("gateway.declined");
  const first = await payments.place([CARD_A]);
  expect(first.paid.outcome).toBe("declined");
  const [declined] = payments.payments(first.orderNumber);
  payments.shop.web.transaction((tx) =>
    tx.run("UPDATE payments SET orderNumber = '100000002' WHERE id = ?", declined?.id ?? ""),
  );
  const second = await payments.place([CARD_A]);
  expect(second).toMatchObject({ orderNumber: "100000002", paid: { outcome: "paid" } });
  expect(payments.payments("100000002")).toMatchObject([{ attempt: 2, state: "captured" }]);
});

test("paying again asks nobody twice", async () => {
  await using payments = openPayments();
  const { orderNumber } = await payments.place([CARD_A]);
  const before = payments.open.events();
  expect(await payments.open.run(payOrder(payments.shop, orderNumber))).toEqual({
    outcome: "paid",
  });
  expect(payments.open.events()).toEqual(before);
  expect(payments.gateways.truth()).toMatchObject([{ capturedMinor: 100 }]);
});

test("a card that nobody knows, or that has nothing, is refused before anybody is asked", async () => {
  await using payments = openPayments();
  payments.issueCard("4111222233334444", 0);
  const { orderNumber, paid } = await payments.place([CARD_A, CARD]);
  expect(paid.outcome).toBe("declined");
  expect(payments.story(orderNumber)).toEqual(["giftCard.rejected", "payment.declined"]);
  const [declined] = payments.eventsOf("payment.declined");
  expect(declined).toMatchObject({ reason: paid.reason, attributes: { gateway: "gift-cards" } });
  expect(declined?.attributes).not.toHaveProperty("gatewayState");
  expect(payments.gateways.truth()).toEqual([]);
});

test("amounts that do not make up the total are refused", async () => {
  await using payments = openPayments();
  await expect(payments.place([given(60), given(50)])).rejects.toMatchObject({
    code: "invalid-request",
    detail: { problem: "exceeds" },
  });
  await expect(payments.place([given(60)])).rejects.toMatchObject({ detail: { problem: "left" } });
  await expect(payments.place([given(100), PAYPAL])).rejects.toMatchObject({
    detail: { problem: "nothing", method: 1 },
  });
});

test("an order that costs nothing is paid without anybody being asked", async () => {
  await using payments = openPayments();
  const { orderNumber, paid } = await payments.place([CARD_A], 0);
  expect(paid).toEqual({ outcome: "paid" });
  expect(payments.payments(orderNumber)).toEqual([]);
});

test("a decline gives the reason of the method that was refused, whatever was given back before it", async () => {
  await using payments = openPayments();
  payments.issueCard("4111222233334444", 60);
  const refused: ChosenMethod = { ...CARD_A, cardToken: "tok-insufficient-funds" };
  const { orderNumber } = await payments.place([CARD, refused]);
  await payments.pass(HOUR_MS);
  expect(payments.payments(orderNumber).map(({ state }) => state)).toEqual([
    "released",
    "declined",
  ]);
  const again = await payments.open.run(payOrder(payments.shop, orderNumber));
  expect(again).toEqual({ outcome: "declined", reason: "insufficient funds" });
});
