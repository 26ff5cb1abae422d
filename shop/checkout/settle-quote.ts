import type { ShopContext } from "../context.ts";
import type { Transaction } from "../database/shop-database.ts";
import { ShopError } from "../errors.ts";
import { writeOrderDocuments } from "../documents/write-order-documents.ts";
import { checkUnpaidFulfillment } from "../fulfillment/fulfill-unpaid.ts";
import { insertOrder } from "../orders/insert-order.ts";
import { markPaid, markUncertain } from "../orders/order-state.ts";
import { paymentOutcome } from "../payments/payment-outcome.ts";
import { expireQuote } from "../quotes/expire-sessions.ts";
import { type QuoteRow, requireQuote } from "../quotes/quote-rows.ts";
import { releaseStock } from "../stock/stock.ts";
import type { PlacedAnswer } from "../storefront/operations.ts";
import { findSession, isOver } from "../visits/visit-rows.ts";
import { noteAnswer } from "./idempotent-answers.ts";
import { type Placing, readPlacing } from "./placing.ts";

/** How the payment of a quote came out. */
export interface PaidOutcome {
  readonly outcome: "paid" | "declined" | "uncertain" | "pending";
  readonly reason?: string;
}

/**
 * How the payment of an order number came out. `whileOpen` counts where there was more to ask. It is read in
 * the transaction that acts on it: a gateway may have called back since it was asked.
 */
export function outcomeOf(
  tx: Transaction,
  orderNumber: string,
  whileOpen: PaidOutcome,
): PaidOutcome {
  const { outcome, ...reason } = paymentOutcome(tx, orderNumber);
  return outcome === "open" ? whileOpen : { outcome, ...reason };
}

/**
 * Ends the payment of a quote: declined, it is a cart again and keeps its number; else it becomes an order.
 * The answer for who placed it. Throws `wrong-state` for a quote that is not being paid.
 */
export function settleQuote(
  tx: Transaction,
  shop: ShopContext,
  quoteId: string,
  { outcome, reason }: PaidOutcome,
): PlacedAnswer {
  const quote = requireQuote(tx, quoteId);
  if (quote.state !== "paying" || quote.orderNumber === null) {
    throw new ShopError("wrong-state", "The cart is not being paid.");
  }
  const placed = readPlacing(quote);
  const orderNumber = quote.orderNumber;
  if (outcome === "declined") giveBack(tx, shop, quote, orderNumber);
  else makeOrder(tx, shop, quote, { ...placed, number: orderNumber }, outcome);
  const answer: PlacedAnswer = {
    outcome: outcome === "declined" || outcome === "uncertain" ? outcome : "placed",
    orderNumber,
    foreignId: outcome === "declined" ? null : placed.foreignId,
    ...(reason === undefined ? {} : { reason }),
  };
  if (placed.answerKey !== null) noteAnswer(tx, placed.answerKey, answer);
  return answer;
}

function makeOrder(
  tx: Transaction,
  shop: ShopContext,
  quote: QuoteRow,
  order: Placing & { readonly number: string },
  outcome: "paid" | "uncertain" | "pending",
): void {
  insertOrder(tx, shop, quote, order);
  if (outcome === "uncertain") markUncertain(tx, shop, order.number);
  writeOrderDocuments(tx, shop, order.number);
  if (outcome === "paid") markPaid(tx, shop, order.number);
  else checkUnpaidFulfillment(tx, shop, order.number);
}

/** The visitor may try again, under the same number; one whose session ended meanwhile never can. */
function giveBack(tx: Transaction, shop: ShopContext, quote: QuoteRow, orderNumber: string): void {
  const nowMs = shop.clock.nowMs();
  tx.run(
    "UPDATE quotes SET state = 'active', placing = NULL, updatedMs = ? WHERE id = ?",
    nowMs,
    quote.id,
  );
  releaseStock(tx, shop, orderNumber);
  if (quote.customerKind === "registered") return;
  const session = findSession(tx, quote.sessionId);
  if (session === undefined || isOver(session, nowMs)) expireQuote(tx, shop, quote);
}
