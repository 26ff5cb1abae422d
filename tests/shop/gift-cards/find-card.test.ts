import { expect, test } from "vitest";
import { PIN_FAILURES_MAX, PIN_LOCKED_MS } from "#shop/gift-cards/card-pin.ts";
import { chooseCard } from "#shop/gift-cards/find-card.ts";
import { giftCardProcessor } from "#shop/gift-cards/gift-card-processor.ts";
import { refuseCard } from "#shop/gift-cards/refuse-card.ts";
import { openCardShop, paymentOf, sellCard, setUp, TRANSACTION_ID } from "./card-shop.ts";

const ORDER = {
  orderNumber: "100000900",
  foreignId: "38-200900",
  transactionId: TRANSACTION_ID,
};

function pinIn(text = ""): string {
  return /PIN[^:]*: (\d+)$/.exec(text)?.[1] ?? "";
}

test("a code is found however it was typed, with what is available", async () => {
  await using open = openCardShop();
  const { shop } = open;
  const card = sellCard(shop);
  await giftCardProcessor.authorize(shop, paymentOf(card.id, 1_200));
  const typed = ` ${card.code.slice(0, 4)}-${card.code.slice(4, 8)} ${card.code.slice(8)}`;
  expect(chooseCard(shop.web, shop, { code: typed, store: "europe" })).toEqual({
    outcome: "chosen",
    giftCardId: card.id,
    gateway: "gift-cards",
    availableMinor: 3_800,
    instrument: { giftCardId: card.id },
  });
});

test("where a PIN is required it is checked, whatever validateGCFinAcct says", async () => {
  await using open = openCardShop();
  const { shop } = open;
  setUp(shop, { pinRequired: true, validateGCFinAcct: null });
  const { code } = sellCard(shop);
  const pin = pinIn(open.letters[0]?.text);
  const choose = (pin?: string) => chooseCard(shop.web, shop, { code, pin, store: "europe" });
  expect(choose()).toMatchObject({ outcome: "refused", refusal: "pin-missing" });
  expect(choose("")).toMatchObject({ outcome: "refused", refusal: "pin-missing" });
  expect(choose(`${pin}0`)).toMatchObject({ outcome: "refused", refusal: "wrong-pin" });
  expect(choose(pin)).toMatchObject({ outcome: "chosen" });
  const unknown = chooseCard(shop.web, shop, { code: "1234567890", store: "europe" });
  expect(unknown).toMatchObject({ outcome: "refused", refusal: "unknown-code", giftCardId: null });
});

test("without PIN a code is validated only where validateGCFinAcct is set", async () => {
  await using open = openCardShop();
  const { shop } = open;
  const unknown = { code: "1234567890", store: "europe" };
  expect(chooseCard(shop.web, shop, unknown)).toMatchObject({ refusal: "unknown-code" });
  for (const validateGCFinAcct of [null, false]) {
    setUp(shop, { validateGCFinAcct });
    expect(chooseCard(shop.web, shop, unknown)).toEqual({
      outcome: "chosen",
      giftCardId: null,
      gateway: "gift-cards",
      availableMinor: null,
      instrument: { giftCardId: null },
    });
  }
  const answer = await giftCardProcessor.authorize(shop, paymentOf(null, 100));
  expect(answer).toMatchObject({
    outcome: "declined",
    reason: "The gift card's code is not known.",
  });
  expect(open.events().at(-1)).toMatchObject({
    type: "giftCard.rejected",
    reason: "The gift card's code is not known.",
  });
});

test("a store that asks for no PIN takes a card that has one", async () => {
  await using open = openCardShop();
  const { shop } = open;
  setUp(shop, { pinRequired: true });
  const { code } = sellCard(shop);
  setUp(shop, { pinRequired: false });
  expect(chooseCard(shop.web, shop, { code, store: "europe" })).toMatchObject({
    outcome: "chosen",
  });
});

test("a card that cannot pay is refused, each for its reason", async () => {
  await using open = openCardShop();
  const { shop } = open;
  const card = sellCard(shop);
  const choose = (store = "europe") => chooseCard(shop.web, shop, { code: card.code, store });
  expect(choose("academy")).toMatchObject({ outcome: "chosen" });
  expect(choose("america")).toMatchObject({ refusal: "other-currency" });
  await giftCardProcessor.authorize(shop, paymentOf(card.id, 5_000));
  expect(choose()).toMatchObject({ refusal: "nothing-available" });
  shop.web.transaction((tx) => tx.run("UPDATE giftCards SET state = 'cancelled'"));
  expect(choose()).toMatchObject({ refusal: "cancelled", giftCardId: card.id });
});

test("a refusal is told without the code: of its code as invalid, of the card as rejected", async () => {
  await using open = openCardShop();
  const { shop } = open;
  const card = sellCard(shop);
  const unknown = chooseCard(shop.web, shop, { code: "1234567890", store: "europe" });
  const other = chooseCard(shop.web, shop, { code: card.code, store: "america" });
  if (unknown.outcome === "chosen" || other.outcome === "chosen") throw new Error("Not refused.");
  shop.web.transaction((tx) => {
    refuseCard(tx, shop, unknown, ORDER);
    refuseCard(tx, shop, other, ORDER);
  });
  const events = open.events().slice(-2);
  expect(events).toMatchObject([
    {
      type: "giftCard.validationFailed",
      objects: [{ type: "transaction", id: TRANSACTION_ID }, { type: "order" }, { type: "order" }],
      reason: "The gift card's code is not known.",
    },
    { type: "giftCard.rejected", objects: [{ type: "giftCard", id: card.id }, {}, {}] },
  ]);
  expect(JSON.stringify(events)).not.toMatch(new RegExp(`1234567890|${card.code}`));
});

test("after some wrong PINs none is looked at for a while, not even the right one", async () => {
  await using open = openCardShop();
  const { shop, clock } = open;
  setUp(shop, { pinRequired: true });
  const { code } = sellCard(shop);
  const right = pinIn(open.letters[0]?.text);
  const give = (pin: string) => {
    const choice = chooseCard(shop.web, shop, { code, pin, store: "europe" });
    if (choice.outcome === "chosen") return "chosen";
    shop.web.transaction((tx) => refuseCard(tx, shop, choice, ORDER));
    return choice.refusal;
  };
  for (let times = 1; times < PIN_FAILURES_MAX; times++) expect(give("x")).toBe("wrong-pin");
  expect(give(right)).toBe("chosen");
  expect(give("x")).toBe("wrong-pin");
  expect(give(right)).toBe("pin-locked");
  await clock.runUntil(clock.nowMs() + PIN_LOCKED_MS - 1);
  expect(give("x")).toBe("pin-locked");
  await clock.runUntil(clock.nowMs() + 1);
  expect(give("x")).toBe("wrong-pin");
  expect(give(right)).toBe("chosen");
  expect(new Set(open.eventTypes().slice(-3))).toEqual(new Set(["giftCard.validationFailed"]));
});
