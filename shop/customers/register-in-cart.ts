import type { ShopContext } from "../context.ts";
import { ShopError } from "../errors.ts";
import { requireActiveCart, touchCart } from "../quotes/open-cart.ts";
import { quoteObject } from "../quotes/quote-rows.ts";
import { stillOpen, type Visitor } from "../visits/enter-visit.ts";
import { STOREFRONT_COMPONENT } from "../visits/tell-refusal.ts";
import { findCustomer, type Registration } from "./customer-rows.ts";
import { hashPasswordAside } from "./password-hash.ts";

/**
 * Notes the account that the customer wants; until the success page, where it is made, the customer is
 * treated as a guest. Again, it replaces what was noted. Rejects with `cart-empty`, and with `wrong-state` for who is
 * logged in, for an address that has an account, and while the cart is being paid.
 */
export async function registerInCart(
  shop: ShopContext,
  visitor: Visitor,
  wanted: {
    readonly email: string;
    readonly password: string;
    readonly firstName: string;
    readonly lastName: string;
  },
): Promise<void> {
  const { email, password, firstName, lastName } = wanted;
  const cost = shop.settings.passwordHashCost;
  const passwordHash = await hashPasswordAside(shop.random, password, cost);
  const account: Registration = { email, passwordHash, firstName, lastName };
  shop.web.transaction((tx) => {
    const session = stillOpen(tx, shop, visitor);
    if (session.customerId !== null) {
      throw new ShopError("wrong-state", "Who is logged in has an account already.");
    }
    if (findCustomer(tx, email) !== undefined) {
      throw new ShopError("wrong-state", "There is an account with this address: log in.");
    }
    const quote = requireActiveCart(tx, visitor);
    touchCart(tx, shop, visitor, quote.id);
    tx.run(
      "UPDATE quotes SET customerKind = 'registering', registration = ? WHERE id = ?",
      JSON.stringify(account),
      quote.id,
    );
    tx.emit({
      type: "trace.recorded",
      transactionId: visitor.visit.transactionId,
      objects: [quoteObject(quote)],
      message: "The customer registers in the cart; the account is made on the success page.",
      attributes: { component: STOREFRONT_COMPONENT, customerKind: "registering" },
    });
  });
}
