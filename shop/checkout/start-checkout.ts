import type { ShopContext } from "../context.ts";
import { ShopError } from "../errors.ts";
import { requireActiveCart, touchCart } from "../quotes/open-cart.ts";
import { itemsOf, quoteObject } from "../quotes/quote-rows.ts";
import type { Visitor } from "../visits/enter-visit.ts";

/** The visitor proceeds to checkout, as guest, registering or logged in. Throws `cart-empty`, `wrong-state`. */
export function startCheckout(shop: ShopContext, visitor: Visitor): void {
  shop.web.transaction((tx) => {
    const quote = requireActiveCart(tx, visitor);
    if (itemsOf(tx, quote.id).length === 0) {
      throw new ShopError("cart-empty", "There is nothing in the cart.");
    }
    touchCart(tx, shop, visitor, quote.id);
    tx.emit({
      type: "checkout.started",
      transactionId: visitor.visit.transactionId,
      objects: [quoteObject(quote)],
      message: "The customer proceeded to checkout.",
      attributes: { store: quote.store, customerKind: quote.customerKind },
    });
  });
}
