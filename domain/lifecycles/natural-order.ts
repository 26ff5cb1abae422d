/**
 * Types in the order in which a sale goes through them: what stands first where two records carry the same
 * millisecond and nothing else tells which came first.
 */
const NATURAL_ORDER: readonly string[] = [
  "task.scheduled",
  "task.started",
  "product.selected",
  "quote.created",
  "quote.assigned",
  "quote.itemAdded",
  "quote.itemRemoved",
  "quote.emptied",
  "checkout.started",
  "order.numberReserved",
  "stock.reserved",
  "giftCard.validationFailed",
  "payment.requested",
  "giftCard.rejected",
  "giftCard.authorized",
  "payment.authorized",
  "giftCard.reauthorized",
  "payment.reauthorized",
  "payment.timedOut",
  "payment.stateRead",
  "payment.declined",
  "giftCard.released",
  "payment.released",
  "order.placed",
  "giftCard.captured",
  "payment.captured",
  "order.uncertain",
  "customer.registered",
  "replay.decided",
  "replay.documentLoaded",
  "order.replicated",
  "fulfillment.started",
  "fulfillment.handlerMissing",
  "license.requested",
  "license.generated",
  "giftCard.issued",
  "fulfillment.completed",
  "invoice.issued",
  "mail.templateMismatch",
  "mail.sent",
  "mail.bounced",
  "replay.verified",
  "replay.failed",
  "license.activated",
  "order.completed",
  "license.expired",
  "license.blocked",
  "order.cancelled",
  "order.returned",
  "stock.released",
  "giftCard.refunded",
  "payment.refunded",
  "quote.sessionExpired",
  "task.completed",
  "task.failed",
  "task.missed",
];

const RANKS: ReadonlyMap<string, number> = new Map(NATURAL_ORDER.map((type, rank) => [type, rank]));

/** Place of a type in a sale, from 0; types that have none come after all others. */
export function naturalRank(type: string): number {
  return RANKS.get(type) ?? NATURAL_ORDER.length;
}
