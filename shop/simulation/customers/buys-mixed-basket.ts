import { activateSome } from "./activates-license.ts";
import type { Behavior } from "./behavior.ts";
import { surveyFor } from "./customer.ts";
import { makePerson } from "./person.ts";
import type { Item } from "./shop-visit.ts";

/** Physical goods beside licenses and gift cards, which are delivered at once and on an invoice of their own. */
export const buysMixedBasket: Behavior = {
  name: "buys a mixed basket",
  weight: 7,
  act: async (customer) => {
    const box = await customer.choose("physical");
    const items: Item[] = [{ product: box, quantity: customer.random.integer(1, 3) }];
    const withGiftCard = customer.random.integer(1, 2) === 1;
    const withLicense = !withGiftCard || customer.random.integer(1, 3) === 1;
    if (withLicense) items.push({ product: await customer.choose("license") });
    if (withGiftCard) {
      const friend = makePerson(customer.random, `friend of ${customer.name}`);
      items.push({ product: await customer.choose("giftCard"), survey: surveyFor(friend) });
    }
    const { answer } = await customer.buy(items);
    await activateSome(customer, answer);
  },
};
