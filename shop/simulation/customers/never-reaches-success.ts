import type { Behavior } from "./behavior.ts";

/** Pays and closes the window: a registering customer of these is left without an account. */
export const neverReachesSuccess: Behavior = {
  name: "never reaches the success page",
  weight: 5,
  act: async (customer) => {
    const visit = await customer.fillCart([{ product: await customer.choose("license") }]);
    if (customer.random.integer(1, 3) > 1) await visit.register();
    await visit.checkOut();
    await visit.place([customer.card()]);
  },
};
