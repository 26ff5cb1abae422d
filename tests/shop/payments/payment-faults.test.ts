import { expect, test } from "vitest";
import { CARD_A, CARD_B, HOUR_MS, openPayments } from "./open-payments.ts";

test("a faulty shop captures twice: the gateway takes the money, and both are told", async () => {
  await using payments = openPayments();
  payments.open.fail("payment.duplicate-capture");
  const { orderNumber } = await payments.place([CARD_A]);
  expect(payments.eventsOf("payment.captured")).toHaveLength(2);
  expect(payments.payments(orderNumber)).toMatchObject([{ capturedMinor: 200 }]);
  expect(payments.gateways.truth()).toMatchObject([{ capturedMinor: 200 }]);
});

test("a faulty shop captures without authorization", async () => {
  await using payments = openPayments();
  payments.open.fail("payment.capture-without-authorization");
  const { orderNumber, paid } = await payments.place([CARD_A]);
  expect(paid.outcome).toBe("paid");
  expect(payments.story(orderNumber)).toEqual([
    "payment.requested",
    "payment.captured",
    "order.placed",
  ]);
  expect(payments.eventsOf("payment.requested")[0]?.attributes).toMatchObject({
    operation: "authorize",
  });
});

test("a faulty shop captures in the reverse order of the cart", async () => {
  await using payments = openPayments();
  payments.open.fail("payment.capture-order");
  await payments.place([{ ...CARD_A, amountMinor: 30 }, CARD_A]);
  expect(payments.eventsOf("payment.captured").map(({ amount }) => amount?.minor)).toEqual([
    70, 30,
  ]);
});

test("a faulty shop captures less than the order amounts to", async () => {
  await using payments = openPayments();
  payments.open.fail("order.amount-mismatch");
  const { paid } = await payments.place([CARD_B]);
  expect(paid.outcome).toBe("paid");
  expect(payments.gateways.truth()).toMatchObject([{ capturedMinor: 90 }]);
  expect(payments.eventsOf("payment.captured")[0]?.amount).toEqual({ minor: 90, currency: "EUR" });
});

test("a faulty shop asks, and never notes what came back, callback or not", async () => {
  await using payments = openPayments();
  payments.open.fail("payment.unanswered");
  const { orderNumber, paid } = await payments.place([CARD_A]);
  // Nor does it notice that something is missing: nobody looks after the order.
  expect(paid.outcome).toBe("pending");
  await payments.pass(HOUR_MS);
  expect(payments.story(orderNumber)).toEqual(["payment.requested", "order.placed"]);
  expect(payments.gateways.truth()).toMatchObject([{ state: "AUTHORIZED" }]);
});
