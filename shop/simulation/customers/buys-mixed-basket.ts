import { activateSome } from "./activates-license.ts";
import type { Behavior } from "./behavior.ts";
import { surveyFor } from "./customer.ts";
import { makePerson } from "./person.ts";

/** Physical goods beside licenses and gift cards, which are delivered at once and on an invoice of their own. */
export const buysMixedBasket: Behavior = {
  name: "buys a mixed basket",
  weight: 7,
  act: async (customer) => {
    const items = [
      { product: await customer.choose("physical"), quantity: customer.random.integer(1, 3) },
      { product: await customer.choose("license") },
    ];
    const visit = await customer.fillCart(items);
    if (customer.random.integer(1, 2) === 1) {
      const friend = makePerson(customer.random, `friend of ${customer.name}`);
      await visit.add({ product: await customer.choose("giftCard"), survey: surveyFor(friend) });
    }
    const { answer } = await customer.payFor(visit);
    await activateSome(customer, answer);
  },
};
