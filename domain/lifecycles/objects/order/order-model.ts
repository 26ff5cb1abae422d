import type {
  LifecycleModel,
  LinkModel,
  SignalModel,
  TransitionModel,
} from "../../lifecycle-model.ts";

const GOODS_MADE = ["license.generated", "giftCard.issued", "fulfillment.completed"];

/** What tells of an order that ended, and should not have come any more. */
export const AFTER_THE_END = ["payment.captured", "order.placed", ...GOODS_MADE] as const;

const SIGNALS: readonly SignalModel[] = [
  {
    name: "numberReserved",
    title: "Number reserved",
    events: ["order.numberReserved"],
    isMilestone: true,
  },
  { name: "placed", title: "Placed", events: ["order.placed"], isMilestone: true },
  { name: "uncertain", title: "Payment in doubt", events: ["order.uncertain"] },
  {
    name: "awaited",
    title: "Payment expected",
    events: [
      "payment.stateRead",
      "payment.captured",
      "fulfillment.started",
      "replay.verified",
      "order.completed",
    ],
    when: "the doubt is over, and the money has not all come",
  },
  {
    name: "refused",
    title: "Not paid",
    events: ["payment.stateRead", "payment.declined", "payment.released"],
    when: "one of its payments came to nothing after it was placed, and it is not paid",
  },
  {
    name: "paid",
    title: "Paid",
    events: ["payment.captured", "payment.stateRead", "order.placed"],
    when: "it is placed, and its payments that were captured or read as paid cover its amount",
    isMilestone: true,
  },
  {
    name: "confirmed",
    title: "Payment confirmed",
    events: [
      "payment.captured",
      "fulfillment.started",
      "replay.verified",
      "order.completed",
      "payment.stateRead",
    ],
    when: "the doubt is over, and it is paid",
  },
  { name: "started", title: "Delivery started", events: ["fulfillment.started"] },
  {
    name: "invoiced",
    title: "Invoiced",
    events: ["invoice.issued"],
    when: "the first of them",
    isMilestone: true,
  },
  {
    name: "replicated",
    title: "In the main database",
    events: ["order.replicated"],
    when: "the first of them",
    isMilestone: true,
  },
  {
    name: "delivered",
    title: "Delivered",
    events: [...GOODS_MADE, "payment.captured", "payment.stateRead", "order.cancelled"],
    when: "it is paid, and every line that was not cancelled is made",
    isMilestone: true,
  },
  {
    name: "mailed",
    title: "Mail sent",
    events: ["mail.sent"],
    when: "the first of them",
    isMilestone: true,
  },
  { name: "completed", title: "Completed", events: ["order.completed"], isMilestone: true },
  {
    name: "accountMade",
    title: "Account made",
    events: ["customer.registered"],
  },
  {
    name: "partlyCancelled",
    title: "Partly cancelled",
    events: ["order.cancelled"],
    when: "other lines are left",
  },
  {
    name: "cancelled",
    title: "Cancelled",
    events: ["order.cancelled"],
    when: "every line is cancelled",
  },
  {
    name: "partlyReturned",
    title: "Partly returned",
    events: ["order.returned"],
    when: "other lines are left",
  },
  {
    name: "returned",
    title: "Returned",
    events: ["order.returned", "order.cancelled"],
    when: "every line is returned or cancelled, and one is returned",
  },
  {
    name: "afterEnd",
    title: "Went on after its end",
    events: AFTER_THE_END,
    when: "later than its cancellation or return",
  },
];

function moves(signal: string, to: string, ...from: readonly string[]): TransitionModel[] {
  return from.map((state) => ({ from: state, to, signal }));
}

function wrong(signal: string, to: string, ...from: readonly string[]): TransitionModel[] {
  return from.map((state) => ({ from: state, to, signal, rule: "order.illegal-transition" }));
}

/** From `unknown` where the records before were lost. */
const TRANSITIONS: readonly TransitionModel[] = [
  ...moves("numberReserved", "reserved", "unknown"),
  ...moves("placed", "placed", "unknown", "reserved"),
  ...moves("uncertain", "uncertain", "unknown", "reserved", "placed"),
  ...moves("awaited", "placed", "uncertain"),
  ...moves("refused", "unpaid", "placed", "uncertain"),
  ...moves("paid", "paid", "unknown", "reserved", "placed", "unpaid"),
  ...moves("confirmed", "paid", "uncertain"),
  ...moves("delivered", "delivered", "paid"),
  ...moves(
    "completed",
    "completed",
    "unknown",
    "reserved",
    "placed",
    "uncertain",
    "unpaid",
    "paid",
    "delivered",
  ),
  ...moves(
    "cancelled",
    "cancelled",
    "unknown",
    "reserved",
    "placed",
    "uncertain",
    "unpaid",
    "paid",
  ),
  ...moves("returned", "returned", "unknown", "paid", "delivered", "completed"),
  ...wrong("cancelled", "cancelled", "delivered", "completed"),
  ...wrong("afterEnd", "cancelled", "cancelled"),
  ...wrong("afterEnd", "returned", "returned"),
];

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

const LINKS: readonly LinkModel[] = [
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

/** An order, from the number that a cart is given to the end of its delivery, or its return. */
export const ORDER_MODEL: LifecycleModel = {
  type: "order",
  version: 1,
  states: [
    { name: "unknown", title: "Unknown" },
    { name: "reserved", title: "Number reserved" },
    { name: "placed", title: "Placed" },
    { name: "uncertain", title: "Uncertain" },
    { name: "unpaid", title: "Not paid" },
    { name: "paid", title: "Paid" },
    { name: "delivered", title: "Delivered" },
    { name: "completed", title: "Completed", isFinal: true },
    { name: "cancelled", title: "Cancelled", isFinal: true },
    { name: "returned", title: "Returned", isFinal: true },
  ],
  initial: "unknown",
  transitions: TRANSITIONS,
  signals: SIGNALS,
  obligations: [
    {
      name: "resolution",
      title: "Doubt about its payment resolved",
      from: ["uncertain"],
      metBy: ["awaited", "refused", "confirmed", "cancelled"],
      deadline: "uncertainResolvedMs",
      rule: "order.uncertain-unresolved",
    },
    {
      name: "progress",
      title: "Payment of the placed order",
      from: ["placed", "awaited"],
      metBy: ["paid", "uncertain", "refused", "cancelled"],
      deadline: "orderStuckMs",
      rule: "order.stuck",
    },
    {
      name: "delivery",
      title: "Licenses, gift cards and courses",
      from: ["paid"],
      metBy: ["delivered"],
      deadline: "deliveryMs",
      rule: "order.paid-not-delivered",
    },
    {
      name: "mail",
      title: "Mail of what was delivered and invoiced",
      from: ["delivered", "invoiced"],
      metBy: ["mailed"],
      deadline: "mailMs",
      rule: "mail.missing",
    },
    {
      name: "invoice",
      title: "Invoice",
      from: ["paid"],
      metBy: ["invoiced"],
      deadline: "invoiceMs",
      rule: "invoice.missing",
    },
    {
      name: "replication",
      title: "Copy in the main database",
      from: ["paid"],
      metBy: ["replicated"],
      deadline: "replicationMs",
      rule: "order.not-replicated",
    },
    {
      name: "account",
      title: "Account of the customer who registered in the cart",
      from: ["paid"],
      metBy: ["accountMade"],
      deadline: "accountMs",
      rule: "order.account-missing",
    },
  ],
  money: [
    { event: "order.placed", sum: "ordered", effect: "sets" },
    { event: "payment.captured", sum: "captured", effect: "adds" },
    { event: "payment.stateRead", sum: "captured", effect: "sets" },
    { event: "payment.refunded", sum: "refunded", effect: "adds" },
    { event: "invoice.issued", sum: "invoiced", effect: "adds" },
  ],
  links: LINKS,
  normalPath: [
    "numberReserved",
    "placed",
    "paid",
    "invoiced",
    "replicated",
    "delivered",
    "mailed",
    "completed",
  ],
};
