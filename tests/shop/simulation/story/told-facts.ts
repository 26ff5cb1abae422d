import { issuedCards, readCard } from "./gift-card-story.ts";
import { type NumberStory, readNumbers } from "./number-story.ts";
import { type OrderStory, type PaymentStory, readOrders, readPayment } from "./order-story.ts";
import { idOf, ofType, text, type ToldEvents } from "./told-events.ts";

/** Of one object; every other field is a fact that events and key must tell alike. */
export type Facts = { readonly id: string } & Readonly<Record<string, unknown>>;

export type ObjectKind = "order" | "number" | "payment" | "giftCard" | "license" | "replay";

/** What the events tell, by the kind of object. */
export function toldFacts(told: ToldEvents, endMs: number): Record<ObjectKind, readonly Facts[]> {
  return {
    order: readOrders(told).map(orderFacts),
    number: readNumbers(told, endMs).map(numberFacts),
    payment: toldPayments(told),
    giftCard: issuedCards(told).map((id) => readCard(told, id)),
    license: toldLicenses(told),
    replay: toldReplays(told),
  };
}

function numberFacts(one: NumberStory): Facts {
  const { number, store, sequence, quoteId, reservedAt, usedAt, causes } = one;
  return { id: number, store, sequence, quoteId, reservedAt, usedAt, causes };
}

function orderFacts(order: OrderStory): Facts {
  const { number, foreignId, store, transactionId, quoteId, customerKind, placedAt } = order;
  return {
    id: number,
    foreignId,
    store,
    transactionId,
    quoteId,
    customerKind,
    placedAt,
    amountMinor: order.amountMinor,
    currency: order.currency,
    isUncertain: order.isUncertain,
    isCancelled: order.isCancelled,
    isReturned: order.isReturned,
    isCompleted: order.isCompleted,
    isReplicated: order.isReplicated,
    lines: order.lines.map(
      ({ lineItemId, product, kind, quantity, amountMinor, state, licenses, giftCards }) => ({
        lineItemId,
        product,
        kind,
        quantity,
        amountMinor,
        state,
        licenses: [...licenses].sort(),
        giftCards: [...giftCards].sort(),
      }),
    ),
    invoices: [...order.invoices].sort(),
    mails: [...order.mails].sort(),
    stockHeld: heldText(Object.entries(order.stockHeld)),
  };
}

/** `TOKEN-2F 2`, by product. */
export function heldText(held: readonly (readonly [string, number])[]): string[] {
  return held.map(([product, quantity]) => `${product} ${quantity}`).sort();
}

function paymentFacts(payment: PaymentStory): Facts {
  return {
    id: payment.id,
    orderNumber: payment.orderNumber,
    method: payment.method,
    gateway: payment.gateway,
    position: payment.position,
    requestedMinor: payment.requestedMinor,
    requestedAt: payment.requestedAt,
    // What was read as paid was captured, whether or not an answer told it.
    capturedMinor: Math.max(payment.capturedMinor, payment.readMinor),
    refundedMinor: payment.refundedMinor,
  };
}

function toldPayments(told: ToldEvents): Facts[] {
  return told
    .ids("payment")
    .filter((id) => ofType(told.of("payment", id), "payment.requested").length > 0)
    .map((id) => paymentFacts(readPayment(told, id)));
}

function toldLicenses(told: ToldEvents): Facts[] {
  return ofType(told.all, "license.generated").map((event) => {
    const id = idOf(event, "license") ?? "";
    const own = told.of("license", id);
    const last = ofType(own, "license.expired", "license.blocked").at(-1)?.type ?? "license.active";
    return {
      id,
      state: last.slice("license.".length),
      product: text(event, "product"),
      kind: text(event, "kind"),
      foreignId: idOf(event, "order", "foreignId"),
      lineItemId: text(event, "lineItemId"),
      previousId: idOf(event, "license", "previous"),
      generatedAt: event.time,
      validFrom: text(event, "validFrom"),
      validUntil: text(event, "validUntil"),
      activatedAt: ofType(own, "license.activated")[0]?.time ?? null,
    };
  });
}

function toldReplays(told: ToldEvents): Facts[] {
  return ofType(told.all, "replay.decided")
    .filter(({ attributes }) => attributes?.["dryRun"] !== true)
    .map((event) => {
      const id = idOf(event, "replay") ?? "";
      const last = ofType(told.of("replay", id), "replay.verified", "replay.failed").at(-1)?.type;
      return {
        id,
        foreignId: idOf(event, "order", "foreignId"),
        orderNumber: idOf(event, "order"),
        decision: text(event, "decision"),
        branch: text(event, "branch"),
        by: text(event, "by"),
        state: last?.slice("replay.".length) ?? "open",
      };
    });
}
