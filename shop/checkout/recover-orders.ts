import type { ShopContext } from "../context.ts";
import type { Transaction } from "../database/shop-database.ts";
import { paymentOutcome } from "../payments/payment-outcome.ts";
import { releasePayments } from "../payments/release-payments.ts";
import { quoteRow } from "../quotes/quote-rows.ts";
import { outcomeOf, type PaidOutcome, settleQuote } from "./settle-quote.ts";

/** Why an order was not placed that a crash came between: nobody waits for it any more. */
const INTERRUPTED = "interrupted";

/**
 * Ends what a crash left in the middle of a payment: each such quote becomes an order that is complete or
 * uncertain, or is a quote again, what was taken for it being given back. Needs `recoverPayments` first, which
 * asks the gateways. Answers how many there were. Not while orders are being placed.
 */
export function recoverOrders(shop: ShopContext): number {
  const left = shop.web.all(
    quoteRow,
    "SELECT * FROM quotes WHERE state = 'paying' ORDER BY updatedMs, id",
  );
  for (const { id, orderNumber } of left) {
    shop.web.transaction((tx) => {
      settleQuote(tx, shop, id, outcomeAfterCrash(tx, shop, orderNumber));
    });
  }
  return left.length;
}

function outcomeAfterCrash(
  tx: Transaction,
  shop: ShopContext,
  orderNumber: string | null,
): PaidOutcome {
  if (orderNumber === null) return { outcome: "declined", reason: INTERRUPTED };
  const { outcome } = paymentOutcome(tx, orderNumber);
  // A refusal that was found only now has released nothing of the methods before it.
  if (outcome === "open" || outcome === "declined") releasePayments(tx, shop, orderNumber);
  return outcomeOf(tx, orderNumber, { outcome: "declined", reason: INTERRUPTED });
}
