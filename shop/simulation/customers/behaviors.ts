import { type RandomSource } from "../../random/random-source.ts";
import type { Behavior } from "./behavior.ts";
import { browsesAndAbandons } from "./browses-and-abandons.ts";
import { buysAsGuest } from "./buys-as-guest.ts";
import { buysCourse } from "./buys-course.ts";
import { buysMixedBasket } from "./buys-mixed-basket.ts";
import { cancelsOrder } from "./cancels-order.ts";
import { givesGiftCard } from "./gives-gift-card.ts";
import { neverReachesSuccess } from "./never-reaches-success.ts";
import { paysByPaypal } from "./pays-by-paypal.ts";
import { paysByTransfer } from "./pays-by-transfer.ts";
import { paysWithForeignCard } from "./pays-with-foreign-card.ts";
import { registersInCart } from "./registers-in-cart.ts";
import { renewsLicense } from "./renews-license.ts";
import { retriesAfterDecline } from "./retries-after-decline.ts";
import { returnsGoods } from "./returns-goods.ts";
import { returnsToOldCart } from "./returns-to-old-cart.ts";

/** Everything that customers do. */
export const BEHAVIORS: readonly Behavior[] = [
  buysAsGuest,
  browsesAndAbandons,
  registersInCart,
  returnsToOldCart,
  retriesAfterDecline,
  paysByPaypal,
  givesGiftCard,
  paysWithForeignCard,
  buysCourse,
  buysMixedBasket,
  renewsLicense,
  paysByTransfer,
  cancelsOrder,
  returnsGoods,
  neverReachesSuccess,
];

const TOTAL_WEIGHT = BEHAVIORS.reduce((sum, { weight }) => sum + weight, 0);

/** One of them, each as often as its weight says. */
export function chooseBehavior(random: RandomSource): Behavior {
  let left = random.integer(1, TOTAL_WEIGHT);
  for (const behavior of BEHAVIORS) {
    left -= behavior.weight;
    if (left <= 0) return behavior;
  }
  throw new RangeError("The weights of the behaviors do not add up.");
}
