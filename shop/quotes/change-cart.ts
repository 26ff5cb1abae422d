import type { ShopContext } from "../context.ts";
import { ShopError } from "../errors.ts";
import type { Visitor } from "../visits/enter-visit.ts";
import { findProduct } from "../visits/product-rows.ts";
import { type NewItem, putItem, refuseTooMuch, refuseUnsuited, tellItem } from "./cart-items.ts";
import { endEmptied, openCart, requireActiveCart, touchCart } from "./open-cart.ts";
import { itemsOf, quantityIn, requireQuote } from "./quote-rows.ts";

/**
 * Puts a product in the visitor's cart; the first one creates the cart. Throws `not-found` for a product that
 * is not there, `invalid-request` for what does not suit the product or is too much, `wrong-state` while the
 * cart is being paid.
 */
export function addItem(shop: ShopContext, visitor: Visitor, item: NewItem): void {
  const product = findProduct(shop.web, item.product);
  if (product === undefined) throw new ShopError("not-found", "There is no such product.");
  refuseUnsuited(shop, visitor.session.store, product, item);
  shop.web.transaction((tx) => {
    const quote = openCart(tx, shop, visitor);
    putItem(tx, quote.id, {
      product: product.code,
      quantity: item.quantity,
      survey: item.survey === undefined ? null : JSON.stringify(item.survey),
      previousLicenseId: item.previousLicenseId ?? null,
    });
    refuseTooMuch(itemsOf(tx, quote.id));
    touchCart(tx, shop, visitor, quote.id);
    tellItem(tx, visitor, quote, product.code, item.quantity, "quote.itemAdded");
  });
}

/** Takes all of a product out of the cart. Throws `not-found` where it is not in it, `wrong-state`. */
export function removeItem(shop: ShopContext, visitor: Visitor, product: string): void {
  shop.web.transaction((tx) => {
    const quote = requireActiveCart(tx, visitor);
    const quantity = quantityIn(tx, quote.id, product);
    if (quantity === 0) throw new ShopError("not-found", "The product is not in the cart.");
    tx.run("DELETE FROM quoteItems WHERE quoteId = ? AND product = ?", quote.id, product);
    touchCart(tx, shop, visitor, quote.id);
    tellItem(tx, visitor, quote, product, quantity, "quote.itemRemoved");
  });
}

/** Empties the cart, which ends it: with the next product a new one begins. Throws `cart-empty`, `wrong-state`. */
export function emptyCart(shop: ShopContext, visitor: Visitor): void {
  shop.web.transaction((tx) => {
    const quote = requireActiveCart(tx, visitor);
    touchCart(tx, shop, visitor, quote.id);
    endEmptied(tx, visitor, requireQuote(tx, quote.id), "The cart was emptied.");
  });
}
