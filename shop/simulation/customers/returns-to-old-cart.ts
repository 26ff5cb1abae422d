import { chance } from "../../random/random-source.ts";
import type { Behavior } from "./behavior.ts";
import { DAY_MS, HOUR_MS } from "./customer.ts";
import { ShopVisit } from "./shop-visit.ts";

/** Some never come back: their cart keeps the number. */
const RETURNS = 0.75;

/**
 * Has an account, is declined, and leaves. Weeks later the cart is still there, and the order carries the
 * number that was reserved then.
 */
export const returnsToOldCart: Behavior = {
  name: "returns to an old cart",
  weight: 7,
  act: async (customer) => {
    const product = await customer.choose("license");
    const first = await customer.fillCart([{ product }]);
    await first.register();
    const { answer } = await customer.payFor(first);
    if (answer.outcome === "declined") return;
    await customer.waits(2 * HOUR_MS, 3 * DAY_MS);
    const second = await customer.fillCart([{ product: await customer.choose("license") }]);
    await second.logIn();
    await customer.payFor(second, [customer.refusedCard()]);
    if (!chance(customer.random, RETURNS)) return;
    await customer.waits(3 * DAY_MS, 60 * DAY_MS);
    const third = await ShopVisit.begin(customer, product);
    await third.logIn();
    await customer.payFor(third);
  },
};
