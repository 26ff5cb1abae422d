import fc from "fast-check";
import { expect, test } from "vitest";
import { catalogNotes, type CatalogNote } from "#domain/events/catalog-notes.ts";
import { eventSchema } from "#domain/events/event.ts";
import type { Transaction } from "#shop/database/shop-database.ts";
import { ShopError } from "#shop/errors.ts";
import type { FaultName } from "#shop/faults/fault-catalog.ts";
import { isCaptured } from "#shop/payments/payment-outcome.ts";
import { cancelOrder } from "#shop/orders/cancel-order.ts";
import { findOrder } from "#shop/orders/order-rows.ts";
import { markDelivered } from "#shop/orders/order-state.ts";
import { returnOrder } from "#shop/orders/return-order.ts";
import type { PaymentRow } from "#shop/payments/payment-rows.ts";
import { readPaymentStates } from "#shop/payments/read-payment-states.ts";
import type { ChosenMethod } from "#shop/storefront/operations.ts";
import {
  BANK,
  CARD_A,
  CARD_B,
  DAY_MS,
  HOUR_MS,
  lineItemIdOf,
  openPayments,
  type OpenPayments,
  PAYPAL,
} from "./open-payments.ts";

const FAULTS: FaultName[] = [
  "gateway.declined",
  "gateway.callback-late",
  "gateway.callback-duplicated",
  "gateway.transfer-never",
  "gateway.transfer-after-close",
  "payment.unanswered",
  "payment.duplicate-capture",
  "payment.capture-without-authorization",
  "payment.capture-order",
  "payment.refund-exceeds-captured",
  "order.amount-mismatch",
];

const OPERATIONS = [
  "authorizePayment",
  "capturePayment",
  "releasePayment",
  "refundPayment",
  "readPayment",
  "paymentCallback",
];

const LOSSES_MAX = 3;

const loss = fc.record({
  operation: fc.constantFrom(...OPERATIONS),
  lost: fc.constantFrom("request" as const, "answer" as const),
});

const method = fc.constantFrom<ChosenMethod>(
  CARD_A,
  CARD_B,
  PAYPAL,
  BANK,
  { ...CARD_A, cardToken: "tok-answer-lost" },
  { ...CARD_B, cardToken: "tok-request-lost" },
  { ...CARD_A, cardToken: "tok-callback-twice" },
  { ...CARD_B, cardToken: "tok-stolen" },
);

const order = fc.record({
  methods: fc.array(method, { minLength: 1, maxLength: 3 }),
  faults: fc.array(fc.constantFrom(...FAULTS), { maxLength: 3 }),
  losses: fc.array(loss, { maxLength: LOSSES_MAX }),
  steps: fc.array(fc.constantFrom("wait", "read", "cancel", "deliver", "return"), { maxLength: 5 }),
});

/** Each method but the last pays 20 of 100. */
function shared(methods: ChosenMethod[]): ChosenMethod[] {
  return methods.map((method, index) =>
    index < methods.length - 1 ? { ...method, amountMinor: 20 } : method,
  );
}

async function step(payments: OpenPayments, orderNumber: string, name: string): Promise<void> {
  const { shop, open } = payments;
  const isPaid = ["paid", "completed"].includes(findOrder(shop.web, orderNumber)?.state ?? "");
  if (name === "wait") await payments.pass(2 * HOUR_MS);
  if (name === "read") await open.run(readPaymentStates(shop, orderNumber));
  if (name === "deliver" && isPaid) {
    shop.web.transaction((tx) => markDelivered(tx, shop, orderNumber));
  }
  if (name === "cancel") attempt(payments, (tx) => cancelOrder(tx, shop, orderNumber));
  if (name === "return") {
    attempt(payments, (tx) => returnOrder(tx, shop, orderNumber, [lineItemIdOf(orderNumber, 1)]));
  }
}

/** What cannot be done now is refused and changes nothing. */
function attempt({ shop }: OpenPayments, work: (tx: Transaction) => unknown): void {
  try {
    shop.web.transaction(work);
  } catch (error) {
    const isRefusal =
      error instanceof ShopError && ["wrong-state", "not-found"].includes(error.code);
    if (!isRefusal) throw error;
  }
}

/** What the shop was told of one payment by events. */
function toldMinor(payments: OpenPayments, id: string, type: string): number {
  return payments
    .eventsOf(type)
    .filter(({ objects }) => objects?.[0]?.id === id)
    .reduce((sum, { amount }) => sum + (amount?.minor ?? 0), 0);
}

/** At any time: nothing is believed and nothing told that the gateway did not do. */
function expectNoLies(payments: OpenPayments, rows: readonly PaymentRow[]): void {
  const truths = new Map(payments.gateways.truth().map((truth) => [truth.paymentId, truth]));
  for (const row of rows) {
    const truth = truths.get(row.id);
    expect(row.capturedMinor).toBeLessThanOrEqual(truth?.capturedMinor ?? 0);
    expect(row.refundedMinor).toBeLessThanOrEqual(truth?.refundedMinor ?? 0);
    expect(toldMinor(payments, row.id, "payment.captured")).toBeLessThanOrEqual(row.capturedMinor);
    expect(toldMinor(payments, row.id, "payment.refunded")).toBe(row.refundedMinor);
  }
}

/**
 * In the end, as far as it is not as it should be: nothing stays reserved or taken for an order
 * that is not to be, and a paid one is paid.
 */
function untruths(payments: OpenPayments, orderNumber: string): unknown[] {
  const rows = payments.payments(orderNumber);
  const truths = new Map(payments.gateways.truth().map((truth) => [truth.paymentId, truth]));
  const wrong = rows.filter((row) => {
    const { amountMinor = 0, authorizedMinor = 0 } = truths.get(row.id) ?? {};
    const isKept = row.givenUp !== 0 && (authorizedMinor > 0 || amountMinor > 0);
    return isKept || row.capturedMinor - row.refundedMinor !== amountMinor;
  });
  const isPaid = payments.stateOf(orderNumber) === "paid";
  return isPaid && !rows.every(isCaptured) ? [...wrong, "paid though it is not"] : wrong;
}

/** Where an event differs from what its type is to have. */
function catalogNotesOf(payments: OpenPayments): CatalogNote[] {
  return payments.open
    .events()
    .flatMap((event) => catalogNotes(eventSchema.parse(JSON.parse(JSON.stringify(event)))));
}

test("whatever happens, the shop ends with what the gateways have, and never says more", async () => {
  await fc.assert(
    fc.asyncProperty(order, async ({ methods, faults, losses, steps }) => {
      await using payments = openPayments();
      for (const fault of faults) payments.open.fail(fault);
      for (const { operation, lost } of losses) payments.lose(operation, lost);
      const { orderNumber } = await payments.place(shared(methods));
      expectNoLies(payments, payments.payments(orderNumber));
      for (const name of steps) {
        await step(payments, orderNumber, name);
        expectNoLies(payments, payments.payments(orderNumber));
      }
      // Every callback and every job has had its time; then the gateways are asked until all
      // answered.
      await payments.pass(20 * DAY_MS);
      for (let count = 0; count <= LOSSES_MAX; count++) {
        await payments.open.run(readPaymentStates(payments.shop, orderNumber));
      }
      await payments.pass(DAY_MS);
      expectNoLies(payments, payments.payments(orderNumber));
      expect(untruths(payments, orderNumber)).toEqual([]);
      expect(catalogNotesOf(payments)).toEqual([]);
    }),
    { numRuns: 100 },
  );
});
