import type { LifecycleType } from "./object-key.ts";
import { LICENSE_LIFECYCLE } from "./objects/license/license-lifecycle.ts";
import { ORDER_LIFECYCLE } from "./objects/order/order-lifecycle.ts";
import { QUOTE_LIFECYCLE } from "./objects/quote/quote-lifecycle.ts";
import { TRANSACTION_LIFECYCLE } from "./objects/transaction/transaction-lifecycle.ts";
import { type RunnableLifecycle, runnableLifecycle } from "./runnable-lifecycle.ts";

/** A type whose room is not built: its events are kept, and nothing is said of them. */
function bare(type: LifecycleType): RunnableLifecycle {
  return runnableLifecycle({
    type,
    model: {
      type,
      version: 1,
      states: [{ name: "known", title: "Known" }],
      initial: "known",
      transitions: [],
      signals: [],
      obligations: [],
      money: [],
      links: [],
      normalPath: [],
    },
    read: () => ({
      facts: null,
      signals: [],
      owed: [],
      money: {},
      details: {},
      unknowns: [],
      changesMs: [],
    }),
    rules: [],
  });
}

/** The lifecycle of each type. */
export const OBJECT_LIFECYCLES: Readonly<Record<LifecycleType, RunnableLifecycle>> = {
  order: runnableLifecycle(ORDER_LIFECYCLE),
  quote: runnableLifecycle(QUOTE_LIFECYCLE),
  giftCard: bare("giftCard"),
  license: runnableLifecycle(LICENSE_LIFECYCLE),
  payment: bare("payment"),
  transaction: runnableLifecycle(TRANSACTION_LIFECYCLE),
  replay: bare("replay"),
};
