import { pick } from "../../random/random-source.ts";
import type { Behavior } from "./behavior.ts";
import { surveyFor } from "./customer.ts";
import { makePerson } from "./person.ts";

/** Orders and pays by bank transfer, which comes days later, or never. */
export const paysByTransfer: Behavior = {
  name: "pays by bank transfer",
  weight: 6,
  act: async (customer) => {
    const kind = pick(customer.random, ["license", "license", "giftCard", "course"] as const);
    const buyer = kind === "course" ? customer.in("academy") : customer;
    const product = await buyer.choose(kind);
    const friend = makePerson(customer.random, `friend of ${customer.name}`);
    const item = kind === "giftCard" ? { product, survey: surveyFor(friend) } : { product };
    await buyer.buy([item], [{ method: "bankTransfer" }]);
  },
};
