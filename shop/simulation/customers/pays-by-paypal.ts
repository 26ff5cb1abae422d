import { activateSome } from "./activates-license.ts";
import type { Behavior } from "./behavior.ts";

/** Buys as a guest with PayPal, of which the shop keeps several pairs of documents. */
export const paysByPaypal: Behavior = {
  name: "pays by PayPal",
  weight: 7,
  act: async (customer) => {
    const product = await customer.choose("license");
    const { answer } = await customer.buy([{ product }], [{ method: "paypal" }]);
    await activateSome(customer, answer);
  },
};
