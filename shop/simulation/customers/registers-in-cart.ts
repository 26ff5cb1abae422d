import { chance } from "../../random/random-source.ts";
import { activateSome } from "./activates-license.ts";
import type { Behavior } from "./behavior.ts";
import { DAY_MS } from "./customer.ts";

/** Most who have an account come back with it. */
const RETURNS = 0.6;

/** Registers in the cart, gets the account on the success page, and buys again weeks later. */
export const registersInCart: Behavior = {
  name: "registers in the cart",
  weight: 13,
  act: async (customer) => {
    const visit = await customer.fillCart([{ product: await customer.choose("license") }]);
    await visit.register();
    const { answer } = await customer.payFor(visit);
    await activateSome(customer, answer);
    if (answer.outcome === "declined" || !chance(customer.random, RETURNS)) return;
    await customer.waits(4 * DAY_MS, 25 * DAY_MS);
    const later = await customer.fillCart([{ product: await customer.choose("license") }]);
    await later.logIn();
    const second = await customer.payFor(later);
    await activateSome(customer, second.answer);
  },
};
