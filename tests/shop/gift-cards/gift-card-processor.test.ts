import { describe, expect, test } from "vitest";
import type { ShopContext } from "#shop/context.ts";
import type { FaultName } from "#shop/faults/fault-catalog.ts";
import { readAccount } from "#shop/gift-cards/gift-card-rows.ts";
import { giftCardProcessor as processor } from "#shop/gift-cards/gift-card-processor.ts";
import type { ProcessedPayment, ProcessorAnswer } from "#shop/payments/payment-processor.ts";
import { rows } from "../visits/visitor.ts";
import { openCardShop, paymentOf, sellCard, TRANSACTION_ID } from "./card-shop.ts";

/** As the payments room gives it to the next step: with the reference of the answer. */
async function authorized(shop: ShopContext, payment: ProcessedPayment): Promise<ProcessedPayment> {
  const answer = await processor.authorize(shop, payment);
  if (answer.outcome !== "accepted") throw new Error("Not authorized.");
  return { ...payment, gatewayReference: answer.reference };
}

const cardEvents = (open: ReturnType<typeof openCardShop>) =>
  open.events().filter(({ type }) => type.startsWith("giftCard.") && type !== "giftCard.issued");

test("authorize, capture, refund: each step with its events, account and state", async () => {
  await using open = openCardShop();
  const { shop } = open;
  const card = sellCard(shop);
  expect(await processor.readState(shop, paymentOf(card.id, 1))).toEqual({
    gatewayState: "none",
    paid: false,
  });
  const payment = await authorized(shop, paymentOf(card.id, 2_000));
  expect(await processor.readState(shop, payment)).toMatchObject({
    gatewayState: "authorized",
    paid: false,
    amountMinor: 2_000,
  });
  expect(readAccount(shop.web, card.id)).toMatchObject({
    balanceMinor: 5_000,
    availableMinor: 3_000,
  });
  expect(await processor.capture(shop, payment, 1_500, "capture")).toEqual({
    outcome: "accepted",
    gatewayState: "captured",
    reference: payment.gatewayReference,
    amountMinor: 1_500,
  });
  expect(readAccount(shop.web, card.id)).toMatchObject({ balanceMinor: 3_500, authorizedMinor: 0 });
  expect(await processor.readState(shop, payment)).toMatchObject({
    paid: true,
    amountMinor: 1_500,
  });
  const refund = (minor: number, key: string) => processor.refund(shop, payment, minor, key);
  expect(await refund(500, "1")).toMatchObject({ gatewayState: "partlyRefunded" });
  expect(await processor.readState(shop, payment)).toMatchObject({ paid: true });
  expect(await refund(1_000, "2")).toMatchObject({ gatewayState: "refunded" });
  expect(await processor.readState(shop, payment)).toMatchObject({
    gatewayState: "refunded",
    paid: false,
  });
  expect(readAccount(shop.web, card.id)).toMatchObject({ availableMinor: 5_000 });
  const attributes = { authorizationId: payment.gatewayReference };
  expect(cardEvents(open)).toMatchObject(
    [
      ["authorized", 2_000],
      ["captured", 1_500],
      ["refunded", 500],
      ["refunded", 1_000],
    ].map(([step, minor]) => ({
      type: `giftCard.${step}`,
      transactionId: TRANSACTION_ID,
      objects: [
        { type: "giftCard", id: card.id },
        { type: "payment", id: payment.id },
        { type: "order", id: payment.orderNumber },
        { type: "order", id: "38-200900", role: "foreignId" },
      ],
      amount: { minor, currency: "EUR" },
      attributes,
    })),
  );
});

test("release voids the authorization; nothing can be captured then", async () => {
  await using open = openCardShop();
  const { shop } = open;
  const card = sellCard(shop);
  const payment = await authorized(shop, paymentOf(card.id, 2_000));
  expect(await processor.release(shop, payment)).toMatchObject({ gatewayState: "released" });
  expect(await processor.release(shop, payment)).toMatchObject({ outcome: "accepted" });
  expect(readAccount(shop.web, card.id).availableMinor).toBe(5_000);
  expect(await processor.readState(shop, payment)).toMatchObject({ gatewayState: "released" });
  expect(await processor.capture(shop, payment, 2_000, "capture")).toMatchObject({
    outcome: "declined",
    reason: "There is no open authorization.",
  });
  expect(cardEvents(open).map(({ type }) => type)).toEqual([
    "giftCard.authorized",
    "giftCard.released",
    "giftCard.rejected",
  ]);
});

test("re-authorization replaces the hold under the same authorization, and makes it young", async () => {
  await using open = openCardShop();
  const { shop, clock } = open;
  const card = sellCard(shop);
  const payment = await authorized(shop, paymentOf(card.id, 2_000));
  await clock.runUntil(clock.nowMs() + 6 * 86_400_000);
  const more = { ...payment, amountMinor: 4_000 };
  expect(await processor.reauthorize(shop, more)).toMatchObject({
    outcome: "accepted",
    reference: payment.gatewayReference,
    amountMinor: 4_000,
  });
  expect(readAccount(shop.web, card.id).authorizations.get(payment.gatewayReference ?? "")).toEqual(
    expect.objectContaining({ amountMinor: 4_000, sinceMs: clock.nowMs() }),
  );
  expect(open.events().at(-1)).toMatchObject({ type: "giftCard.reauthorized" });
  expect(await processor.reauthorize(shop, { ...payment, amountMinor: 5_001 })).toMatchObject({
    outcome: "declined",
  });
  await processor.release(shop, payment);
  expect(await processor.reauthorize(shop, payment)).toMatchObject({ outcome: "declined" });
});

test("what is not available is declined, and asking again gets the same answer", async () => {
  await using open = openCardShop();
  const { shop } = open;
  const card = sellCard(shop);
  const hold = await authorized(shop, paymentOf(card.id, 4_000, { sequence: 901 }));
  const payment = paymentOf(card.id, 1_001);
  const first = await processor.authorize(shop, payment);
  expect(first).toEqual({
    outcome: "declined",
    gatewayState: "declined",
    reason: "Less is available on the gift card.",
  });
  await processor.release(shop, hold);
  expect(await processor.authorize(shop, payment)).toEqual(first);
  expect(await processor.readState(shop, payment)).toMatchObject({
    gatewayState: "declined",
    reason: "Less is available on the gift card.",
  });
  expect(cardEvents(open).filter(({ type }) => type === "giftCard.rejected")).toHaveLength(1);
});

async function twice(step: () => Promise<ProcessorAnswer>): Promise<void> {
  expect(await step()).toEqual(await step());
}

test("the same request is done once, another under its key is refused", async () => {
  await using open = openCardShop();
  const { shop } = open;
  const card = sellCard(shop);
  const payment = await authorized(shop, paymentOf(card.id, 2_000));
  await twice(() => processor.authorize(shop, payment));
  await twice(() => processor.capture(shop, payment, 2_000, "capture"));
  await twice(() => processor.refund(shop, payment, 300, "1"));
  expect(cardEvents(open)).toHaveLength(3);
  await expect(processor.refund(shop, payment, 301, "1")).rejects.toThrow("another request");
  expect(await processor.capture(shop, payment, 2_000, "again")).toMatchObject({
    outcome: "declined",
    reason: "The authorization was captured already.",
  });
});

test("illegal steps are declined and change no account", async () => {
  await using open = openCardShop();
  const { shop } = open;
  const card = sellCard(shop);
  const payment = paymentOf(card.id, 2_000);
  const declined = { outcome: "declined" };
  expect(await processor.capture(shop, payment, 2_000, "1")).toMatchObject(declined);
  expect(await processor.refund(shop, payment, 1, "1")).toMatchObject(declined);
  expect(await processor.refund(shop, paymentOf(null, 1), 1, "0")).toMatchObject(declined);
  const dollars = paymentOf(card.id, 1, { sequence: 902, currency: "USD" });
  expect(await processor.authorize(shop, dollars)).toMatchObject(declined);
  const held = await authorized(shop, payment);
  expect(await processor.capture(shop, held, 2_001, "2")).toMatchObject(declined);
  await processor.capture(shop, held, 2_000, "3");
  expect(await processor.release(shop, held)).toMatchObject(declined);
  expect(await processor.refund(shop, held, 2_001, "2")).toMatchObject(declined);
  expect(await processor.refund(shop, held, 1_500, "3")).toMatchObject({ outcome: "accepted" });
  expect(await processor.refund(shop, held, 501, "4")).toMatchObject(declined);
  expect(readAccount(shop.web, card.id)).toMatchObject({
    balanceMinor: 4_500,
    refundedMinor: 1_500,
  });
  shop.web.transaction((tx) => tx.run("UPDATE giftCards SET state = 'cancelled'"));
  const late = paymentOf(card.id, 1, { sequence: 903 });
  expect(await processor.authorize(shop, late)).toMatchObject(declined);
});

/** A shop in which the fault strikes the next time, with two cards. */
function faulty(fault: FaultName) {
  const open = openCardShop();
  const card = sellCard(open.shop, 1);
  const other = sellCard(open.shop, 2);
  open.fail(fault);
  return { open, shop: open.shop, card, other };
}

describe("a faulty shop", () => {
  test("overdraws a card: more is held than there is", async () => {
    const { open, shop, card } = faulty("gift-card.overdrawn");
    await using _ = open;
    const payment = await authorized(shop, paymentOf(card.id, 2_000));
    expect(readAccount(shop.web, card.id).availableMinor).toBe(5_000 - 200_000);
    expect(cardEvents(open)).toMatchObject([{ amount: { minor: 200_000 } }]);
    expect(await processor.capture(shop, payment, 2_000, "capture")).toMatchObject({
      amountMinor: 2_000,
    });
    expect(readAccount(shop.web, card.id).availableMinor).toBe(3_000);
  });

  test("overdraws a card that should have been refused", async () => {
    const { open, shop, card } = faulty("gift-card.overdrawn");
    await using _ = open;
    await authorized(shop, paymentOf(card.id, 6_000));
    expect(readAccount(shop.web, card.id).availableMinor).toBe(-1_000);
  });

  test("captures an authorization twice, the payment once", async () => {
    const { open, shop, card } = faulty("gift-card.double-capture");
    await using _ = open;
    const payment = await authorized(shop, paymentOf(card.id, 2_000));
    const answer = await processor.capture(shop, payment, 2_000, "capture");
    expect(answer).toMatchObject({ amountMinor: 2_000 });
    expect(await processor.readState(shop, payment)).toMatchObject({ amountMinor: 2_000 });
    expect(readAccount(shop.web, card.id).balanceMinor).toBe(1_000);
    const [, first, second] = cardEvents(open);
    expect(first?.attributes).toEqual(second?.attributes);
    expect([first?.type, second?.type]).toEqual(["giftCard.captured", "giftCard.captured"]);
  });

  test("captures what was never authorized", async () => {
    const { open, shop, card } = faulty("gift-card.capture-without-authorization");
    await using _ = open;
    const payment = await authorized(shop, paymentOf(card.id, 2_000));
    await processor.capture(shop, payment, 2_000, "capture");
    const [authorization, release, capture] = cardEvents(open);
    expect([release?.type, capture?.type]).toEqual(["giftCard.released", "giftCard.captured"]);
    expect(release?.attributes).toEqual(authorization?.attributes);
    expect(capture?.attributes).not.toEqual(authorization?.attributes);
    expect(readAccount(shop.web, card.id).balanceMinor).toBe(3_000);
    expect(await processor.readState(shop, payment)).toMatchObject({ paid: true });
    expect(await processor.refund(shop, payment, 2_000, "1")).toMatchObject({
      outcome: "accepted",
    });
  });

  test("captures more than was authorized, the payment as asked", async () => {
    const { open, shop, card } = faulty("gift-card.capture-exceeds-authorization");
    await using _ = open;
    const payment = await authorized(shop, paymentOf(card.id, 2_000));
    const answer = await processor.capture(shop, payment, 2_000, "capture");
    expect(answer).toMatchObject({ amountMinor: 2_000 });
    expect(readAccount(shop.web, card.id).balanceMinor).toBe(2_800);
    expect(cardEvents(open).at(-1)).toMatchObject({ amount: { minor: 2_200 } });
  });

  test("releases what it captured", async () => {
    const { open, shop, card } = faulty("gift-card.release-after-capture");
    await using _ = open;
    const payment = await authorized(shop, paymentOf(card.id, 2_000));
    await processor.capture(shop, payment, 2_000, "capture");
    expect(cardEvents(open).map(({ type }) => type)).toEqual([
      "giftCard.authorized",
      "giftCard.captured",
      "giftCard.released",
    ]);
    expect(rows(shop, "SELECT state FROM giftCardAuthorizations")).toEqual([{ state: "released" }]);
    expect(readAccount(shop.web, card.id).availableMinor).toBe(3_000);
  });

  test("forgets to release an authorization", async () => {
    const { open, shop, card } = faulty("gift-card.authorization-forgotten");
    await using _ = open;
    const payment = await authorized(shop, paymentOf(card.id, 2_000));
    expect(await processor.release(shop, payment)).toMatchObject({ outcome: "accepted" });
    expect(readAccount(shop.web, card.id).authorizedMinor).toBe(2_000);
    expect(cardEvents(open).map(({ type }) => type)).toEqual(["giftCard.authorized"]);
  });

  test("gives more back than it took", async () => {
    const { open, shop, card } = faulty("gift-card.refund-exceeds-captured");
    await using _ = open;
    const payment = await authorized(shop, paymentOf(card.id, 2_000));
    await processor.capture(shop, payment, 2_000, "capture");
    expect(await processor.refund(shop, payment, 500, "1")).toMatchObject({ amountMinor: 500 });
    expect(readAccount(shop.web, card.id).balanceMinor).toBe(5_200);
    expect(cardEvents(open).at(-1)).toMatchObject({ amount: { minor: 2_200 } });
  });

  test("gives back to another card, and says which was paid with", async () => {
    const { open, shop, card, other } = faulty("gift-card.refund-to-other-card");
    await using _ = open;
    const payment = await authorized(shop, paymentOf(card.id, 2_000));
    await processor.capture(shop, payment, 2_000, "capture");
    await processor.refund(shop, payment, 2_000, "1");
    expect(readAccount(shop.web, card.id).balanceMinor).toBe(3_000);
    expect(readAccount(shop.web, other.id).balanceMinor).toBe(7_000);
    expect(cardEvents(open).at(-1)?.objects?.slice(0, 2)).toEqual([
      { type: "giftCard", id: other.id },
      { type: "giftCard", id: card.id, role: "original" },
    ]);
  });
});
