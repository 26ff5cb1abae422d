import { EXTERNAL_OPERATIONS } from "../../gift-cards/external-operations.ts";
import type { Behavior } from "./behavior.ts";
import { activateSome } from "./activates-license.ts";

/** Cards of another company hold less than any license costs: a bank card pays the rest. */
const AMOUNTS_MINOR = [1_000, 1_500] as const;

/** Brings a gift card of another company, which pays a part, and a bank card for the rest. */
export const paysWithForeignCard: Behavior = {
  name: "pays with a foreign gift card",
  weight: 4,
  act: async (customer) => {
    const { code } = await customer.services.call("external-cards", EXTERNAL_OPERATIONS.sellCard, {
      amountMinor: AMOUNTS_MINOR[customer.random.integer(0, 1)] ?? AMOUNTS_MINOR[0],
      currency: customer.store.currency,
    });
    const product = await customer.choose("license");
    const { answer } = await customer.buy(
      [{ product }],
      [{ method: "giftCard", code }, customer.card()],
    );
    await activateSome(customer, answer);
  },
};
