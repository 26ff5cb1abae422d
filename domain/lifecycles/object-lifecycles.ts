import type { LifecycleType } from "./object-key.ts";
import { GIFT_CARD_LIFECYCLE } from "./objects/gift-card/gift-card-lifecycle.ts";
import { LICENSE_LIFECYCLE } from "./objects/license/license-lifecycle.ts";
import { ORDER_LIFECYCLE } from "./objects/order/order-lifecycle.ts";
import { PAYMENT_LIFECYCLE } from "./objects/payment/payment-lifecycle.ts";
import { QUOTE_LIFECYCLE } from "./objects/quote/quote-lifecycle.ts";
import { REPLAY_LIFECYCLE } from "./objects/replay/replay-lifecycle.ts";
import { TRANSACTION_LIFECYCLE } from "./objects/transaction/transaction-lifecycle.ts";
import { type RunnableLifecycle, runnableLifecycle } from "./runnable-lifecycle.ts";

/** The lifecycle of each type. */
export const OBJECT_LIFECYCLES: Readonly<Record<LifecycleType, RunnableLifecycle>> = {
  order: runnableLifecycle(ORDER_LIFECYCLE),
  quote: runnableLifecycle(QUOTE_LIFECYCLE),
  giftCard: runnableLifecycle(GIFT_CARD_LIFECYCLE),
  license: runnableLifecycle(LICENSE_LIFECYCLE),
  payment: runnableLifecycle(PAYMENT_LIFECYCLE),
  transaction: runnableLifecycle(TRANSACTION_LIFECYCLE),
  replay: runnableLifecycle(REPLAY_LIFECYCLE),
};
