import type { Behavior } from "./behavior.ts";

/** Buys a course of the academy; the shop cannot produce every one of them. */
export const buysCourse: Behavior = {
  name: "buys a course",
  weight: 8,
  act: async (customer) => {
    const student = customer.in("academy");
    const visit = await student.fillCart([{ product: await student.choose("course") }]);
    if (student.random.integer(1, 3) === 1) await visit.register();
    await student.payFor(visit);
  },
};
