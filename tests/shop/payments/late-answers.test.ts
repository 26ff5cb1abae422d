import { expect, test } from "vitest";
import { cancelOrder } from "#shop/orders/cancel-order.ts";
import { readPaymentStates } from "#shop/payments/read-payment-states.ts";
import { paymentCallback } from "#shop/storefront/callback-operation.ts";
import { STOREFRONT } from "#shop/storefront/operations.ts";
import { signCallback } from "#shop/payments/callback-signature.ts";
import {
  BANK,
  CARD_A,
  CARD_B,
  DAY_MS,
  HOUR_MS,
  openPayments,
  type OpenPayments,
  PAYPAL,
} from "./open-payments.ts";

function callBack(
  payments: OpenPayments,
  paymentId: string,
  given: { gatewayState: string; amountMinor?: number; gateway?: string; secret?: string },
): Promise<{ known: boolean }> {
  const { secret = payments.shop.settings.callbackSecret, ...rest } = given;
  const callback = {
    gateway: "card-gateway-a",
    reference: "1234567890123456",
    paymentId,
    amountMinor: 100,
    ...rest,
  };
  return payments.open.run(
    payments.shop.services.call(STOREFRONT, paymentCallback, {
      ...callback,
      signature: signCallback(secret, callback),
    }),
  );
}

test("a lost answer leaves the order uncertain; the callback then tells that it is paid", async () => {
  await using payments = openPayments();
  payments.lose("capturePayment", "answer");
  const { orderNumber, paid } = await payments.place([CARD_A]);
  expect(paid).toEqual({ outcome: "uncertain" });
  expect(payments.eventsOf("payment.timedOut")[0]).toMatchObject({
    outcome: "unknown",
    attributes: { gateway: "card-gateway-a" },
  });
  expect(payments.eventsOf("payment.timedOut")[0]?.attributes).not.toHaveProperty("gatewayState");
  await payments.pass(HOUR_MS);
  expect(payments.stateOf(orderNumber)).toBe("paid");
  expect(payments.story(orderNumber)).toEqual([
    "payment.requested",
    "payment.authorized",
    "payment.timedOut",
    "order.placed",
    "order.uncertain",
    "payment.captured",
  ]);
});

test("an authorization that was done unheard is captured after the callback", async () => {
  await using payments = openPayments();
  const { orderNumber, paid } = await payments.place([
    { ...CARD_A, cardToken: "tok-answer-lost", amountMinor: 60 },
    CARD_B,
  ]);
  expect(paid.outcome).toBe("uncertain");
  await payments.pass(HOUR_MS);
  expect(payments.stateOf(orderNumber)).toBe("paid");
  expect(payments.payments(orderNumber).map(({ capturedMinor }) => capturedMinor)).toEqual([
    60, 40,
  ]);
});

test("an order that is cancelled while its methods are still being asked holds none of them", async () => {
  await using payments = openPayments();
  payments.issueCard("GIFTCARD00000001", 40);
  const { orderNumber } = await payments.place([
    { ...CARD_A, cardToken: "tok-answer-lost", amountMinor: 30 },
    { ...CARD_A, amountMinor: 30 },
    { method: "giftCard", code: "GIFTCARD00000001" },
  ]);
  const { clock } = payments.open;
  // The callback tells that the first is reserved; the second is being asked then.
  await clock.runUntil(clock.nowMs() + HOUR_MS, () =>
    payments.payments(orderNumber).some(({ position, asked }) => position === 2 && asked !== null),
  );
  for (const _method of [1, 2]) payments.lose("releasePayment", "request");
  payments.shop.web.transaction((tx) => cancelOrder(tx, payments.shop, orderNumber));
  await payments.pass(DAY_MS);
  expect(payments.stateOf(orderNumber)).toBe("cancelled");
  expect(payments.payments(orderNumber).map(({ authorizedMinor }) => authorizedMinor)).toEqual([
    0, 0, 0,
  ]);
});

test("an order of which a method gives no answer after the announced money came is uncertain", async () => {
  await using payments = openPayments();
  const { orderNumber, paid } = await payments.place([{ ...BANK, amountMinor: 40 }, CARD_A]);
  expect(paid.outcome).toBe("pending");
  payments.lose("capturePayment", "answer");
  await payments.pass(6 * DAY_MS);
  expect(payments.stateOf(orderNumber)).toBe("uncertain");
  expect(payments.story(orderNumber).slice(-3)).toEqual([
    "payment.captured",
    "payment.timedOut",
    "order.uncertain",
  ]);
  const states = await payments.open.run(readPaymentStates(payments.shop, orderNumber));
  expect(states.paid).toBe(true);
});

test("a request that was lost is read as unpaid, and stays so", async () => {
  await using payments = openPayments();
  const { orderNumber, paid } = await payments.place([
    { ...CARD_B, cardToken: "tok-request-lost" },
  ]);
  expect(paid.outcome).toBe("uncertain");
  await payments.pass(DAY_MS);
  expect(payments.stateOf(orderNumber)).toBe("uncertain");
  const states = await payments.open.run(readPaymentStates(payments.shop, orderNumber));
  expect(states).toMatchObject({ paid: false, gatewayState: "no-sale", unpaidKnown: true });
  expect(payments.gateways.truth()).toEqual([]);
});

test("a gateway that never calls back tells when it is asked", async () => {
  await using payments = openPayments();
  payments.lose("capturePayment", "answer");
  const { orderNumber } = await payments.place([CARD_B]);
  await payments.pass(DAY_MS);
  expect(payments.stateOf(orderNumber)).toBe("uncertain");
  const states = await payments.open.run(readPaymentStates(payments.shop, orderNumber));
  expect(states).toMatchObject({ paid: true, gatewayState: "sold", unpaidKnown: false });
  expect(payments.eventsOf("payment.stateRead").at(-1)).toMatchObject({
    amount: { minor: 100, currency: "EUR" },
    attributes: { gateway: "card-gateway-b", gatewayState: "sold", paid: true },
  });
  expect(payments.payments(orderNumber)).toMatchObject([{ state: "captured", capturedMinor: 100 }]);
});

test("a gateway that does not answer when it is asked leaves the payment unknown", async () => {
  await using payments = openPayments();
  payments.lose("capturePayment", "answer");
  payments.lose("readPayment", "request");
  const { orderNumber } = await payments.place([CARD_B]);
  const states = await payments.open.run(readPaymentStates(payments.shop, orderNumber));
  expect(states).toMatchObject({ paid: false, gatewayState: "", unpaidKnown: false });
  expect(payments.eventsOf("payment.stateRead")).toEqual([]);
  expect(payments.payments(orderNumber)).toMatchObject([{ state: "unknown" }]);
});

test("what is only authorized is unpaid when a single method is read", async () => {
  await using payments = openPayments();
  payments.lose("authorizePayment", "answer");
  const { orderNumber } = await payments.place([CARD_A]);
  const states = await payments.open.run(readPaymentStates(payments.shop, orderNumber));
  expect(states).toMatchObject({ paid: false, gatewayState: "AUTHORIZED", unpaidKnown: true });
});

test("a method found paid lets the others, only reserved, be captured", async () => {
  await using payments = openPayments();
  payments.lose("capturePayment", "answer");
  const { orderNumber, paid } = await payments.place([{ ...CARD_A, amountMinor: 30 }, CARD_A]);
  expect(paid.outcome).toBe("uncertain");
  expect(payments.payments(orderNumber).map(({ state }) => state)).toEqual([
    "unknown",
    "authorized",
  ]);
  const first = await payments.open.run(readPaymentStates(payments.shop, orderNumber));
  expect(first).toMatchObject({
    paid: false,
    gatewayState: "SETTLED+AUTHORIZED",
    unpaidKnown: false,
  });
  await payments.pass(60_000);
  expect(payments.stateOf(orderNumber)).toBe("paid");
});

test("an announced transfer whose answer was lost is waited for once it is read", async () => {
  await using payments = openPayments();
  payments.lose("capturePayment", "answer");
  const { orderNumber } = await payments.place([BANK]);
  expect(payments.stateOf(orderNumber)).toBe("uncertain");
  const states = await payments.open.run(readPaymentStates(payments.shop, orderNumber));
  expect(states).toMatchObject({ paid: false, unpaidKnown: false });
  await payments.pass(60_000);
  expect(payments.stateOf(orderNumber)).toBe("placed");
  await payments.pass(6 * DAY_MS);
  expect(payments.stateOf(orderNumber)).toBe("paid");
});

test("a lost request to capture is made up for when the gateway tells that it only reserved", async () => {
  await using payments = openPayments();
  payments.lose("capturePayment", "request");
  const { orderNumber, paid } = await payments.place([CARD_A]);
  expect(paid.outcome).toBe("uncertain");
  await payments.pass(HOUR_MS);
  expect(payments.story(orderNumber)).toEqual([
    "payment.requested",
    "payment.authorized",
    "payment.timedOut",
    "order.placed",
    "order.uncertain",
    "payment.captured",
  ]);
});

test("a callback that comes twice, or late, or before the answer, is told once", async () => {
  await using payments = openPayments();
  payments.open.fail("gateway.callback-duplicated");
  const placed = await payments.place([CARD_A]);
  await payments.pass(HOUR_MS);
  payments.open.fail("gateway.callback-late");
  await payments.place([PAYPAL]);
  await payments.pass(3 * DAY_MS);
  expect(payments.eventsOf("payment.captured")).toHaveLength(2);
  const [payment] = payments.payments(placed.orderNumber);
  // News that are older than what is known.
  await callBack(payments, payment?.id ?? "", { gatewayState: "AUTHORIZED" });
  await callBack(payments, payment?.id ?? "", { gatewayState: "REFUSED", amountMinor: 0 });
  expect(payments.payments(placed.orderNumber)).toMatchObject([{ state: "captured" }]);
  expect(payments.eventsOf("payment.declined")).toEqual([]);
  expect(payments.failures).toEqual([]);
});

test("a callback before the answer is believed; the answer then brings nothing new", async () => {
  await using payments = openPayments({ answerMs: 9_000 });
  const paying = payments.begin([CARD_B]);
  await payments.pass(500);
  const [payment] = payments.payments("100000001");
  const told = { gateway: "card-gateway-b", gatewayState: "sold" };
  await callBack(payments, payment?.id ?? "", told);
  expect(payments.payments("100000001")).toMatchObject([{ state: "captured" }]);
  expect(await payments.open.run(paying)).toEqual({ outcome: "paid" });
  expect(payments.story("100000001")).toEqual(["payment.requested", "payment.captured"]);
});

test("a late refusal of an uncertain order makes it unpaid and gives back the rest", async () => {
  await using payments = openPayments();
  payments.lose("authorizePayment", "request");
  payments.lose("authorizePayment", "request");
  const { orderNumber } = await payments.place([CARD_A]);
  const [payment] = payments.payments(orderNumber);
  await callBack(payments, payment?.id ?? "", { gatewayState: "REFUSED", amountMinor: 0 });
  expect(payments.stateOf(orderNumber)).toBe("unpaid");
});

test("money that is found after the order was given up is given back", async () => {
  await using payments = openPayments();
  payments.open.fail("gateway.callback-late");
  payments.lose("authorizePayment", "answer");
  const { orderNumber } = await payments.place([CARD_A]);
  const [payment] = payments.payments(orderNumber);
  await callBack(payments, payment?.id ?? "", { gatewayState: "REFUSED", amountMinor: 0 });
  expect(payments.stateOf(orderNumber)).toBe("unpaid");
  await payments.pass(3 * DAY_MS);
  expect(payments.story(orderNumber).slice(-2)).toEqual(["payment.authorized", "payment.released"]);
  expect(payments.gateways.truth()).toMatchObject([{ state: "VOIDED", authorizedMinor: 0 }]);
});

test("a wrong signature is refused and recorded beside the story", async () => {
  await using payments = openPayments();
  const { orderNumber } = await payments.place([{ ...CARD_B, cardToken: "tok-request-lost" }]);
  const [payment] = payments.payments(orderNumber);
  const forged = { gateway: "card-gateway-b", gatewayState: "sold", secret: "another secret" };
  await expect(callBack(payments, payment?.id ?? "", forged)).rejects.toMatchObject({
    code: "service-refused",
    detail: { code: "unauthorized" },
  });
  expect(payments.stateOf(orderNumber)).toBe("uncertain");
  const [warning] = payments.eventsOf("warning.recorded");
  expect(warning).toMatchObject({ unattributed: "signature not valid", outcome: "failure" });
  expect(warning).not.toHaveProperty("transactionId");
  expect(warning).not.toHaveProperty("objects");
});

test("one gateway cannot speak for another, and words that nobody knows change nothing", async () => {
  await using payments = openPayments();
  const { orderNumber } = await payments.place([{ ...CARD_B, cardToken: "tok-request-lost" }]);
  const [payment] = payments.payments(orderNumber);
  const id = payment?.id ?? "";
  expect(await callBack(payments, id, { gatewayState: "SETTLED" })).toEqual({ known: false });
  const odd = { gateway: "card-gateway-b", gatewayState: "perhaps" };
  expect(await callBack(payments, id, odd)).toEqual({ known: true });
  expect(payments.stateOf(orderNumber)).toBe("uncertain");
  expect(payments.eventsOf("warning.recorded").map(({ message }) => message)).toEqual([
    "A gateway told of a payment that the shop never made.",
    "A gateway told a state that the shop does not understand.",
  ]);
});
