import type { ShopContext } from "../context.ts";
import { ShopError } from "../errors.ts";
import { planRefund } from "../payments/refund-payments.ts";
import { type OrderClaim, requireClaimed } from "./cancel-order.ts";
import { type LineRow, linesOf, type OrderState, requireOrder } from "./order-rows.ts";
import { markReturned } from "./order-state.ts";

/** What is returned, and what is given back for it. */
export interface ReturnedOrder {
  readonly orderNumber: string;
  readonly state: OrderState;
  readonly refundedMinor: number;
  readonly currency: string;
}

/**
 * Takes delivered lines back, all that can be unless some are named; their amount goes back to the methods
 * that were paid with. The same lines again change nothing. Throws `not-found`, and `wrong-state` for lines
 * that are not delivered and for gift cards, whose money may be spent.
 */
export function returnOrder(
  shop: ShopContext,
  { lineItemIds, ...claim }: OrderClaim & { readonly lineItemIds?: readonly string[] | undefined },
): ReturnedOrder {
  return shop.web.transaction((tx) => {
    const { number, currency } = requireClaimed(tx, claim);
    const lines = chooseLines(linesOf(tx, number), lineItemIds);
    markReturned(
      tx,
      shop,
      number,
      lines.map(({ lineItemId }) => lineItemId),
    );
    const amountMinor = lines.reduce((sum, line) => sum + line.amountMinor, 0);
    // A line is returned once, so the first of them tells this return from every other.
    const key = `return-${number}-${lines[0]?.lineItemId ?? ""}`;
    const refundedMinor = planRefund(tx, shop, { orderNumber: number, amountMinor, key });
    const { state } = requireOrder(tx, number);
    return { orderNumber: number, state, refundedMinor, currency };
  });
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
