import type { Behavior } from "./behavior.ts";
import { activateSome } from "./activates-license.ts";

/** Comes, buys one or two licenses as a guest, pays by card, activates what came by mail. */
export const buysAsGuest: Behavior = {
  name: "buys as guest",
  weight: 20,
  act: async (customer) => {
    const product = await customer.choose("license");
    const quantity = customer.random.integer(1, 6) === 1 ? 2 : 1;
    const { answer } = await customer.buy([{ product, quantity }]);
    await activateSome(customer, answer);
  },
};
