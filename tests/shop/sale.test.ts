import { afterEach, beforeEach, expect, test } from "vitest";
import type { LoggedEvent } from "#shop/events/shop-event.ts";
import { LICENSE_OPERATIONS } from "#shop/licenses/license-operations.ts";
import { STOREFRONT_OPERATIONS as ON } from "#shop/storefront/operations.ts";
import {
  fillCart,
  GOOD_CARD,
  place,
  SHOPPER_EMAIL,
  type Shopper,
  view,
  WholeShop,
} from "./open-whole-shop.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 1_440 * MINUTE_MS;
const LICENSE = "isc.1.0.0.12m";

let whole: WholeShop;
beforeEach(async () => {
  whole = await new WholeShop().open();
});
afterEach(() => whole[Symbol.asyncDispose]());

function typesOf(events: readonly LoggedEvent[]): string[] {
  return events.map(({ type }) => type);
}

function visitOf({ transactionId, session }: Shopper): { transactionId: string; session: string } {
  return { transactionId, session };
}

/** What a card's recipient reads in the letter. */
function codeInLetter(recipient: string): string {
  const letter = whole.letters.findLast((letter) => letter.recipient === recipient);
  const code = /: ([0-9A-Z]{16})$/m.exec(letter?.text ?? "")?.[1];
  if (code === undefined) throw new Error("No letter holds a code.");
  return code;
}

/** A new visit of somebody whose session ended. */
async function again(shopper: Shopper): Promise<Shopper> {
  const visit = await whole.call(ON.selectProduct, { store: "europe", product: LICENSE });
  return { ...shopper, ...visit };
}

test("a guest buys a license by card and has it within minutes", async () => {
  const shopper = await fillCart(whole, [{ product: LICENSE }]);
  const placed = await place(whole, shopper);
  expect(placed).toEqual({
    outcome: "placed",
    orderNumber: "100000001",
    foreignId: "38-200001",
  });
  await whole.call(ON.reachSuccessPage, visitOf(shopper));
  await whole.pass(5 * MINUTE_MS);
  expect(await view(whole, shopper)).toMatchObject({
    quote: { state: "ordered" },
    order: { number: "100000001", state: "completed", amountMinor: 3_999, currency: "EUR" },
  });
  expect(typesOf(whole.story(shopper.transactionId))).toEqual([
    "product.selected",
    "quote.created",
    "quote.itemAdded",
    "checkout.started",
    "order.numberReserved",
    "payment.requested",
    "payment.authorized",
    "payment.captured",
    "order.placed",
    "fulfillment.started",
    "trace.recorded",
    "trace.recorded",
    "invoice.issued",
    "mail.sent",
    "order.replicated",
    "license.requested",
    "order.replicated",
    "license.generated",
    "mail.sent",
    "fulfillment.completed",
    "order.completed",
  ]);
  const { items } = await whole.call(LICENSE_OPERATIONS.listLicenses, {
    foreignId: "38-200001",
    limit: 10,
  });
  expect(items).toMatchObject([{ product: LICENSE, kind: "standard", state: "active" }]);
});

test("two licenses of one cart are two lines, two documents, two licenses", async () => {
  const shopper = await fillCart(whole, [{ product: LICENSE, quantity: 2 }]);
  const { foreignId } = await place(whole, shopper);
  await whole.pass(5 * MINUTE_MS);
  const { items } = await whole.call(LICENSE_OPERATIONS.listLicenses, {
    foreignId: foreignId ?? "",
    limit: 10,
  });
  expect(new Set(items.map(({ lineItemId }) => lineItemId)).size).toBe(2);
  expect(await view(whole, shopper)).toMatchObject({ order: { state: "completed" } });
});

test("a gift card is mailed at once, beside a book that is not, and pays for the next order", async () => {
  const buyer = await fillCart(whole, [{ product: "GIFT-50" }, { product: "BOOK-LEDGER" }]);
  await place(whole, buyer);
  await whole.pass(MINUTE_MS);
  const early = typesOf(whole.story(buyer.transactionId));
  expect(early).toContain("giftCard.issued");
  expect(early).not.toContain("order.completed");
  const invoices = whole
    .story(buyer.transactionId)
    .filter(({ type }) => type === "invoice.issued")
    .map(({ attributes, amount }) => [attributes?.["kind"], amount?.minor]);
  expect(invoices).toEqual([
    ["digital", 5_000],
    ["physical", 2_900],
  ]);

  const code = codeInLetter("ada@example.org");
  const user = await fillCart(whole, [{ product: "isc.1.0.0.24m" }]);
  const paid = await place(whole, user, [{ method: "giftCard", code }, GOOD_CARD]);
  expect(paid).toMatchObject({ outcome: "placed", orderNumber: "100000002" });
  const captures = whole
    .story(user.transactionId)
    .filter(({ type }) => type.endsWith(".captured"))
    .map(({ type, amount, attributes }) => [type, amount?.minor, attributes?.["gateway"]]);
  expect(captures).toEqual([
    ["giftCard.captured", 5_000, undefined],
    ["payment.captured", 5_000, "gift-cards"],
    ["payment.captured", 1_450, "card-gateway-a"],
  ]);
  expect(await whole.call(ON.giftCardBalance, { code })).toEqual({
    balanceMinor: 0,
    availableMinor: 0,
    currency: "EUR",
  });
  await whole.pass(3 * DAY_MS);
  expect(typesOf(whole.story(buyer.transactionId))).toContain("order.completed");
  const clear = JSON.stringify(whole.events(), (key, value: unknown) =>
    key === "code" ? null : value,
  );
  expect(clear).not.toContain(code);
});

test("courses: one is made, one that nobody makes is told of and never complete", async () => {
  const shopper = await fillCart(whole, [{ product: "COURSE-AUDIT" }, { product: "COURSETOBUY" }]);
  await place(whole, shopper);
  await whole.pass(30 * MINUTE_MS);
  const story = whole.story(shopper.transactionId);
  expect(story.find(({ type }) => type === "fulfillment.handlerMissing")).toMatchObject({
    attributes: { handler: "COURSETOBUY" },
  });
  expect(await view(whole, shopper)).toMatchObject({ order: { state: "paid" } });
  const made = story.filter(({ type }) => type === "fulfillment.completed");
  expect(made).toHaveLength(1);
  expect(made[0]?.attributes?.["lineItemIds"]).toHaveLength(1);
});

test("a declined customer comes back weeks later and the order carries the old number", async () => {
  const [email, password] = [SHOPPER_EMAIL, "long enough"];
  const account = { email, password, firstName: "Sam", lastName: "Shopper" };
  const first = await fillCart(whole, [{ product: LICENSE }]);
  await whole.call(ON.register, { ...visitOf(first), ...account });
  await place(whole, first);
  await whole.call(ON.reachSuccessPage, visitOf(first));
  expect(typesOf(whole.story(first.transactionId))).toContain("customer.registered");

  const declined = await fillCart(whole, [{ product: "TOKEN-2F" }]);
  await whole.call(ON.logIn, { ...visitOf(declined), email, password });
  const refused = await place(whole, declined, [{ ...GOOD_CARD, cardToken: "tok-limit" }]);
  expect(refused).toMatchObject({ outcome: "declined", orderNumber: "100000002" });
  expect((await place(whole, await fillCart(whole, [{ product: LICENSE }]))).orderNumber).toBe(
    "100000003",
  );
  await whole.pass(15 * DAY_MS);

  const late = await again(declined);
  await whole.call(ON.logIn, { ...visitOf(late), email, password });
  expect(await place(whole, late)).toMatchObject({
    outcome: "placed",
    orderNumber: "100000002",
    foreignId: "38-200002",
  });
  await whole.pass(3 * DAY_MS);
  const story = typesOf(whole.story(late.transactionId));
  expect(story).toContain("quote.assigned");
  expect(story).toContain("order.completed");
  expect(story).not.toContain("order.numberReserved");
});

test("a lost answer makes the order uncertain; the sweep replays it and the license comes", async () => {
  const shopper = await fillCart(whole, [{ product: LICENSE }]);
  const lost = { gateway: "card-gateway-b", cardToken: "tok-answer-lost-late" } as const;
  const placed = await place(whole, shopper, [{ ...GOOD_CARD, ...lost }]);
  expect(placed.outcome).toBe("uncertain");
  await whole.pass(60 * MINUTE_MS);
  const story = typesOf(whole.story(shopper.transactionId));
  expect(story).toContain("order.uncertain");
  expect(story).toContain("replay.verified");
  expect(story).toContain("license.generated");
});

test("a returned sale gives its money back to the gift card and the card that paid", async () => {
  await place(whole, await fillCart(whole, [{ product: "GIFT-25" }]));
  await whole.pass(MINUTE_MS);
  const code = codeInLetter("ada@example.org");
  const shopper = await fillCart(whole, [{ product: "BOOK-LEDGER", quantity: 2 }]);
  const { orderNumber } = await place(whole, shopper, [{ method: "giftCard", code }, GOOD_CARD]);
  await whole.pass(3 * DAY_MS);
  const returned = await whole.call(ON.returnOrder, { orderNumber, email: SHOPPER_EMAIL });
  expect(returned).toMatchObject({ state: "returned", refundedMinor: 5_800 });
  await whole.pass(MINUTE_MS);
  expect(await whole.call(ON.giftCardBalance, { code })).toMatchObject({ availableMinor: 2_500 });
  const refunds = whole
    .story(shopper.transactionId)
    .filter(({ type }) => type === "payment.refunded")
    .map(({ amount }) => amount?.minor);
  expect(refunds).toEqual([3_300, 2_500]);
});
