import type { ShopContext } from "../context.ts";
import type { Transaction } from "../database/shop-database.ts";
import { ShopError } from "../errors.ts";
import { decidedRefund, planRefund } from "../payments/refund-payments.ts";
import { type LineRow, linesOf, type OrderState, requireOrder } from "./order-rows.ts";
import { markReturned } from "./order-state.ts";

/**
 * Takes delivered lines of an order back, all that can be where none are named. Their price is given back to
 * the methods that were paid with, the last in the cart first, each up to what it captured; a gift card's
 * share to that card. Answers the order's state and what is given back. The same lines again change nothing.
 * Throws `not-found` for a line of another order, `wrong-state` for lines that are not delivered and for gift
 * cards, whose money may be spent.
 */
export function returnOrder(
  tx: Transaction,
  shop: ShopContext,
  orderNumber: string,
  lineItemIds?: readonly string[],
): { state: OrderState; refundedMinor: number } {
  const lines = chooseLines(linesOf(tx, orderNumber), lineItemIds);
  // A line is returned once, so the first one tells this return from every other.
  const key = `return/${lines[0]?.lineItemId ?? orderNumber}`;
  const returned = markReturned(
    tx,
    shop,
    orderNumber,
    lines.map(({ lineItemId }) => lineItemId),
  );
  const amountMinor = returned.reduce((sum, line) => sum + line.amountMinor, 0);
  const refundedMinor =
    returned.length === 0
      ? (decidedRefund(tx, key) ?? 0)
      : planRefund(tx, shop, { orderNumber, amountMinor, key });
  return { state: requireOrder(tx, orderNumber).state, refundedMinor };
}

/** The lines to take back, in the order's order: all in one state, delivered or returned already. */
function chooseLines(
  lines: readonly LineRow[],
  lineItemIds: readonly string[] | undefined,
): LineRow[] {
  if (lineItemIds === undefined) {
    const all = lines.filter(({ state, kind }) => state === "delivered" && kind !== "giftCard");
    if (all.length > 0) return all;
    throw new ShopError("wrong-state", "There is nothing to return.");
  }
  const chosen = lines.filter(({ lineItemId }) => lineItemIds.includes(lineItemId));
  if (chosen.length < new Set(lineItemIds).size) {
    throw new ShopError("not-found", "The order has no such line.");
  }
  if (chosen.some(({ kind }) => kind === "giftCard")) {
    throw new ShopError("wrong-state", "A gift card that was issued cannot be returned.");
  }
  const isAgain = chosen.every(({ state }) => state === "returned");
  if (!isAgain && chosen.some(({ state }) => state !== "delivered")) {
    throw new ShopError("wrong-state", "Only what was delivered can be returned, and only once.");
  }
  return chosen;
}
