import { STOREFRONT, STOREFRONT_OPERATIONS as storefront } from "../../storefront/operations.ts";
import type { Behavior } from "./behavior.ts";
import { DAY_MS, surveyFor } from "./customer.ts";
import { makePerson } from "./person.ts";

/** Buys and is not pleased: all, or what was paid with a gift card, is given back days later. */
export const returnsGoods: Behavior = {
  name: "returns goods",
  weight: 6,
  act: async (customer) => {
    const byGiftCard = customer.random.integer(1, 2) === 1;
    const orderNumber = byGiftCard ? await buyWithOwnCard(customer) : await buyGoods(customer);
    if (orderNumber === null) return;
    await customer.waits(5 * DAY_MS, 10 * DAY_MS);
    await customer.services.call(STOREFRONT, storefront.returnOrder, {
      orderNumber,
      email: customer.person.email,
    });
  },
};

type Customer = Parameters<Behavior["act"]>[0];

async function buyGoods(customer: Customer): Promise<string | null> {
  const product = await customer.choose(
    customer.random.integer(1, 2) === 1 ? "physical" : "license",
  );
  const { answer } = await customer.buy([{ product }]);
  return answer.outcome === "declined" ? null : answer.orderNumber;
}

/** A gift card for oneself, spent at once. */
async function buyWithOwnCard(customer: Customer): Promise<string | null> {
  const self = makePerson(customer.random, `${customer.name} again`);
  const bought = await customer.buy([
    { product: await customer.choose("giftCard"), survey: surveyFor(self) },
  ]);
  await customer.waits(DAY_MS / 24, DAY_MS / 12);
  const [card] = customer.market.mailbox.giftCards(self.email, bought.answer.orderNumber);
  if (card === undefined) return null;
  const { code, pin } = card;
  const giftCard = { method: "giftCard" as const, code, ...(pin !== null && { pin }) };
  const { answer } = await customer.buy(
    [{ product: await customer.choose("license") }],
    [{ ...giftCard, amountMinor: 1_000 }, customer.card()],
  );
  return answer.outcome === "declined" ? null : answer.orderNumber;
}
