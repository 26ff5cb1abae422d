import type { LifecycleModel } from "./lifecycle-model.ts";
import type { LifecycleType } from "./object-key.ts";
import { OBJECT_LIFECYCLES } from "./object-lifecycles.ts";

/** What happens to each type of object, as data. */
export const MODELS: Readonly<Record<LifecycleType, LifecycleModel>> = {
  order: OBJECT_LIFECYCLES.order.model,
  quote: OBJECT_LIFECYCLES.quote.model,
  giftCard: OBJECT_LIFECYCLES.giftCard.model,
  license: OBJECT_LIFECYCLES.license.model,
  payment: OBJECT_LIFECYCLES.payment.model,
  transaction: OBJECT_LIFECYCLES.transaction.model,
  replay: OBJECT_LIFECYCLES.replay.model,
};
