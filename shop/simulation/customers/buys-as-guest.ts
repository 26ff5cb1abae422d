import type { Behavior } from "./behavior.ts";
import { activateSome } from "./activates-license.ts";

/** One in so many clicks again while the order is being placed. */
const CLICKS_TWICE_ONE_IN = 10;

/** Comes, buys one or two licenses as a guest, pays by card, activates what came by mail. */
export const buysAsGuest: Behavior = {
  name: "buys as guest",
  weight: 20,
  act: async (customer) => {
    const product = await customer.choose("license");
    const quantity = customer.random.integer(1, 4) === 1 ? 2 : 1;
    const visit = await customer.fillCart([{ product, quantity }]);
    await visit.checkOut();
    const methods = [customer.card()];
    const isImpatient = customer.random.integer(1, CLICKS_TWICE_ONE_IN) === 1;
    const answer = isImpatient ? await visit.placeTwice(methods) : await visit.place(methods);
    if (answer.outcome === "placed") await visit.reachSuccessPage();
    await activateSome(customer, answer);
  },
};
