import type { SignalModel } from "../../lifecycle-model.ts";

const GOODS_MADE = ["license.generated", "giftCard.issued", "fulfillment.completed"];

/** What tells of an order that ended, and should not have come any more. */
export const AFTER_THE_END = [
  "payment.authorized",
  "payment.captured",
  "order.placed",
  "order.completed",
  ...GOODS_MADE,
] as const;

/** What the records tell of an order. */
export const ORDER_SIGNALS: readonly SignalModel[] = [
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
    events: ["payment.captured", "payment.stateRead", "replay.decided", "order.placed"],
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
