import type {
  GiftCardTruth,
  LicenseTruth,
  NumberTruth,
  OrderTruth,
  PaymentTruth,
  ReplayTruth,
} from "#shop/simulation/answer-key-objects.ts";
import type { AnswerKeyRecord } from "#shop/simulation/answer-key-schema.ts";
import { recordsOf } from "../run-simulation.ts";
import { type Facts, heldText, type ObjectKind } from "./told-facts.ts";

/** What the key says, by the kind of object. */
export function keyFacts(key: readonly AnswerKeyRecord[]): Record<ObjectKind, readonly Facts[]> {
  return {
    order: recordsOf(key, "order").map(orderKeyFacts),
    number: recordsOf(key, "number").map(numberKeyFacts),
    payment: keyPayments(key),
    giftCard: recordsOf(key, "giftCard").map(cardKeyFacts),
    license: recordsOf(key, "license").map(licenseKeyFacts),
    replay: recordsOf(key, "replay").map(replayKeyFacts),
  };
}

function orderKeyFacts(order: OrderTruth): Facts {
  const { number, foreignId, store, transactionId, quoteId, customerKind, placedAt } = order;
  const held = new Map<string, number>();
  for (const { product, quantity, state } of order.stock) {
    if (state === "held") held.set(product, (held.get(product) ?? 0) + quantity);
  }
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
    isUncertain: order.state === "uncertain",
    isCancelled: order.state === "cancelled",
    isReturned: order.state === "returned",
    isCompleted: order.state === "completed",
    isReplicated: order.inMainDb !== null,
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
    invoices: order.invoices
      .map(({ id, kind, amountMinor, issuedAt }) => `${id} ${kind} ${amountMinor} ${issuedAt}`)
      .sort(),
    mails: order.mails
      .map(({ id, kind, sentAt, bouncedAt }) => `${id} ${kind} ${sentAt} ${bouncedAt ?? "arrived"}`)
      .sort(),
    stockHeld: heldText([...held]),
  };
}

function numberKeyFacts(one: NumberTruth): Facts {
  const { number, store, sequence, quoteId, reservedAt, usedAt, causes } = one;
  return { id: number, store, sequence, quoteId, reservedAt, usedAt, causes };
}

/** As the shop knows them: what it never learned no event can tell. */
function keyPayments(key: readonly AnswerKeyRecord[]): Facts[] {
  return recordsOf(key, "payment")
    .filter(({ requestedAt }) => requestedAt !== null)
    .map((payment: PaymentTruth) => ({
      id: payment.id,
      orderNumber: payment.orderNumber,
      method: payment.method,
      gateway: payment.gateway,
      position: payment.position,
      requestedMinor: payment.amountMinor,
      requestedAt: payment.requestedAt,
      capturedMinor: payment.shop.capturedMinor,
      refundedMinor: payment.shop.refundedMinor,
    }));
}

function cardKeyFacts({
  id,
  issuedMinor,
  balanceMinor,
  openMinor,
  availableMinor,
  authorizations,
}: GiftCardTruth): Facts {
  return {
    id,
    issuedMinor,
    balanceMinor,
    openMinor,
    availableMinor,
    open: authorizations.flatMap((one) => (one.state === "open" ? [one.id] : [])).sort(),
  };
}

function licenseKeyFacts({
  id,
  state,
  product,
  kind,
  foreignId,
  lineItemId,
  previousId,
  generatedAt,
  validFrom,
  validUntil,
  activatedAt,
}: LicenseTruth): Facts {
  return {
    id,
    state,
    product,
    kind,
    foreignId,
    lineItemId,
    previousId,
    generatedAt,
    validFrom,
    validUntil,
    activatedAt,
  };
}

const STATES: Readonly<Record<string, string>> = { verified: "verified", failed: "failed" };

function replayKeyFacts(replay: ReplayTruth): Facts {
  const { id, foreignId, orderNumber, decision, branch, by, state } = replay;
  return { id, foreignId, orderNumber, decision, branch, by, state: STATES[state] ?? "open" };
}
