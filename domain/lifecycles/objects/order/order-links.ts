import type { LinkModel } from "../../lifecycle-model.ts";

const ANY_PAYMENT_EVENT = [
  "payment.requested",
  "payment.authorized",
  "payment.captured",
  "payment.declined",
  "payment.timedOut",
  "payment.stateRead",
  "payment.released",
  "payment.reauthorized",
  "payment.refunded",
];

const ANY_CARD_PAYMENT_EVENT = [
  "giftCard.authorized",
  "giftCard.captured",
  "giftCard.released",
  "giftCard.reauthorized",
  "giftCard.refunded",
];

const ANY_REPLAY_EVENT = [
  "replay.decided",
  "replay.documentLoaded",
  "replay.verified",
  "replay.failed",
];

/** Objects that the records of an order name. */
export const ORDER_LINKS: readonly LinkModel[] = [
  {
    type: "quote",
    relation: "quote",
    events: ["order.numberReserved", "order.placed"],
    isRead: true,
    isTold: true,
  },
  {
    type: "payment",
    relation: "payment",
    events: ANY_PAYMENT_EVENT,
    isRead: true,
    isTold: true,
  },
  { type: "giftCard", relation: "paidWith", events: ANY_CARD_PAYMENT_EVENT },
  { type: "giftCard", relation: "giftCard", events: ["giftCard.issued"] },
  { type: "license", relation: "license", events: ["license.generated"], isTold: true },
  {
    type: "license",
    relation: "previousLicense",
    role: "previous",
    events: ["license.requested", "license.generated"],
    isRead: true,
  },
  { type: "replay", relation: "replay", events: ANY_REPLAY_EVENT, isTold: true },
  {
    type: "transaction",
    relation: "transaction",
    events: ["order.numberReserved", "order.placed"],
    isRead: true,
    isTold: true,
  },
  {
    type: "customer",
    relation: "customer",
    events: ["order.placed", "customer.registered"],
  },
  { type: "invoice", relation: "invoice", events: ["invoice.issued"] },
  { type: "mail", relation: "mail", events: ["mail.sent", "mail.bounced"] },
];
