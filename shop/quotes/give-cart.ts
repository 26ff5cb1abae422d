import type { ShopContext } from "../context.ts";
import type { Transaction } from "../database/shop-database.ts";
import type { Visitor } from "../visits/enter-visit.ts";
import { putItem, refuseTooMuch, tellItem } from "./cart-items.ts";
import { endEmptied, touchCart } from "./open-cart.ts";
import { itemsOf, quoteObject, type QuoteRow } from "./quote-rows.ts";

/** The cart of the session becomes that of the customer who logged in, and lasts until it is emptied. */
export function assignCart(
  tx: Transaction,
  shop: ShopContext,
  visitor: Visitor,
  quote: QuoteRow,
  customerId: string,
): void {
  touchCart(tx, shop, visitor, quote.id);
  tx.run(
    `UPDATE quotes SET customerId = ?, customerKind = 'registered', registration = NULL
     WHERE id = ?`,
    customerId,
    quote.id,
  );
  tellAssigned(tx, visitor, quote, customerId, "The cart was given to the customer who logged in.");
}

/** A cart that the customer left, perhaps weeks ago, is there again; a number reserved for it still is. */
export function returnCart(
  tx: Transaction,
  shop: ShopContext,
  visitor: Visitor,
  quote: QuoteRow,
  customerId: string,
): void {
  touchCart(tx, shop, visitor, quote.id);
  tellAssigned(tx, visitor, quote, customerId, "The cart that the customer had left came back.");
}

/**
 * Puts what is in `from` into `into`. `from` is empty then; a number that it held stays with it, unused.
 * Throws `invalid-request` where it is too much for one cart.
 */
export function mergeCarts(
  tx: Transaction,
  visitor: Visitor,
  from: QuoteRow,
  into: QuoteRow,
): void {
  for (const { product, quantity, survey, previousLicenseId } of itemsOf(tx, from.id)) {
    putItem(tx, into.id, { product, quantity, survey, previousLicenseId });
    tellItem(tx, visitor, into, product, quantity, "quote.itemAdded");
  }
  refuseTooMuch(itemsOf(tx, into.id));
  endEmptied(tx, visitor, from, "The cart was put into the one that the customer had left.");
}

function tellAssigned(
  tx: Transaction,
  { visit }: Visitor,
  quote: QuoteRow,
  customerId: string,
  message: string,
): void {
  tx.emit({
    type: "quote.assigned",
    transactionId: visit.transactionId,
    objects: [quoteObject(quote), { type: "customer", id: customerId }],
    message,
    attributes: { store: quote.store },
  });
}
