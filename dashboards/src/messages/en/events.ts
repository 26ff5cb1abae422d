import type { EventAnswer } from "#query/answers/event-answer.ts";
import {
  amount,
  attribute,
  because,
  codeInWords,
  naming,
  objectId,
  tellEvent,
  typeInWords,
} from "../sentence-pieces.ts";
import type { Sentence, SentencePiece } from "../sentence-pieces.ts";

const plain =
  (words: string): Sentence =>
  (event) => [words, ...amount(event), ...because(event)];

const onOrder =
  (words: string): Sentence =>
  (event) => [
    words,
    ...naming(objectId(event, "order"), " of order "),
    ...amount(event),
    ...because(event),
  ];

const payment = (event: EventAnswer): string =>
  attribute(event, "method") === "card" ? "Card payment" : "Payment";

const paid =
  (verb: string): Sentence =>
  (event) => [`${payment(event)} ${verb}`, ...amount(event), ...because(event)];

const quote =
  (verb: string): Sentence =>
  (event) => ["Quote", ...naming(objectId(event, "quote")), ` ${verb}`];

const license =
  (verb: string): Sentence =>
  (event) => ["License", ...naming(objectId(event, "license")), ` ${verb}`];

const order =
  (verb: string): Sentence =>
  (event) => ["Order", ...naming(objectId(event, "order")), ` ${verb}`, ...amount(event)];

const task =
  (verb: string): Sentence =>
  (event) => ["Task", ...naming(attribute(event, "name")), ` ${verb}`, ...because(event)];

const sentences: Readonly<Record<string, Sentence>> = {
  "product.selected": (event) => ["Product selected", ...naming(objectId(event, "product"), ": ")],
  "quote.created": (event) => {
    const kind = attribute(event, "customerKind");
    return [...quote("created")(event), ...(kind === undefined ? [] : [`, ${kind} customer`])];
  },
  "quote.itemAdded": quote("got an item"),
  "quote.itemRemoved": quote("lost an item"),
  "quote.emptied": quote("was emptied"),
  "quote.assigned": quote("given to a logged-in customer"),
  "quote.sessionExpired": quote("lost with its session"),
  "checkout.started": plain("Checkout started"),
  "order.numberReserved": (event) => [
    "Number",
    ...naming(objectId(event, "order")),
    " reserved",
    ...(objectId(event, "quote") === undefined ? [] : [` on quote ${objectId(event, "quote")}`]),
  ],
  "payment.requested": paid("requested"),
  "payment.authorized": paid("authorized"),
  "payment.captured": paid("captured"),
  "payment.released": paid("released"),
  "payment.reauthorized": paid("authorized again"),
  "payment.refunded": paid("refunded"),
  "payment.declined": paid("declined"),
  "payment.timedOut": (event) => [`${payment(event)} got no answer`, ...amount(event)],
  "payment.stateRead": (event) => [
    "Payment state read",
    ...naming(attribute(event, "gatewayState"), ": "),
    ...amount(event),
  ],
  "order.placed": order("placed"),
  "order.uncertain": order("stored; its payment is uncertain"),
  "order.replicated": (event) => [
    "Replicated to the main DB",
    ...naming(attribute(event, "document"), ": "),
    ...(attribute(event, "state") === undefined ? [] : [`, state ${attribute(event, "state")}`]),
  ],
  "order.cancelled": order("cancelled"),
  "order.returned": order("returned"),
  "order.completed": (event) =>
    objectId(event, "order") === undefined
      ? ["Transaction completed its operations"]
      : order("completed")(event),
  "customer.registered": plain("Customer account made"),
  "fulfillment.started": (event) => [
    attribute(event, "kind") === "physical"
      ? "Physical fulfillment started"
      : attribute(event, "kind") === "digital"
        ? "Digital fulfillment started"
        : "Production started",
    ...naming(attribute(event, "fromState"), " from "),
  ],
  "fulfillment.completed": plain("Fulfillment completed"),
  "fulfillment.handlerMissing": (event) => [
    "No handler",
    ...naming(attribute(event, "handler"), " for "),
  ],
  "stock.reserved": onOrder("Stock reserved"),
  "stock.released": onOrder("Stock released"),
  "invoice.issued": (event) => [
    "Invoice",
    ...naming(objectId(event, "invoice")),
    " issued",
    ...(attribute(event, "kind") === undefined ? [] : [`, ${attribute(event, "kind")} lines`]),
    ...amount(event),
  ],
  "mail.sent": (event) => ["Mail sent", ...naming(attribute(event, "kind"), ": ")],
  "mail.bounced": (event) => ["Mail bounced", ...naming(attribute(event, "kind"), ": ")],
  "mail.templateMismatch": plain("Mail template and survey differ"),
  "license.requested": license("requested"),
  "license.generated": license("generated"),
  "license.activated": license("activated"),
  "license.expired": license("expired"),
  "license.blocked": license("blocked"),
  "giftCard.issued": plain("Gift card issued"),
  "giftCard.authorized": plain("Gift card authorized"),
  "giftCard.captured": plain("Gift card captured"),
  "giftCard.released": plain("Gift card released"),
  "giftCard.reauthorized": plain("Gift card authorized again"),
  "giftCard.refunded": plain("Gift card refunded"),
  "giftCard.rejected": plain("Gift card rejected"),
  "giftCard.validationFailed": plain("Gift card not valid"),
  "replay.decided": (event) => [
    `Replay decided${event.attributes["dryRun"] === true ? " (dry run)" : ""}`,
    ...naming(attribute(event, "decision"), ": "),
  ],
  "replay.documentLoaded": (event) => ["Replay loaded", ...naming(attribute(event, "document"))],
  "replay.verified": plain("Replay verified"),
  "replay.failed": plain("Replay failed"),
  "task.scheduled": task("scheduled"),
  "task.started": task("started"),
  "task.completed": task("completed"),
  "task.failed": task("failed"),
  "task.missed": task("missed"),
  "source.started": (event) => ["Source", ...naming(event.source.name), " started"],
  "source.heartbeat": (event) => ["Source", ...naming(event.source.name), " is alive"],
  "source.lost": (event) => ["Source", ...naming(event.source.name), " was lost"],
  "source.recovered": (event) => ["Source", ...naming(event.source.name), " came back"],
  "ledger.started": plain("Ledger started"),
  "ledger.stopped": plain("Ledger stopped"),
};

export const enEvents = {
  /** What happened, in one sentence in the past tense. */
  sentence: (event: EventAnswer): readonly SentencePiece[] =>
    tellEvent(event, sentences, plain(typeInWords(event.type))),
  objectTypes: {
    transaction: "Transaction",
    quote: "Quote",
    order: "Order",
    payment: "Payment",
    giftCard: "Gift card",
    license: "License",
    customer: "Customer",
    invoice: "Invoice",
    product: "Product",
    task: "Task",
    replay: "Replay",
    mail: "Mail",
  } as Readonly<Record<string, string>>,
  /** The lane of the transaction itself. */
  visit: "Visit",
  manyObjects: (n: number) => `${n} objects`,
  foreignId: "FID",
  parseNotes: {
    reassembled: "Reassembled",
    "time-ambiguous": "Local hour occurs twice",
    "time-nonexistent": "Local hour does not exist",
  } as Readonly<Record<string, string>>,
  parseNote: codeInWords,
};
