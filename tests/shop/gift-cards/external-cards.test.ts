import { expect, test } from "vitest";
import { ShopDatabase } from "#shop/database/shop-database.ts";
import { PIN_FAILURES_MAX, PIN_LOCKED_MS } from "#shop/gift-cards/card-pin.ts";
import { externalCardProcessor as processor } from "#shop/gift-cards/external-card-processor.ts";
import { recognizeCards, registerExternalCard } from "#shop/gift-cards/external-cards.ts";
import { EXTERNAL_OPERATIONS } from "#shop/gift-cards/external-operations.ts";
import { openExternalCards } from "#shop/gift-cards/external-provider.ts";
import { chooseCard } from "#shop/gift-cards/find-card.ts";
import { giftCardHandlers } from "#shop/gift-cards/gift-card-handlers.ts";
import { GIFT_CARD_OPERATIONS } from "#shop/gift-cards/gift-card-operations.ts";
import { STOREFRONT_OPERATIONS } from "#shop/storefront/operations.ts";
import { giftCardJobs } from "#shop/gift-cards/gift-card-jobs.ts";
import { readAccount } from "#shop/gift-cards/gift-card-rows.ts";
import { JobWorker } from "#shop/jobs/job-worker.ts";
import type { ProcessedPayment } from "#shop/payments/payment-processor.ts";
import { seededRandom } from "#shop/random/seeded-random.ts";
import type { Travel } from "#shop/services/local-services.ts";
import { callerOf, rows } from "../visits/visitor.ts";
import { openCardShop, paymentOf, setUp, TRANSACTION_ID } from "./card-shop.ts";

/** A shop beside the provider of external cards, which sold one of 30 euro. */
function openWithProvider({ pin = undefined as string | undefined } = {}) {
  const lost: { answers: number; requests: number } = { answers: 0, requests: 0 };
  const travel = (service: string): Travel => {
    const way = { requestMs: 20, answerMs: 30 };
    if (service !== "external-cards") return way;
    if (lost.requests > 0) {
      lost.requests -= 1;
      return { ...way, lost: "request" };
    }
    if (lost.answers === 0) return way;
    lost.answers -= 1;
    return { ...way, lost: "answer" };
  };
  const open = openCardShop({ travel });
  const random = seededRandom(7, "provider");
  const provider = openExternalCards({
    clock: open.clock,
    random,
    open: (name, schema) =>
      new ShopDatabase({
        name,
        path: ":memory:",
        schema,
        clock: open.clock,
        random,
        durable: false,
      }),
  });
  open.services.add(provider.definition);
  const { cardId, code } = provider.sell({ amountMinor: 3_000, currency: "EUR", pin });
  const pay = (given: { code: string; pin?: string }) =>
    recognizeCards(open.shop, {
      store: "europe",
      transactionId: TRANSACTION_ID,
      methods: [{ method: "giftCard", ...given }],
    });
  return { open, shop: open.shop, provider, cardId, code, lost, pay };
}

test("a card of the provider is recognized, and issued in the books when it is first used", async () => {
  const { open, shop, provider, cardId, code, pay } = openWithProvider();
  await using _ = open;
  await open.run(pay({ code }));
  await open.run(pay({ code }));
  expect(chooseCard(shop.web, shop, { code, store: "europe" })).toEqual({
    outcome: "chosen",
    giftCardId: cardId,
    gateway: "external-cards",
    availableMinor: 3_000,
    instrument: { giftCardId: cardId },
  });
  expect(open.events()).toEqual([]);
  const payment = paymentOf(cardId, 2_000);
  const answer = await open.run(processor.authorize(shop, payment));
  expect(answer).toMatchObject({ outcome: "accepted", gatewayState: "authorized" });
  await open.run(processor.capture(shop, payment, 1_800, "capture"));
  await open.run(processor.refund(shop, payment, 800, "1"));
  expect(open.events()).toMatchObject([
    { type: "giftCard.issued", amount: { minor: 3_000 }, attributes: { external: true, code } },
    { type: "giftCard.authorized", amount: { minor: 2_000 } },
    { type: "giftCard.captured", amount: { minor: 1_800 } },
    { type: "giftCard.refunded", amount: { minor: 800 } },
  ]);
  expect(readAccount(shop.web, cardId)).toMatchObject({ balanceMinor: 2_000, authorizedMinor: 0 });
  expect(provider.truth()).toEqual([
    { cardId, currency: "EUR", balanceMinor: 2_000, authorizedMinor: 0 },
  ]);
});

test("release and renewal reach the provider and are told once", async () => {
  const { open, shop, provider, cardId, code, pay } = openWithProvider();
  await using _ = open;
  await open.run(pay({ code }));
  const payment = paymentOf(cardId, 2_000);
  await open.run(processor.authorize(shop, payment));
  const more = { ...payment, amountMinor: 2_500 };
  expect(await open.run(processor.reauthorize(shop, more))).toMatchObject({ amountMinor: 2_500 });
  expect(provider.truth()).toMatchObject([{ authorizedMinor: 2_500 }]);
  expect(readAccount(shop.web, cardId).availableMinor).toBe(500);
  for (let times = 0; times < 2; times++) await open.run(processor.release(shop, payment));
  expect(await open.run(processor.readState(shop, payment))).toMatchObject({
    gatewayState: "released",
    paid: false,
  });
  expect(open.eventTypes()).toEqual([
    "giftCard.issued",
    "giftCard.authorized",
    "giftCard.reauthorized",
    "giftCard.released",
  ]);
});

test("the provider refuses what is too much, once told", async () => {
  const { open, shop, cardId, code, pay } = openWithProvider();
  await using _ = open;
  await open.run(pay({ code }));
  const payment = paymentOf(cardId, 3_001);
  for (let times = 0; times < 2; times++) {
    expect(await open.run(processor.authorize(shop, payment))).toEqual({
      outcome: "declined",
      gatewayState: "declined",
      reason: "insufficient amount",
    });
  }
  expect(open.eventTypes()).toEqual(["giftCard.rejected"]);
  expect(await open.run(processor.readState(shop, payment))).toMatchObject({ paid: false });
});

test("two shops' orders at once cannot take more than there is", async () => {
  const { open, shop, cardId, code, pay, provider } = openWithProvider();
  await using _ = open;
  await open.run(pay({ code }));
  const answers = await open.run(
    Promise.all(
      [901, 902, 903].map((sequence) =>
        processor.authorize(shop, paymentOf(cardId, 1_400, { sequence })),
      ),
    ),
  );
  expect(answers.map(({ outcome }) => outcome).sort()).toEqual([
    "accepted",
    "accepted",
    "declined",
  ]);
  expect(provider.truth()).toMatchObject([{ balanceMinor: 3_000, authorizedMinor: 2_800 }]);
});

test("an answer that is lost is unknown, and is learned by reading the state", async () => {
  const { open, shop, cardId, code, pay, lost } = openWithProvider();
  await using _ = open;
  await open.run(pay({ code }));
  const payment = paymentOf(cardId, 2_000);
  await open.run(processor.authorize(shop, payment));
  lost.answers = 1;
  await expect(open.run(processor.capture(shop, payment, 2_000, "capture"))).rejects.toMatchObject({
    code: "service-timeout",
  });
  expect(readAccount(shop.web, cardId).balanceMinor).toBe(3_000);
  const state = await open.run(processor.readState(shop, payment));
  expect(state).toMatchObject({ gatewayState: "captured", paid: true, amountMinor: 2_000 });
  await open.run(processor.capture(shop, payment, 2_000, "capture"));
  expect(readAccount(shop.web, cardId).balanceMinor).toBe(1_000);
  expect(open.eventTypes().slice(-2)).toEqual(["giftCard.authorized", "giftCard.captured"]);
});

test("the PIN is checked by the provider, and kept as a hash", async () => {
  const { open, shop, cardId, code, pay } = openWithProvider({ pin: "4711" });
  await using _ = open;
  setUp(shop, { pinRequired: true });
  await open.run(pay({ code }));
  await open.run(pay({ code, pin: "4712" }));
  expect(rows(shop, "SELECT id FROM giftCards")).toEqual([]);
  await open.run(pay({ code, pin: "4711" }));
  const choose = (pin?: string) => chooseCard(shop.web, shop, { code, pin, store: "europe" });
  expect(choose("4711")).toMatchObject({ outcome: "chosen", giftCardId: cardId });
  expect(choose("4712")).toMatchObject({ refusal: "wrong-pin" });
  expect(JSON.stringify(rows(shop, "SELECT * FROM giftCards"))).not.toContain('"4711"');
});

test("a provider that cannot be asked is noted, and the code stays unknown", async () => {
  const { open, shop, code, pay, lost } = openWithProvider();
  await using _ = open;
  lost.requests = 1;
  await open.run(pay({ code }));
  expect(open.events()).toMatchObject([
    { type: "warning.recorded", reason: "service-timeout", transactionId: TRANSACTION_ID },
  ]);
  expect(JSON.stringify(open.events())).not.toContain(code);
  expect(chooseCard(shop.web, shop, { code, store: "europe" })).toMatchObject({
    refusal: "unknown-code",
  });
  await open.run(pay({ code: "not a code!" }));
  expect(open.events()).toHaveLength(1);
});

test("a faulty shop uses a card first, and books its issue later", async () => {
  const { open, shop, cardId, code, pay } = openWithProvider();
  await using _ = open;
  const worker = new JobWorker({
    database: shop.web,
    clock: open.clock,
    handlers: giftCardJobs(shop),
    onFailure: (error) => {
      throw error;
    },
  });
  worker.start();
  await open.run(pay({ code }));
  open.fail("gift-card.used-before-issue");
  const payment: ProcessedPayment = paymentOf(cardId, 2_000);
  await open.run(processor.authorize(shop, payment));
  expect(chooseCard(shop.web, shop, { code, store: "europe" })).toMatchObject({
    availableMinor: 1_000,
  });
  await open.run(processor.capture(shop, payment, 2_000, "capture"));
  await open.clock.runUntil(open.clock.nowMs() + 7_200_000);
  await worker.close();
  const events = open.events();
  expect(events.map(({ type }) => type)).toEqual([
    "giftCard.authorized",
    "giftCard.captured",
    "giftCard.issued",
  ]);
  expect((events[2]?.time ?? "") > (events[0]?.time ?? "")).toBe(true);
  expect(readAccount(shop.web, cardId)).toMatchObject({ balanceMinor: 1_000 });
});

test("an operator registers a card before it is used; it is booked once", async () => {
  const { open, shop, cardId, code } = openWithProvider();
  await using _ = open;
  const register = (given: string) =>
    open.run(registerExternalCard(shop, { store: "europe", code: given }));
  expect(await register(code)).toBe(cardId);
  expect(await register(code)).toBe(cardId);
  expect(open.eventTypes()).toEqual(["giftCard.issued"]);
  await expect(open.run(registerExternalCard(shop, { store: "moon", code }))).rejects.toMatchObject(
    { code: "not-found" },
  );
  await expect(register("X00000000")).rejects.toMatchObject({ code: "not-found" });
});

test("a card that the provider does not have is refused by it", async () => {
  const { open, shop, cardId } = openWithProvider();
  await using _ = open;
  const call = (card: string, currency: string) =>
    open.run(
      shop.services.call("external-cards", EXTERNAL_OPERATIONS.authorize, {
        cardId: card,
        paymentId: "P-1",
        amountMinor: 1,
        currency,
        key: "once",
      }),
    );
  await expect(call("XC0", "EUR")).rejects.toMatchObject({ code: "service-refused" });
  await expect(call(cardId, "USD")).rejects.toMatchObject({ code: "service-refused" });
});

test.each([true, null])(
  "an external card with a PIN needs it each time, also in a store without PINs (validated: %s)",
  async (validateGCFinAcct) => {
    const { open, shop, code, pay } = openWithProvider({ pin: "4711" });
    await using _ = open;
    setUp(shop, { pinRequired: false, validateGCFinAcct });
    await open.run(pay({ code, pin: "4711" }));
    const given = { code, store: "europe" };
    expect(chooseCard(shop.web, shop, given)).toMatchObject({ refusal: "pin-missing" });
    expect(chooseCard(shop.web, shop, { ...given, pin: "4712" })).toMatchObject({
      refusal: "wrong-pin",
    });
    expect(chooseCard(shop.web, shop, { ...given, pin: "4711" }).outcome).toBe("chosen");
  },
);

test("a PIN that was given for an external card without one does not become its PIN", async () => {
  const { open, shop, code, pay } = openWithProvider();
  await using _ = open;
  setUp(shop, { pinRequired: true });
  await open.run(pay({ code, pin: "0000" }));
  for (const pin of [undefined, "0000", "1111"]) {
    expect(chooseCard(shop.web, shop, { code, store: "europe", pin }).outcome).toBe("chosen");
  }
});

test("an operator buys a card at the provider's counter, and its balance is told", async () => {
  const { open, shop } = openWithProvider();
  await using _ = open;
  const call = callerOf(giftCardHandlers(shop));
  const amount = { amountMinor: 2_500, currency: "EUR" };
  const { code } = await open.run(
    call(GIFT_CARD_OPERATIONS.sellExternal, { ...amount, pin: "4711" }),
  );
  const balance = (pin: string) =>
    open.run(call(STOREFRONT_OPERATIONS.giftCardBalance, { code, pin }));
  expect(await balance("4711")).toMatchObject({ balanceMinor: 2_500, currency: "EUR" });
  await expect(balance("4712")).rejects.toMatchObject({ code: "not-found" });
});

test("who guesses the PIN of an external card that is known is locked out for a while", async () => {
  const { open, shop, code, pay } = openWithProvider({ pin: "4711" });
  await using _ = open;
  await open.run(pay({ code, pin: "4711" }));
  const call = callerOf(giftCardHandlers(shop));
  const balance = (pin: string) =>
    open.run(call(STOREFRONT_OPERATIONS.giftCardBalance, { code, pin }));
  expect(await balance("4711")).toMatchObject({ availableMinor: 3_000 });
  for (let guess = 0; guess < PIN_FAILURES_MAX; guess++) {
    await expect(balance(`000${guess}`)).rejects.toMatchObject({ code: "not-found" });
  }
  await expect(balance("4711")).rejects.toMatchObject({ code: "not-found" });
  await open.clock.runUntil(open.clock.nowMs() + PIN_LOCKED_MS);
  expect(await balance("4711")).toMatchObject({ availableMinor: 3_000 });
});
