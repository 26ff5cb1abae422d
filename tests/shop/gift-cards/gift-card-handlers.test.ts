import { expect, test } from "vitest";
import { ShopError } from "#shop/errors.ts";
import { PIN_FAILURES_MAX } from "#shop/gift-cards/card-pin.ts";
import { giftCardHandlers } from "#shop/gift-cards/gift-card-handlers.ts";
import { GIFT_CARD_OPERATIONS as ON } from "#shop/gift-cards/gift-card-operations.ts";
import { DEFAULT_GIFT_CARD_SETTINGS } from "#shop/gift-cards/gift-card-settings.ts";
import { giftCardProcessor } from "#shop/gift-cards/gift-card-processor.ts";
import { CARDS_PER_PAGE } from "#shop/gift-cards/list-gift-cards.ts";
import { cancelOrder } from "#shop/orders/cancel-order.ts";
import { STOREFRONT_OPERATIONS } from "#shop/storefront/operations.ts";
import { callerOf } from "../visits/visitor.ts";
import { insertCardOrder, openCardShop, paymentOf, sellCard, setUp, SURVEY } from "./card-shop.ts";

function openHandlers() {
  const open = openCardShop();
  return { open, shop: open.shop, call: callerOf(giftCardHandlers(open.shop)) };
}

test("the balance is told to who has the code and the PIN, else nothing is told", async () => {
  const { open, shop, call } = openHandlers();
  await using _ = open;
  setUp(shop, { pinRequired: true });
  const card = sellCard(shop);
  const pin = /PIN[^:]*: (\d+)$/.exec(open.letters[0]?.text ?? "")?.[1];
  await giftCardProcessor.authorize(shop, paymentOf(card.id, 1_200));
  const balance = STOREFRONT_OPERATIONS.giftCardBalance;
  expect(await call(balance, { code: card.code, pin })).toEqual({
    balanceMinor: 5_000,
    availableMinor: 3_800,
    currency: "EUR",
  });
  const refusals = [{ code: card.code }, { code: card.code, pin: "x" }, { code: "!!!!!!" }].map(
    (given) => call(balance, given).catch((error: unknown) => error),
  );
  for (const refusal of await Promise.all(refusals)) {
    expect(refusal).toBeInstanceOf(ShopError);
    expect(refusal).toMatchObject({
      code: "not-found",
      message: "There is no gift card with this code and PIN.",
    });
  }
  const told = open.events().filter(({ type }) => type === "giftCard.validationFailed");
  expect(told.map(({ objects, reason }) => [objects, reason])).toEqual([
    [[{ type: "giftCard", id: card.id }], "The gift card's PIN is required."],
    [[{ type: "giftCard", id: card.id }], "The gift card's code and PIN do not belong together."],
  ]);
});

test("what an operator does is for operators only", () => {
  expect(Object.values(ON).filter(({ operatorOnly }) => !operatorOnly)).toEqual([]);
});

test("settings are read and saved, validated", async () => {
  const { open, call } = openHandlers();
  await using _ = open;
  const settings = { ...DEFAULT_GIFT_CARD_SETTINGS, codeLength: 12 };
  await call(ON.saveSettings, { ...settings, store: "europe" });
  expect(await call(ON.readSettings, { store: "europe" })).toEqual(settings);
  const template = "${Massage}";
  await expect(call(ON.saveSettings, { ...settings, template, store: "europe" })).rejects.toThrow(
    "the template lacks ${RecipientName}",
  );
});

test("issued cards are seen with their balances, never with their codes", async () => {
  const { open, shop, call } = openHandlers();
  await using _ = open;
  const first = sellCard(shop, 1);
  await open.clock.runUntil(open.clock.nowMs() + 1_000);
  open.fail("mail.template-mismatch");
  const second = sellCard(shop, 2);
  const payment = paymentOf(first.id, 2_000);
  await giftCardProcessor.authorize(shop, payment);
  const { items, next } = await call(ON.listCards, {});
  expect(next).toBeNull();
  expect(items).toMatchObject([
    {
      giftCardId: second.id,
      mail: "not-sent",
      mailProblem: { missing: ["RecipientName"], unknown: ["recipientName"] },
    },
    {
      giftCardId: first.id,
      lastFour: first.code.slice(-4),
      mail: "sent",
      mailProblem: null,
      balanceMinor: 5_000,
      authorizedMinor: 2_000,
      availableMinor: 3_000,
    },
  ]);
  expect(JSON.stringify(items)).not.toContain(first.code);
  expect((await call(ON.listCards, { orderNumber: second.orderNumber })).items).toHaveLength(1);
  expect((await call(ON.listCards, { store: "america" })).items).toEqual([]);
  await giftCardProcessor.release(shop, payment);
  const { history } = await call(ON.viewCard, { giftCardId: first.id });
  expect(history.map(({ step, amountMinor }) => [step, amountMinor])).toEqual([
    ["issued", 5_000],
    ["authorized", 2_000],
    ["released", 2_000],
  ]);
  await expect(call(ON.viewCard, { giftCardId: "FA0" })).rejects.toThrow("no such gift card");
});

test("pages of the list hold every card once", async () => {
  const { open, shop, call } = openHandlers();
  await using _ = open;
  for (let sequence = 1; sequence <= CARDS_PER_PAGE + 3; sequence++) sellCard(shop, sequence);
  const first = await call(ON.listCards, {});
  const second = await call(ON.listCards, { after: first.next });
  expect([first.items.length, second.items.length, second.next]).toEqual([CARDS_PER_PAGE, 3, null]);
  const ids = [...first.items, ...second.items].map(({ giftCardId }) => giftCardId);
  expect(new Set(ids).size).toBe(CARDS_PER_PAGE + 3);
});

test("what a store owes adds up: issued + refunded = captured + balance", async () => {
  const { open, shop, call } = openHandlers();
  await using _ = open;
  const card = sellCard(shop, 1);
  sellCard(shop, 2);
  const payment = paymentOf(card.id, 2_000);
  await giftCardProcessor.authorize(shop, payment);
  await giftCardProcessor.capture(shop, payment, 2_000, "capture");
  await giftCardProcessor.refund(shop, payment, 500, "1");
  await giftCardProcessor.authorize(shop, paymentOf(card.id, 300, { sequence: 901 }));
  expect((await call(ON.readLiabilities, {})).items).toEqual([
    {
      store: "europe",
      currency: "EUR",
      cards: 2,
      issuedMinor: 10_000,
      capturedMinor: 2_000,
      refundedMinor: 500,
      balanceMinor: 8_500,
      authorizedMinor: 300,
      availableMinor: 8_200,
    },
  ]);
});

test("a card is issued by hand for a paid order only, and once", async () => {
  const { open, shop, call } = openHandlers();
  await using _ = open;
  const unpaid = insertCardOrder(shop, { sequence: 1, state: "placed" });
  const paid = insertCardOrder(shop, { sequence: 2 });
  const issue = ({ orderNumber, lineItemIds: [lineItemId] }: typeof paid) =>
    call(ON.issueCard, { orderNumber, lineItemId });
  await expect(issue(unpaid)).rejects.toMatchObject({ code: "wrong-state" });
  const { giftCardId } = await issue(paid);
  expect(await issue(paid)).toEqual({ giftCardId });
  // Delivered, it can be cancelled no more.
  expect(open.eventTypes()).toEqual([
    "giftCard.issued",
    "mail.sent",
    "fulfillment.completed",
    "order.completed",
  ]);
  expect(() => shop.web.transaction((tx) => cancelOrder(tx, shop, paid.orderNumber))).toThrow(
    "Nothing of the order can be cancelled any more.",
  );
  const { mailId } = await call(ON.resendMail, { giftCardId });
  expect(mailId).toBe(open.letters[1]?.mailId);
});

test("no card is issued for a line whose price was given back", async () => {
  const { open, shop, call } = openHandlers();
  await using _ = open;
  const { orderNumber, lineItemIds } = insertCardOrder(shop, { surveys: [SURVEY, SURVEY] });
  const [first = "", second = ""] = lineItemIds;
  await call(ON.issueCard, { orderNumber, lineItemId: first });
  shop.web.transaction((tx) => cancelOrder(tx, shop, orderNumber));
  await expect(call(ON.issueCard, { orderNumber, lineItemId: second })).rejects.toMatchObject({
    code: "wrong-state",
  });
  expect(open.eventTypes().filter((type) => type === "giftCard.issued")).toHaveLength(1);
});

test("a card that was locked for wrong PINs is not any more once it is mailed with a new one", async () => {
  const { open, shop, call } = openHandlers();
  await using _ = open;
  setUp(shop, { pinRequired: true });
  const { code, id } = sellCard(shop);
  const pinOf = (letter: number) => /PIN[^:]*: (\d+)$/.exec(open.letters[letter]?.text ?? "")?.[1];
  const balance = (pin: string | undefined) =>
    call(STOREFRONT_OPERATIONS.giftCardBalance, { code, pin });
  for (let guess = 0; guess < PIN_FAILURES_MAX; guess++) {
    await expect(balance("x")).rejects.toMatchObject({ code: "not-found" });
  }
  await expect(balance(pinOf(0))).rejects.toMatchObject({ code: "not-found" });
  await call(ON.resendMail, { giftCardId: id });
  expect(await balance(pinOf(1))).toMatchObject({ balanceMinor: 5_000 });
});
