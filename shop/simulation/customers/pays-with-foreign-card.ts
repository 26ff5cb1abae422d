import { EXTERNAL_OPERATIONS } from "../../gift-cards/external-operations.ts";
import { EXTERNAL_CARDS } from "../../gift-cards/find-card.ts";
import { pick, randomDigits } from "../../random/random-source.ts";
import type { Behavior } from "./behavior.ts";
import { activateSome } from "./activates-license.ts";

/** Cards of another company hold less than any license costs: a bank card pays the rest. */
const AMOUNTS_MINOR = [1_000, 1_500] as const;
const PIN_DIGITS = 4;

/** Brings a gift card of another company, which pays a part, and a bank card for the rest. */
export const paysWithForeignCard: Behavior = {
  name: "pays with a foreign gift card",
  weight: 4,
  act: async (customer) => {
    // Some stores ask for the PIN, others do not look at it.
    const pin = randomDigits(customer.random, PIN_DIGITS);
    const { code } = await customer.services.call(EXTERNAL_CARDS, EXTERNAL_OPERATIONS.sellCard, {
      amountMinor: pick(customer.random, AMOUNTS_MINOR),
      currency: customer.store.currency,
      pin,
    });
    const product = await customer.choose("license");
    const { answer } = await customer.buy(
      [{ product }],
      [{ method: "giftCard", code, pin }, customer.card()],
    );
    await activateSome(customer, answer);
  },
};
