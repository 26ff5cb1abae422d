import { idOf, textOf } from "../../event-readers.ts";
import type { Detail, Money } from "../../lifecycle.ts";
import { ofType, type OrderFacts } from "./order-facts.ts";
import type { OrderLine } from "./order-lines.ts";
import { stockHeld } from "./stock-held.ts";

/** What is particular to an order; codes and license numbers never stand here. */
export function orderDetails(facts: OrderFacts): { readonly [name: string]: Detail } {
  const { placed, reserved, lines } = facts;
  const named = placed ?? reserved ?? facts.events[0];
  return {
    store: facts.store,
    sequence: facts.sequence,
    foreignId: foreignIdOf(facts),
    transaction: named?.transactionId ?? null,
    quote: idOf(placed ?? reserved ?? undefined, "quote"),
    customer: customerOf(facts),
    customerKind: facts.customerKind,
    placedAt: placed?.time ?? null,
    paidAt: facts.paid === null ? null : new Date(facts.paid.atMs).toISOString(),
    isReplicated: ofType(facts, "order.replicated").length > 0,
    isReturnedInPart: facts.course.end === null && lines.some(({ state }) => state === "returned"),
    lines: lines.map(lineDetail),
    invoices: ofType(facts, "invoice.issued").map((event) => ({
      id: idOf(event, "invoice"),
      kind: textOf(event, "kind"),
      amount: moneyDetail(event.amount),
      issuedAt: event.time,
    })),
    mails: mailDetails(facts),
    stockHeld: [...stockHeld(facts)]
      .map(([product, quantity]) => ({ product, quantity }))
      .sort((one, other) => (one.product < other.product ? -1 : 1)),
  };
}

function moneyDetail(money: Money | null): Detail {
  return money === null ? null : { minor: money.minor, currency: money.currency };
}

function lineDetail(line: OrderLine): Detail {
  return {
    lineItemId: line.lineItemId,
    product: line.product,
    kind: line.kind,
    quantity: line.quantity,
    amount: moneyDetail(line.amount),
    state: line.state,
    deliveredAt: line.made?.time ?? null,
    licenses: line.licenses.flatMap((event) => idOf(event, "license") ?? []),
    giftCards: line.giftCards.flatMap((event) => idOf(event, "giftCard") ?? []),
  };
}

function mailDetails(facts: OrderFacts): Detail {
  const bounced = new Map(
    ofType(facts, "mail.bounced").map((event) => [idOf(event, "mail"), event.time]),
  );
  return ofType(facts, "mail.sent").map((event) => {
    const id = idOf(event, "mail");
    return {
      id,
      kind: textOf(event, "kind"),
      sentAt: event.time,
      bouncedAt: bounced.get(id) ?? null,
    };
  });
}

function foreignIdOf({ events }: OrderFacts): string | null {
  for (const event of events) {
    const id = idOf(event, "order", "foreignId");
    if (id !== null) return id;
  }
  return null;
}

function customerOf(facts: OrderFacts): string | null {
  const registered = ofType(facts, "customer.registered").at(-1);
  return idOf(registered, "customer") ?? idOf(facts.placed ?? undefined, "customer");
}
