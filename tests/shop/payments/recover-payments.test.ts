import { expect, test } from "vitest";
import { payOrder } from "#shop/payments/pay-order.ts";
import { paymentOutcome } from "#shop/payments/payment-outcome.ts";
import { recoverPayments } from "#shop/payments/recover-payments.ts";
import { cancelOrder } from "#shop/orders/cancel-order.ts";
import { planRefund } from "#shop/payments/refund-payments.ts";
import { BANK, CARD_A, CARD_B, DAY_MS, openPayments, type OpenPayments } from "./open-payments.ts";

/** The checkout asks, and the shop dies before it hears. */
async function dieWhilePaying(
  payments: OpenPayments,
  methods: Parameters<OpenPayments["place"]>[0],
  operation: string,
  lost: "request" | "answer",
): Promise<void> {
  payments.lose(operation, lost);
  void payments.begin(methods);
  await payments.pass(1_000);
}

test("an answer that a crash swallowed is asked for: paid", async () => {
  await using payments = openPayments();
  await dieWhilePaying(payments, [CARD_B], "capturePayment", "answer");
  expect(payments.payments("100000001")).toMatchObject([{ state: "requested", asked: "capture" }]);
  await payments.open.run(recoverPayments(payments.shop));
  expect(payments.story("100000001")).toEqual(["payment.requested", "payment.stateRead"]);
  expect(paymentOutcome(payments.shop.web, "100000001")).toEqual({ outcome: "paid" });
});

test("an authorization that a crash swallowed is told, and payment goes on from there", async () => {
  await using payments = openPayments();
  await dieWhilePaying(payments, [CARD_A], "authorizePayment", "answer");
  await payments.open.run(recoverPayments(payments.shop));
  expect(payments.story("100000001")).toEqual([
    "payment.requested",
    "payment.stateRead",
    "payment.authorized",
  ]);
  expect(paymentOutcome(payments.shop.web, "100000001")).toEqual({ outcome: "open" });
  expect(await payments.open.run(payOrder(payments.shop, "100000001"))).toEqual({
    outcome: "paid",
  });
  expect(payments.gateways.truth()).toMatchObject([{ capturedMinor: 100 }]);
});

test("a capture whose request the crash swallowed leaves the reservation, to be captured or released", async () => {
  await using payments = openPayments();
  await dieWhilePaying(payments, [CARD_A], "capturePayment", "request");
  await payments.open.run(recoverPayments(payments.shop));
  expect(payments.payments("100000001")).toMatchObject([{ state: "authorized", asked: null }]);
  expect(paymentOutcome(payments.shop.web, "100000001")).toEqual({ outcome: "open" });
});

test("a request that never arrived is known to be unpaid", async () => {
  await using payments = openPayments();
  await dieWhilePaying(payments, [CARD_B], "capturePayment", "request");
  await payments.open.run(recoverPayments(payments.shop));
  expect(paymentOutcome(payments.shop.web, "100000001")).toMatchObject({ outcome: "declined" });
  expect(payments.story("100000001")).toEqual(["payment.requested", "payment.stateRead"]);
});

test("a gateway that does not tell leaves the payment unknown", async () => {
  await using payments = openPayments();
  await dieWhilePaying(payments, [CARD_B], "capturePayment", "answer");
  payments.lose("readPayment", "request");
  await payments.open.run(recoverPayments(payments.shop));
  expect(payments.story("100000001")).toEqual(["payment.requested", "payment.timedOut"]);
  expect(payments.payments("100000001")).toMatchObject([{ state: "unknown" }]);
});

test("an announced transfer is waited for after a crash", async () => {
  await using payments = openPayments();
  await dieWhilePaying(payments, [BANK], "capturePayment", "answer");
  await payments.open.run(recoverPayments(payments.shop));
  expect(paymentOutcome(payments.shop.web, "100000001")).toEqual({ outcome: "pending" });
  expect(payments.story("100000001")).toEqual(["payment.requested", "payment.stateRead"]);
});

test("recovering again changes nothing", async () => {
  await using payments = openPayments();
  await dieWhilePaying(payments, [CARD_B], "capturePayment", "answer");
  await payments.open.run(recoverPayments(payments.shop));
  const before = payments.open.events();
  await payments.open.run(recoverPayments(payments.shop));
  expect(payments.open.events()).toEqual(before);
});

test("what a gateway that was away for hours did not give back is tried again", async () => {
  await using payments = openPayments();
  const { orderNumber } = await payments.place([CARD_B]);
  const returning = await payments.place([CARD_A]);
  for (let count = 0; count < 40; count++) payments.lose("refundPayment", "request");
  payments.shop.web.transaction((tx) => {
    cancelOrder(tx, payments.shop, orderNumber);
    const goodwill = { orderNumber: returning.orderNumber, amountMinor: 10, key: "goodwill" };
    planRefund(tx, payments.shop, goodwill);
  });
  await payments.pass(DAY_MS);
  expect(payments.eventsOf("payment.refunded")).toEqual([]);
  payments.findWay();
  await payments.pass(DAY_MS);
  expect(payments.eventsOf("payment.refunded")).toEqual([]);
  await payments.open.run(recoverPayments(payments.shop));
  await payments.pass(60_000);
  expect(payments.gateways.truth().map(({ refundedMinor }) => refundedMinor)).toEqual([10, 100]);
});
