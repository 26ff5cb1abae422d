import { pick } from "../../random/random-source.ts";
import type { Behavior } from "./behavior.ts";
import { type Customer, DAY_MS, HOUR_MS, surveyFor } from "./customer.ts";
import type { KnownCard } from "./mailbox.ts";
import { makePerson } from "./person.ts";
import { STOREFRONT, STOREFRONT_OPERATIONS as storefront } from "../../storefront/operations.ts";

/** Buys a gift card for somebody, who uses it later: whole, in parts, beside a card, twice at once, or never. */
export const givesGiftCard: Behavior = {
  name: "gives a gift card",
  weight: 12,
  act: async (customer) => {
    const friend = makePerson(customer.random, `friend of ${customer.name}`);
    const product = await customer.choose("giftCard");
    const { answer } = await customer.buy([{ product, survey: surveyFor(friend) }]);
    await customer.waits(2 * HOUR_MS, 8 * DAY_MS);
    const [card] = customer.market.mailbox.giftCards(friend.email, answer.orderNumber);
    if (card !== undefined) await useCard(customer.as(friend), card);
  },
};

const USES = [
  "once",
  "in parts",
  "beside a card",
  "beside a refused card",
  "mistyped",
  "twice at once",
  "never",
] as const;

async function useCard(friend: Customer, card: KnownCard): Promise<void> {
  const use = pick(friend.random, USES);
  if (use === "never") return;
  await friend.services.call(STOREFRONT, storefront.giftCardBalance, known(card));
  if (use === "beside a card") await buyWith(friend, card);
  else if (use === "beside a refused card") await buyBesideRefused(friend, card);
  else if (use === "mistyped") await buyAfterMistyping(friend, card);
  else if (use === "twice at once") await buyTwiceAtOnce(friend, card);
  else {
    await buyPartly(friend, card, 1_000);
    if (use === "once") return;
    await friend.waits(HOUR_MS, 5 * DAY_MS);
    await buyPartly(friend, card, 1_500);
  }
}

/** The card pays what it can, and a bank card the rest. */
async function buyWith(friend: Customer, card: KnownCard): Promise<void> {
  const product = await friend.choose("license");
  const { available, amountMinor } = await compare(friend, card, product);
  if (available === 0) return;
  const giftCard = { method: "giftCard" as const, ...known(card) };
  await friend.buy(
    [{ product }],
    available >= amountMinor ? [giftCard] : [giftCard, friend.card()],
  );
}

/** The gift card is good, the bank card beside it is not: what was set aside on the gift card is given back. */
async function buyBesideRefused(friend: Customer, card: KnownCard): Promise<void> {
  const product = await friend.choose("license");
  const { available } = await compare(friend, card, product);
  if (available < 1_000) return;
  const giftCard = { method: "giftCard" as const, ...known(card), amountMinor: 1_000 };
  const { visit } = await friend.buy([{ product }], [giftCard, friend.refusedCard()]);
  await friend.payFor(visit, [giftCard, friend.card()]);
}

/** The last digit is wrong, or the PIN where there is one; then right. */
async function buyAfterMistyping(friend: Customer, card: KnownCard): Promise<void> {
  const product = await friend.choose("license");
  const { available } = await compare(friend, card, product);
  if (available < 1_000) return;
  const method = { method: "giftCard" as const, amountMinor: 1_000 };
  const mistyped =
    card.pin === null
      ? { ...card, code: otherLastDigit(card.code) }
      : { ...card, pin: otherLastDigit(card.pin) };
  const { visit, answer } = await friend.buy(
    [{ product }],
    [{ ...method, ...known(mistyped) }, friend.card()],
  );
  if (answer.outcome !== "declined") return;
  await friend.payFor(visit, [{ ...method, ...known(card) }, friend.card()]);
}

function otherLastDigit(digits: string): string {
  return `${digits.slice(0, -1)}${(Number(digits.at(-1)) + 1) % 10}`;
}

/** Of the card only so much, the rest otherwise. */
async function buyPartly(friend: Customer, card: KnownCard, partMinor: number): Promise<void> {
  const product = await friend.choose("license");
  const { available } = await compare(friend, card, product);
  if (available < partMinor) return;
  await friend.buy(
    [{ product }],
    [{ method: "giftCard", ...known(card), amountMinor: partMinor }, friend.card()],
  );
}

/** In the same moment on two devices, each for nearly all that the card has: one of them is refused. */
async function buyTwiceAtOnce(friend: Customer, card: KnownCard): Promise<void> {
  const product = await friend.choose("license");
  const { available, amountMinor } = await compare(friend, card, product);
  const mostMinor = Math.min(available, amountMinor) - 100;
  if (mostMinor <= 0) return;
  const visits = [await friend.fillCart([{ product }]), await friend.fillCart([{ product }])];
  for (const visit of visits) await visit.checkOut();
  const method = { method: "giftCard" as const, ...known(card), amountMinor: mostMinor };
  const orders = visits.map((visit) => visit.placeNow([method, friend.card()]));
  // Either may be refused; the other goes on.
  const [first, second] = await Promise.allSettled(orders);
  for (const [index, order] of [first, second].entries()) {
    if (order?.status === "rejected") friend.refused(order.reason);
    else if (order?.value.outcome === "placed") await visits[index]?.reachSuccessPage();
  }
}

async function compare(
  friend: Customer,
  card: KnownCard,
  product: string,
): Promise<{ available: number; amountMinor: number }> {
  const { availableMinor } = await friend.services.call(
    STOREFRONT,
    storefront.giftCardBalance,
    known(card),
  );
  return { available: availableMinor, amountMinor: await friend.priceOf(product) };
}

function known({ code, pin }: KnownCard): { code: string; pin?: string } {
  return { code, ...(pin !== null && { pin }) };
}
