import type { LifecycleModel, TransitionModel } from "../../lifecycle-model.ts";
import { ORDER_LINKS } from "./order-links.ts";
import { ORDER_SIGNALS } from "./order-signals.ts";

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
  ...wrong("uncertain", "paid", "paid"),
  ...wrong("uncertain", "delivered", "delivered"),
  ...wrong("uncertain", "completed", "completed"),
  ...wrong("afterEnd", "cancelled", "cancelled"),
  ...wrong("afterEnd", "returned", "returned"),
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
  signals: ORDER_SIGNALS,
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
  links: ORDER_LINKS,
  normalPath: [
    "numberReserved",
    "placed",
    "paid",
    "invoiced",
    "mailed",
    "replicated",
    "delivered",
    "completed",
  ],
};
