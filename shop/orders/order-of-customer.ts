import type { ShopContext } from "../context.ts";
import { addressSubject, GUESSES_ADVICE, isGuessedOut, noteGuess } from "../customers/guesses.ts";
import { ShopError } from "../errors.ts";
import { emitUnattributed } from "../visits/tell-refusal.ts";
import { findOrder, type OrderRow } from "./order-rows.ts";

/**
 * The order, for somebody who shows by the address that it was placed with to be its customer. Throws
 * `not-found` for an order that is not there, for one that is somebody else's, and for whoever guessed too
 * often, alike; each refusal is recorded.
 */
export function requireOrderOf(
  shop: ShopContext,
  operation: string,
  { orderNumber, email }: { readonly orderNumber: string; readonly email: string },
): OrderRow {
  const subjects = [`order/${orderNumber}`, addressSubject("order", email)];
  const found = shop.web.transaction((tx) => {
    const order = findOrder(tx, orderNumber);
    const isLocked = subjects.some((subject) => isGuessedOut(tx, shop, subject));
    if (order !== undefined && !isLocked && isPlacedWith(order, email)) return order;
    emitUnattributed(tx, operation, isLocked ? "too many guesses" : "order and address differ");
    if (!isLocked) noteGuess(tx, shop, subjects);
    return null;
  });
  if (found !== null) return found;
  throw new ShopError(
    "not-found",
    `There is no order of this number and address. ${GUESSES_ADVICE}`,
  );
}

function isPlacedWith(order: OrderRow, email: string): boolean {
  return order.email.toLowerCase() === email.toLowerCase();
}
