import { expect, test } from "vitest";
import { GATEWAY_OPERATIONS, type GatewayAnswer } from "#shop/gateways/gateway-operations.ts";
import { GATEWAY_PROFILES } from "#shop/gateways/gateway-profile.ts";
import type { Operation } from "#shop/services/operation.ts";
import { HOUR_MS, openPayments, type OpenPayments } from "../payments/open-payments.ts";

const PAYMENT = {
  paymentId: "P-1",
  orderNumber: "100000001",
  amountMinor: 100,
  currency: "EUR",
  key: "once",
};
const NAMED = { paymentId: "P-1", orderNumber: "100000001", key: "once" };

const refused = (code: string): object => ({ code: "service-refused", detail: { code } });

function ask<Input, Answer>(
  { open, shop }: OpenPayments,
  gateway: string,
  operation: Operation<Input, Answer>,
  input: Input,
): Promise<Answer> {
  return open.run(shop.services.call(gateway, operation, input));
}

const { authorizePayment, capturePayment, releasePayment, reauthorizePayment, refundPayment } =
  GATEWAY_OPERATIONS;

test("a payment goes through the gateway's own states", async () => {
  await using payments = openPayments();
  const a = "card-gateway-a";
  const states: GatewayAnswer[] = [
    await ask(payments, a, authorizePayment, PAYMENT),
    await ask(payments, a, reauthorizePayment, NAMED),
    await ask(payments, a, capturePayment, { ...PAYMENT, amountMinor: 80 }),
    await ask(payments, a, refundPayment, { ...PAYMENT, amountMinor: 30 }),
    await ask(payments, a, refundPayment, { ...PAYMENT, amountMinor: 50, key: "again" }),
  ];
  expect(states.map(({ gatewayState, amountMinor }) => [gatewayState, amountMinor])).toEqual([
    ["AUTHORIZED", 100],
    ["AUTHORIZED", 100],
    ["SETTLED", 80],
    ["PARTLY_REFUNDED", 30],
    ["REFUNDED", 50],
  ]);
  expect(new Set(states.map(({ reference }) => reference)).size).toBe(1);
});

test("the same request again gets the same answer and moves nothing", async () => {
  await using payments = openPayments();
  const b = "card-gateway-b";
  const first = await ask(payments, b, capturePayment, PAYMENT);
  expect(await ask(payments, b, capturePayment, PAYMENT)).toEqual(first);
  await ask(payments, b, refundPayment, { ...PAYMENT, amountMinor: 30 });
  await ask(payments, b, refundPayment, { ...PAYMENT, amountMinor: 30 });
  expect(payments.gateways.truth()).toMatchObject([{ capturedMinor: 100, refundedMinor: 30 }]);
  await expect(
    ask(payments, b, capturePayment, { ...PAYMENT, amountMinor: 99 }),
  ).rejects.toMatchObject({ detail: { code: "idempotency-conflict" } });
});

test("a refusal is an answer too: the same key stays refused", async () => {
  await using payments = openPayments();
  payments.open.fail("gateway.declined");
  const first = await ask(payments, "paypal", capturePayment, PAYMENT);
  expect(first).toMatchObject({ outcome: "declined", gatewayState: "Denied" });
  expect(await ask(payments, "paypal", capturePayment, PAYMENT)).toEqual(first);
});

test("steps that do not follow from the state are refused and change nothing", async () => {
  await using payments = openPayments();
  const a = "card-gateway-a";
  const unknown = refused("not-found");
  await expect(ask(payments, a, releasePayment, NAMED)).rejects.toMatchObject(unknown);
  await expect(ask(payments, a, refundPayment, PAYMENT)).rejects.toMatchObject(unknown);
  await ask(payments, a, authorizePayment, PAYMENT);
  const wrong = refused("wrong-state");
  await expect(ask(payments, a, refundPayment, PAYMENT)).rejects.toMatchObject(wrong);
  const more = { ...PAYMENT, amountMinor: 101 };
  await expect(ask(payments, a, capturePayment, more)).rejects.toMatchObject(wrong);
  const anew = { ...PAYMENT, key: "anew" };
  await expect(ask(payments, a, authorizePayment, anew)).rejects.toMatchObject(wrong);
  await ask(payments, a, releasePayment, NAMED);
  await expect(ask(payments, a, capturePayment, PAYMENT)).rejects.toMatchObject(wrong);
  await expect(ask(payments, a, reauthorizePayment, NAMED)).rejects.toMatchObject(wrong);
  expect(payments.gateways.truth()).toMatchObject([{ state: "VOIDED", authorizedMinor: 0 }]);
});

test("a gateway offers what its way of paying has, and nothing else", async () => {
  await using payments = openPayments();
  const offered = payments.gateways.definitions.map(({ name, handlers }) => [
    name,
    handlers.map(({ operation }) => operation.name),
  ]);
  expect(offered).toEqual(GATEWAY_PROFILES.map(({ name, operations }) => [name, [...operations]]));
  await expect(ask(payments, "card-gateway-b", authorizePayment, PAYMENT)).rejects.toMatchObject({
    code: "service-unavailable",
  });
});

test("a payment that a gateway does not know is told so", async () => {
  await using payments = openPayments();
  const { readPayment } = GATEWAY_OPERATIONS;
  const words = GATEWAY_PROFILES.map(async ({ name }) => {
    const { gatewayState, reference } = await payments.shop.services.call(name, readPayment, {
      paymentId: "P-9",
    });
    return [gatewayState, reference];
  });
  expect(await payments.open.run(Promise.all(words))).toEqual([
    ["NOT_FOUND", null],
    ["no-sale", null],
    ["Unknown", null],
    ["not-announced", null],
  ]);
});

test("a callback that the shop does not take is tried again", async () => {
  await using payments = openPayments();
  await ask(payments, "card-gateway-a", capturePayment, PAYMENT);
  payments.lose("paymentCallback", "request");
  payments.lose("paymentCallback", "request");
  await payments.pass(HOUR_MS);
  expect(payments.failures).toHaveLength(2);
  // The shop never asked for this payment: it says so when it is told at last.
  expect(payments.eventsOf("warning.recorded")).toMatchObject([
    { unattributed: "payment unknown", attributes: { claimedState: "SETTLED" } },
  ]);
});
