import { pick } from "../../random/random-source.ts";
import type { Behavior } from "./behavior.ts";

/** Looks, fills a cart, changes it, perhaps goes to checkout, and is never seen again. */
export const browsesAndAbandons: Behavior = {
  name: "browses and abandons",
  weight: 16,
  act: async (customer) => {
    const license = await customer.choose("license");
    const box = await customer.choose("physical");
    const visit = await customer.fillCart([{ product: license }]);
    const ending = pick(customer.random, ["leaves", "changes", "empties", "checkout"] as const);
    if (ending === "leaves") return;
    await visit.add({ product: box });
    await visit.remove(license);
    if (ending === "empties") await visit.empty();
    if (ending === "checkout") await visit.checkOut();
  },
};
