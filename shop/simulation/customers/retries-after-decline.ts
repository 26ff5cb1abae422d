import { chance } from "../../random/random-source.ts";
import { activateSome } from "./activates-license.ts";
import type { Behavior } from "./behavior.ts";

/** Some give up: the number stays on a guest's cart and is lost with the session. */
const RETRIES = 0.7;

/** A guest whose card is refused tries another method under the same number, or goes. */
export const retriesAfterDecline: Behavior = {
  name: "retries after a decline",
  weight: 6,
  act: async (customer) => {
    const visit = await customer.fillCart([{ product: await customer.choose("license") }]);
    const { answer } = await customer.payFor(visit, [customer.refusedCard()]);
    if (answer.outcome !== "declined" || !chance(customer.random, RETRIES)) return;
    const method = customer.random.integer(1, 2) === 1 ? customer.card() : PAYPAL;
    const second = await customer.payFor(visit, [method]);
    await activateSome(customer, second.answer);
  },
};

const PAYPAL = { method: "paypal" } as const;
