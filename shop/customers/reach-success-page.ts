import type { ShopContext } from "../context.ts";
import type { Transaction } from "../database/shop-database.ts";
import { ShopError } from "../errors.ts";
import { orderObjects, orderRow, type OrderRow } from "../orders/order-rows.ts";
import { findCart } from "../quotes/find-cart.ts";
import { assignCart } from "../quotes/give-cart.ts";
import { requireQuote } from "../quotes/quote-rows.ts";
import { randomDigits } from "../random/random-source.ts";
import type { Visitor } from "../visits/enter-visit.ts";
import { STOREFRONT_COMPONENT } from "../visits/tell-refusal.ts";
import { findCustomer, type Registration, registration } from "./customer-rows.ts";

const CUSTOMER_ID_DIGITS = 9;

/**
 * The success page of the visit's order. The account that a registering customer wanted is made here, and
 * nowhere else, and logged in. Reaching it again changes nothing. Throws `wrong-state` for a visit without
 * an order, or with one whose payment is not known.
 */
export function reachSuccessPage(shop: ShopContext, visitor: Visitor): void {
  shop.web.transaction((tx) => {
    const order = tx.get(
      orderRow,
      `SELECT * FROM orders WHERE transactionId = ? AND state NOT IN ('uncertain', 'unpaid')
       ORDER BY placedMs DESC, number DESC LIMIT 1`,
      visitor.visit.transactionId,
    );
    if (order === undefined) {
      throw new ShopError("wrong-state", "The visit has no order whose payment is known.");
    }
    if (order.successPageMs !== null) return;
    tx.run(
      "UPDATE orders SET successPageMs = ? WHERE number = ?",
      shop.clock.nowMs(),
      order.number,
    );
    tx.emit({
      type: "trace.recorded",
      transactionId: order.transactionId,
      objects: orderObjects(order),
      message: "The success page was reached.",
      attributes: { component: STOREFRONT_COMPONENT },
    });
    makeAccount(tx, shop, visitor, order);
  });
}

function makeAccount(tx: Transaction, shop: ShopContext, visitor: Visitor, order: OrderRow): void {
  const { session } = visitor;
  const { registration: text } = requireQuote(tx, order.quoteId);
  if (text === null) return;
  const wanted = registration.parse(JSON.parse(text));
  tx.run("UPDATE quotes SET registration = NULL WHERE id = ?", order.quoteId);
  if (findCustomer(tx, wanted.email) !== undefined) {
    tx.emit({
      type: "warning.recorded",
      transactionId: order.transactionId,
      objects: orderObjects(order),
      level: "warning",
      message: "No account was made: the address got one in another visit meanwhile.",
      attributes: { component: STOREFRONT_COMPONENT },
    });
    return;
  }
  const id = insertCustomer(tx, shop, wanted);
  tx.run("UPDATE orders SET customerId = ? WHERE number = ?", id, order.number);
  tx.run("UPDATE quotes SET customerId = ? WHERE id = ?", id, order.quoteId);
  const isLoggedIn = session.customerId !== null;
  // What was put in a cart since the order was placed stays the visitor's.
  const cart = isLoggedIn ? undefined : findCart(tx, session);
  if (!isLoggedIn) tx.run("UPDATE sessions SET customerId = ? WHERE id = ?", id, session.id);
  tx.emit({
    type: "customer.registered",
    transactionId: order.transactionId,
    objects: [{ type: "customer", id }, ...orderObjects(order)],
    outcome: "success",
    message: isLoggedIn
      ? "The account was made on the success page; another one is logged in."
      : "The account was made on the success page, and is logged in.",
  });
  if (cart?.state === "active") assignCart(tx, shop, visitor, cart, id);
}

function insertCustomer(tx: Transaction, shop: ShopContext, wanted: Registration): string {
  const id = `C${randomDigits(shop.random, CUSTOMER_ID_DIGITS)}`;
  tx.run(
    `INSERT INTO customers (id, email, passwordHash, firstName, lastName, registeredMs)
     VALUES (?, ?, ?, ?, ?, ?)`,
    id,
    wanted.email,
    wanted.passwordHash,
    wanted.firstName,
    wanted.lastName,
    shop.clock.nowMs(),
  );
  return id;
}
