import type { Deadlines } from "#domain/lifecycles/deadlines.ts";
import { MODELS } from "#domain/lifecycles/lifecycle-models.ts";
import { RULES_VERSION } from "#domain/lifecycles/lifecycle-rules.ts";
import type { LifecycleBasis } from "./lifecycle-store.ts";

/** What a view is made by now: the models and rules of this version, and these deadlines. */
export function currentBasis(deadlines: Deadlines): LifecycleBasis {
  const { order, quote, giftCard, license, payment, transaction, replay } = MODELS;
  return {
    models: {
      order: order.version,
      quote: quote.version,
      giftCard: giftCard.version,
      license: license.version,
      payment: payment.version,
      transaction: transaction.version,
      replay: replay.version,
    },
    rules: RULES_VERSION,
    deadlines,
  };
}
