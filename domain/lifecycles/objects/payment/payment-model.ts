import type { LifecycleModel, TransitionModel } from "../../lifecycle-model.ts";

function moves(signal: string, to: string, ...from: readonly string[]): TransitionModel[] {
  return from.map((state) => ({ from: state, to, signal }));
}

function wrong(
  signal: string,
  to: string,
  rule: string,
  ...from: readonly string[]
): TransitionModel[] {
  return from.map((state) => ({ from: state, to, signal, rule }));
}

/** Nothing is known to have been taken, and nothing refused. */
const OPEN = ["unknown", "requested", "pending", "uncertain", "authorized", "unpaid"];

/** A method of payment of one order, at one gateway or with one gift card. */
export const PAYMENT_MODEL: LifecycleModel = {
  type: "payment",
  version: 1,
  states: [
    { name: "unknown", title: "Unknown" },
    { name: "requested", title: "Asked for" },
    { name: "pending", title: "Announced, not there yet" },
    { name: "authorized", title: "Authorized" },
    { name: "uncertain", title: "Without an answer" },
    { name: "unpaid", title: "Read as not paid" },
    { name: "captured", title: "Captured", isFinal: true },
    { name: "partlyRefunded", title: "Partly refunded", isFinal: true },
    { name: "refunded", title: "Refunded", isFinal: true },
    { name: "declined", title: "Declined", isFinal: true },
    { name: "released", title: "Released", isFinal: true },
  ],
  initial: "unknown",
  transitions: [
    ...moves("requested", "requested", "unknown"),
    ...moves("authorized", "authorized", "unknown", "requested", "pending", "uncertain", "unpaid"),
    ...moves("captured", "captured", ...OPEN, "declined", "released"),
    ...moves("readPaid", "captured", ...OPEN, "declined", "released"),
    ...wrong(
      "capturedUnauthorized",
      "captured",
      "payment.capture-without-authorization",
      ...OPEN,
      "declined",
      "released",
    ),
    ...wrong("capturedAgain", "captured", "payment.duplicate-capture", "captured"),
    ...moves("declined", "declined", ...OPEN),
    ...moves("released", "released", ...OPEN),
    ...moves("timedOut", "uncertain", "unknown", "requested", "pending", "authorized", "unpaid"),
    ...moves("readPending", "pending", "unknown", "requested", "uncertain", "unpaid"),
    ...moves("readUnpaid", "unpaid", "unknown", "requested", "pending", "uncertain"),
    ...moves("readDeclined", "declined", ...OPEN),
    ...moves("readReleased", "released", ...OPEN),
    ...moves("partlyRefunded", "partlyRefunded", "captured"),
    ...moves("refunded", "refunded", "captured", "partlyRefunded"),
    ...wrong(
      "refundedTooMuch",
      "refunded",
      "payment.refund-exceeds-captured",
      ...OPEN,
      "captured",
      "partlyRefunded",
      "declined",
      "released",
    ),
  ],
  signals: [
    {
      name: "requested",
      title: "Payment asked for",
      events: ["payment.requested"],
      isMilestone: true,
    },
    { name: "authorized", title: "Authorized", events: ["payment.authorized"], isMilestone: true },
    { name: "reauthorized", title: "Authorization renewed", events: ["payment.reauthorized"] },
    {
      name: "captured",
      title: "Captured",
      events: ["payment.captured"],
      when: "the first, and authorized where the method authorizes first",
      isMilestone: true,
    },
    {
      name: "capturedUnauthorized",
      title: "Captured without authorization",
      events: ["payment.captured", "payment.stateRead"],
      when: "the method authorizes first, and no authorization is told",
    },
    {
      name: "capturedAgain",
      title: "Captured again",
      events: ["payment.captured"],
      when: "it was captured before",
    },
    { name: "declined", title: "Declined", events: ["payment.declined"] },
    { name: "released", title: "Released", events: ["payment.released"] },
    { name: "timedOut", title: "No answer came", events: ["payment.timedOut"] },
    {
      name: "readPaid",
      title: "Read as paid",
      events: ["payment.stateRead"],
      when: "the gateway says that it is paid",
    },
    {
      name: "readPending",
      title: "Read as announced",
      events: ["payment.stateRead"],
      when: "it is not paid, and the gateway waits for the money or holds it",
    },
    {
      name: "readUnpaid",
      title: "Read as not paid",
      events: ["payment.stateRead"],
      when: "it is not paid, and the gateway knows no such payment, or its state is not understood",
    },
    {
      name: "readDeclined",
      title: "Read as declined",
      events: ["payment.stateRead"],
      when: "the gateway says that it refused",
    },
    {
      name: "readReleased",
      title: "Read as released",
      events: ["payment.stateRead"],
      when: "the gateway says that it gave the reserved amount free",
    },
    {
      name: "partlyRefunded",
      title: "Refunded in part",
      events: ["payment.refunded"],
      when: "less is given back than was taken",
    },
    {
      name: "refunded",
      title: "Refunded",
      events: ["payment.refunded"],
      when: "all that was taken is given back",
    },
    {
      name: "refundedTooMuch",
      title: "More refunded than captured",
      events: ["payment.refunded"],
      when: "more is given back than was taken",
    },
  ],
  obligations: [
    {
      name: "answer",
      title: "Answer of the gateway",
      from: ["requested"],
      metBy: [
        "authorized",
        "captured",
        "capturedUnauthorized",
        "declined",
        "timedOut",
        "released",
        "readPaid",
        "readPending",
        "readUnpaid",
        "readDeclined",
        "readReleased",
      ],
      deadline: "paymentAnswerMs",
      rule: "payment.unanswered",
    },
  ],
  money: [
    { event: "payment.requested", sum: "requested", effect: "sets" },
    { event: "payment.captured", sum: "captured", effect: "adds" },
    { event: "payment.stateRead", sum: "captured", effect: "sets" },
    { event: "payment.refunded", sum: "refunded", effect: "adds" },
  ],
  links: [
    {
      type: "order",
      relation: "order",
      events: [
        "payment.requested",
        "payment.authorized",
        "payment.captured",
        "payment.declined",
        "payment.timedOut",
        "payment.stateRead",
        "payment.released",
        "payment.reauthorized",
        "payment.refunded",
      ],
      isTold: true,
    },
    {
      type: "giftCard",
      relation: "giftCard",
      events: [
        "giftCard.authorized",
        "giftCard.reauthorized",
        "giftCard.captured",
        "giftCard.released",
        "giftCard.refunded",
        "giftCard.rejected",
      ],
      isTold: true,
    },
  ],
  normalPath: ["requested", "authorized", "captured"],
};
