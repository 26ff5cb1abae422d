/** A way in which the shop, or something it depends on, goes wrong. */
export interface FaultDefinition {
  readonly what: string;
  /** Findings that a complete log must lead to; empty where the shop copes or only a number is affected. */
  readonly findings: readonly string[];
  /** Share of the occasions on which it strikes when all faults are on. */
  readonly rate: number;
}

/** Every fault that can be injected, by the room where it strikes. Names of findings are those of docs/events.md. */
export const FAULTS = {
  // Gateways and what comes back from them.
  "gateway.declined": {
    what: "The gateway refuses the payment, with a reason.",
    findings: [],
    rate: 0.06,
  },
  "gateway.request-lost": {
    what: "The request never reaches the gateway: unpaid, and the shop does not know.",
    findings: [],
    rate: 0.01,
  },
  "gateway.answer-lost": {
    what: "The gateway did as asked, its answer is lost: paid, and the shop does not know.",
    findings: [],
    rate: 0.02,
  },
  "gateway.slow": {
    what: "The answer takes most of the time that the shop waits.",
    findings: [],
    rate: 0.03,
  },
  "gateway.callback-duplicated": {
    what: "The gateway calls back twice.",
    findings: [],
    rate: 0.03,
  },
  "gateway.callback-late": {
    what: "The gateway calls back hours after it was asked.",
    findings: [],
    rate: 0.02,
  },
  "gateway.transfer-never": {
    what: "The customer never sends the transfer that was announced.",
    findings: [],
    rate: 0.1,
  },
  "gateway.transfer-after-close": {
    what: "The customer sends a transfer though the order was cancelled.",
    findings: ["order.illegal-transition"],
    rate: 0.1,
  },
  "payment.duplicate-capture": {
    what: "The shop captures the same payment twice, under another key.",
    findings: ["payment.duplicate-capture"],
    rate: 0.004,
  },
  "payment.capture-without-authorization": {
    what: "The shop captures a payment that it never authorized, though the method authorizes first.",
    findings: ["payment.capture-without-authorization"],
    rate: 0.004,
  },
  "payment.refund-exceeds-captured": {
    what: "A refund is for more than was captured.",
    findings: ["payment.refund-exceeds-captured"],
    rate: 0.05,
  },
  "payment.capture-order": {
    what: "Several methods are captured in the reverse order of the cart.",
    findings: ["payment.capture-order"],
    rate: 0.05,
  },
  "payment.unanswered": {
    what: "The shop asks, and never notes what came back: neither answer nor timeout.",
    findings: ["payment.unanswered"],
    rate: 0.003,
  },
  "order.amount-mismatch": {
    what: "Less is captured than the order amounts to.",
    findings: ["order.amount-mismatch"],
    rate: 0.004,
  },
  // Gift cards, mail, stock.
  "gift-card.overdrawn": {
    what: "A card is authorized beyond what is available on it.",
    findings: ["gift-card.overdrawn"],
    rate: 0.02,
  },
  "gift-card.double-capture": {
    what: "A card's authorization is captured twice.",
    findings: ["gift-card.double-capture"],
    rate: 0.02,
  },
  "gift-card.capture-without-authorization": {
    what: "A card is captured without authorization.",
    findings: ["gift-card.capture-without-authorization"],
    rate: 0.02,
  },
  "gift-card.capture-exceeds-authorization": {
    what: "More is captured than was authorized.",
    findings: ["gift-card.capture-exceeds-authorization"],
    rate: 0.02,
  },
  "gift-card.release-after-capture": {
    what: "An authorization is released after it was captured.",
    findings: ["gift-card.release-after-capture"],
    rate: 0.02,
  },
  "gift-card.refund-exceeds-captured": {
    what: "More is given back to a card than was taken from it.",
    findings: ["gift-card.refund-exceeds-captured"],
    rate: 0.05,
  },
  "gift-card.refund-to-other-card": {
    what: "A refund goes to another card than the one that was paid with.",
    findings: ["gift-card.refund-to-other-card"],
    rate: 0.05,
  },
  "gift-card.used-before-issue": {
    what: "The record of a card's issue carries a time after its first use.",
    findings: ["gift-card.used-before-issue"],
    rate: 0.01,
  },
  "gift-card.authorization-forgotten": {
    what: "A declined order's card authorization is never released.",
    findings: ["gift-card.authorization-stale"],
    rate: 0.1,
  },
  "mail.lost": { what: "A mail is never sent.", findings: ["mail.missing"], rate: 0.005 },
  "mail.bounced": { what: "A mail comes back.", findings: ["mail.bounced"], rate: 0.01 },
  "mail.template-mismatch": {
    what: "The store's survey and mail template stop agreeing.",
    findings: ["mail.template-mismatch"],
    rate: 0.01,
  },
  "stock.held-unpaid": {
    what: "The stock of an order that cannot be paid is not given back.",
    findings: ["stock.held-unpaid"],
    rate: 0.05,
  },
  // Production, licenses, invoices, the main database.
  "fulfillment.forgotten": {
    what: "A paid order is never produced.",
    findings: ["order.paid-not-delivered"],
    rate: 0.004,
  },
  "fulfillment.late": {
    what: "A paid order is produced hours later.",
    findings: ["order.delivered-late"],
    rate: 0.005,
  },
  "fulfillment.digital-delayed": {
    what: "Digital goods wait for the physical goods of their order.",
    findings: ["fulfillment.digital-delayed"],
    rate: 0.05,
  },
  "fulfillment.unpaid": {
    what: "Goods are delivered though the order is not paid.",
    findings: ["order.delivered-not-paid"],
    rate: 0.01,
  },
  "invoice.missing": { what: "No invoice is issued.", findings: ["invoice.missing"], rate: 0.004 },
  "invoice.not-separated": {
    what: "Digital and physical goods stand on one invoice.",
    findings: ["invoice.not-separated"],
    rate: 0.05,
  },
  "license.duplicate": {
    what: "Two licenses are made for one line.",
    findings: ["license.duplicate"],
    rate: 0.004,
  },
  "license.missing": {
    what: "The license is asked for and never made.",
    findings: ["license.missing"],
    rate: 0.004,
  },
  "document.required-missing": {
    what: "GetKeyRequest lacks a required variable, so its load stops.",
    findings: ["license.missing"],
    rate: 0.003,
  },
  "document.line-item-missing": {
    what: "GetKeyRequest has no LineItemID, so its load stops.",
    findings: ["license.missing"],
    rate: 0.003,
  },
  "document.line-item-mismatched": {
    what: "The two documents of a pair name different line items, so the load stops.",
    findings: ["license.missing"],
    rate: 0.003,
  },
  "document.other-case": {
    what: "The tags come in upper or in lower case.",
    findings: [],
    rate: 0.1,
  },
  "replication.lost": {
    what: "A paid order never reaches the main database.",
    findings: ["order.not-replicated"],
    rate: 0.004,
  },
  // Scheduler and the systems it calls.
  "catalog.malformed": {
    what: "The catalog answers with something that is no catalog.",
    findings: [],
    rate: 0.02,
  },
  "crm.malformed": {
    what: "The CRM answers with something that is no list of customers.",
    findings: [],
    rate: 0.02,
  },
  "scheduler.down": { what: "The scheduler misses runs.", findings: [], rate: 0.005 },
  // Replays by hand.
  "replay.needless": {
    what: "An operator replays an order that is complete.",
    findings: ["replay.needless", "replay.wrong-decision"],
    rate: 0.002,
  },
  "replay.unpaid": {
    what: "An operator replays an order that was not paid.",
    findings: ["replay.unpaid", "replay.wrong-decision"],
    rate: 0.2,
  },
  "replay.wrong-decision": {
    what: "An operator replays something else than the table says.",
    findings: ["replay.wrong-decision"],
    rate: 0.1,
  },
  "replay.mixed-pair": {
    what: "An operator loads documents of different line items.",
    findings: ["replay.mixed-pair"],
    rate: 0.05,
  },
  "replay.key-before-info": {
    what: "An operator loads GetKeyRequest before OrderInfo.",
    findings: ["replay.key-before-info"],
    rate: 0.05,
  },
  "replay.unverified": {
    what: "A replay is never verified.",
    findings: ["replay.unverified"],
    rate: 0.05,
  },
  // Between the shop and the log.
  "event.dropped": { what: "An event is lost on its way to the log.", findings: [], rate: 0.001 },
  "event.delayed": {
    what: "An event reaches the log hours later.",
    findings: ["time.recorded-late"],
    rate: 0.002,
  },
  "event.duplicated": { what: "An event is written twice.", findings: [], rate: 0.005 },
  "event.reordered": {
    what: "An event is written after some that came later.",
    findings: [],
    rate: 0.01,
  },
  "source.outage": {
    what: "For minutes nothing of the shop reaches the log.",
    findings: [],
    rate: 0.001,
  },
} as const satisfies Record<string, FaultDefinition>;

export type FaultName = keyof typeof FAULTS;

export function isFaultName(text: string): text is FaultName {
  return Object.hasOwn(FAULTS, text);
}
