import type { Behavior } from "./behavior.ts";

/** Orders and pays by bank transfer, which comes days later, or never. */
export const paysByTransfer: Behavior = {
  name: "pays by bank transfer",
  weight: 6,
  act: async (customer) => {
    const product = await customer.choose("license");
    await customer.buy([{ product }], [{ method: "bankTransfer" }]);
  },
};
