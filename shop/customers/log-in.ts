import type { ShopContext } from "../context.ts";
import type { Transaction } from "../database/shop-database.ts";
import { ShopError } from "../errors.ts";
import { refuseWhilePaying } from "../quotes/open-cart.ts";
import { findCart, findCustomerCart } from "../quotes/find-cart.ts";
import { assignCart, mergeCarts, returnCart } from "../quotes/give-cart.ts";
import { stillOpen, type Visitor } from "../visits/enter-visit.ts";
import { STOREFRONT_COMPONENT } from "../visits/tell-refusal.ts";
import { addressSubject, GUESSES_ADVICE, isGuessedOut, noteGuess } from "./guesses.ts";
import { findCustomer } from "./customer-rows.ts";
import { isPasswordAside } from "./password-hash.ts";

/**
 * Logs the visitor's session in. The cart of the session becomes the customer's; a cart that the customer
 * left earlier comes back, and takes the session's in. Rejects with `unauthorized`, also for who guessed too often, and with `wrong-state`
 * for a session of another customer and while one of the carts is being paid.
 */
export async function logIn(
  shop: ShopContext,
  visitor: Visitor,
  { email, password }: { readonly email: string; readonly password: string },
): Promise<void> {
  const customer = findCustomer(shop.web, email);
  const stored = customer?.passwordHash ?? null;
  const isRight = await isPasswordAside(password, stored, shop.settings.passwordHashCost);
  const subject = addressSubject("password", email);
  const isLocked = isGuessedOut(shop.web, shop, subject);
  if (!isRight || customer === undefined || isLocked) {
    if (!isLocked) shop.web.transaction((tx) => noteGuess(tx, shop, [subject]));
    throw new ShopError(
      "unauthorized",
      `The address or the password is not right. ${GUESSES_ADVICE}`,
    );
  }
  shop.web.transaction((tx) => {
    const session = stillOpen(tx, shop, visitor);
    if (session.customerId === customer.id) return;
    if (session.customerId !== null) {
      throw new ShopError("wrong-state", "Another customer is logged in.");
    }
    giveCart(tx, shop, { ...visitor, session }, customer.id);
  });
}

function giveCart(tx: Transaction, shop: ShopContext, visitor: Visitor, customerId: string): void {
  const { session } = visitor;
  const own = findCart(tx, session);
  const earlier = findCustomerCart(tx, customerId, session.store);
  for (const quote of [own, earlier]) if (quote !== undefined) refuseWhilePaying(quote);
  tx.run("UPDATE sessions SET customerId = ? WHERE id = ?", customerId, session.id);
  tx.emit({
    type: "trace.recorded",
    transactionId: visitor.visit.transactionId,
    objects: [{ type: "customer", id: customerId }],
    message: "The customer logged in.",
    attributes: { component: STOREFRONT_COMPONENT },
  });
  if (earlier !== undefined) returnCart(tx, shop, visitor, earlier, customerId);
  if (own === undefined) return;
  if (earlier === undefined) assignCart(tx, shop, visitor, own, customerId);
  else mergeCarts(tx, visitor, own, earlier);
}
