import type { LifecycleModel, TransitionModel } from "../../lifecycle-model.ts";

/** Where a visit stands, in the order in which it goes; a step may be left out, and an order may be retried. */
const STATES = [
  "browsing",
  "checkout",
  "paying",
  "declined",
  "uncertain",
  "paid",
  "producing",
  "failed",
  "completed",
] as const;
type TransactionState = (typeof STATES)[number];

/** What leads into a state, and from which others it may. */
const LEADS: readonly (readonly [string, TransactionState, readonly TransactionState[]])[] = [
  ["checkoutStarted", "checkout", ["browsing", "declined", "completed"]],
  ["paymentRequested", "paying", ["browsing", "checkout", "declined", "uncertain", "completed"]],
  ["declined", "declined", ["browsing", "checkout", "paying", "uncertain"]],
  ["unanswered", "uncertain", ["browsing", "checkout", "paying", "declined"]],
  ["paid", "paid", ["browsing", "checkout", "paying", "declined", "uncertain"]],
  [
    "productionStarted",
    "producing",
    ["browsing", "checkout", "paying", "uncertain", "paid", "failed"],
  ],
  [
    "handlerMissing",
    "failed",
    ["browsing", "checkout", "paying", "uncertain", "paid", "producing"],
  ],
  [
    "completed",
    "completed",
    ["browsing", "checkout", "paying", "uncertain", "paid", "producing", "failed"],
  ],
];

function transitions(): TransitionModel[] {
  return LEADS.flatMap(([signal, to, sources]) =>
    sources.map((from): TransitionModel => ({ from, to, signal })),
  );
}

export const TRANSACTION_MODEL: LifecycleModel = {
  type: "transaction",
  version: 1,
  states: [
    { name: "browsing", title: "Looking and filling a cart" },
    { name: "checkout", title: "In checkout" },
    { name: "paying", title: "Paying" },
    { name: "declined", title: "Payment declined" },
    { name: "uncertain", title: "Payment not known" },
    { name: "paid", title: "Paid" },
    { name: "producing", title: "Being produced" },
    { name: "failed", title: "Production failed" },
    { name: "completed", title: "Completed", isFinal: true },
  ],
  initial: "browsing",
  transitions: transitions(),
  signals: [
    { name: "begun", title: "Product selected", events: ["product.selected"], isMilestone: true },
    { name: "cartCreated", title: "Cart created", events: ["quote.created"] },
    {
      name: "checkoutStarted",
      title: "Checkout started",
      events: ["checkout.started"],
      isMilestone: true,
    },
    {
      name: "paymentRequested",
      title: "Payment requested",
      events: ["payment.requested"],
      isMilestone: true,
    },
    { name: "declined", title: "Payment declined", events: ["payment.declined"] },
    { name: "unanswered", title: "Payment not answered", events: ["payment.timedOut"] },
    { name: "placed", title: "Order placed", events: ["order.placed"] },
    { name: "paid", title: "Paid", events: ["payment.captured"], isMilestone: true },
    {
      name: "productionStarted",
      title: "Production started",
      events: ["fulfillment.started"],
      isMilestone: true,
    },
    { name: "handlerMissing", title: "No handler", events: ["fulfillment.handlerMissing"] },
    { name: "completed", title: "Completed", events: ["order.completed"], isMilestone: true },
  ],
  obligations: [],
  money: [],
  links: [
    {
      type: "order",
      relation: "order",
      events: ["order.numberReserved", "order.placed"],
      isTold: true,
    },
    { type: "quote", relation: "quote", events: ["quote.created", "order.numberReserved"] },
    { type: "payment", relation: "payment", events: ["payment.requested", "payment.captured"] },
    { type: "giftCard", relation: "giftCard", events: ["giftCard.issued", "giftCard.authorized"] },
    { type: "license", relation: "license", events: ["license.generated"] },
    { type: "replay", relation: "replay", events: ["replay.decided"] },
    {
      type: "customer",
      relation: "customer",
      events: ["quote.created", "quote.assigned", "order.placed", "customer.registered"],
    },
    { type: "invoice", relation: "invoice", events: ["invoice.issued"] },
    { type: "mail", relation: "mail", events: ["mail.sent"] },
    { type: "product", relation: "product", events: ["product.selected"] },
  ],
  normalPath: [
    "begun",
    "checkoutStarted",
    "paymentRequested",
    "paid",
    "productionStarted",
    "completed",
  ],
};
