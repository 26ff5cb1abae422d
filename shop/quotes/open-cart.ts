import type { ShopContext } from "../context.ts";
import type { Transaction } from "../database/shop-database.ts";
import { ShopError } from "../errors.ts";
import { randomDigits } from "../random/random-source.ts";
import type { Visitor } from "../visits/enter-visit.ts";
import { findCart } from "./find-cart.ts";
import { quantityIn, quoteObject, type QuoteRow, requireQuote } from "./quote-rows.ts";

const QUOTE_ID_DIGITS = 10;

/** The visitor's cart, made where there is none. Throws `wrong-state` while it is being paid. */
export function openCart(tx: Transaction, shop: ShopContext, visitor: Visitor): QuoteRow {
  const { visit, session } = visitor;
  const open = findCart(tx, session);
  if (open !== undefined) {
    refuseWhilePaying(open);
    return open;
  }
  const id = `Q${randomDigits(shop.random, QUOTE_ID_DIGITS)}`;
  const customerKind = session.customerId === null ? "guest" : "registered";
  const nowMs = shop.clock.nowMs();
  tx.run(
    `INSERT INTO quotes (id, store, sessionId, customerId, customerKind, transactionId, state,
       createdMs, updatedMs) VALUES (?, ?, ?, ?, ?, ?, 'active', ?, ?)`,
    id,
    session.store,
    session.id,
    session.customerId,
    customerKind,
    visit.transactionId,
    nowMs,
    nowMs,
  );
  tx.emit({
    type: "quote.created",
    transactionId: visit.transactionId,
    objects: [
      quoteObject({ id }),
      ...(session.customerId === null ? [] : [{ type: "customer", id: session.customerId }]),
    ],
    message: "The first product was put in a cart.",
    attributes: { store: session.store, customerKind },
  });
  return requireQuote(tx, id);
}

/** The visitor's cart, which may be changed. Throws `cart-empty` without one, `wrong-state` while it is paid. */
export function requireActiveCart(tx: Transaction, { session }: Visitor): QuoteRow {
  const quote = findCart(tx, session);
  if (quote === undefined) throw new ShopError("cart-empty", "There is nothing in the cart.");
  refuseWhilePaying(quote);
  return quote;
}

export function refuseWhilePaying({ state }: QuoteRow): void {
  if (state !== "paying") return;
  throw new ShopError("wrong-state", "The cart is being paid: its order is known in a moment.");
}

/** From here on the visit is the one that acts on the cart. */
export function touchCart(
  tx: Transaction,
  shop: ShopContext,
  { visit, session }: Visitor,
  quoteId: string,
): void {
  tx.run(
    "UPDATE quotes SET transactionId = ?, sessionId = ?, updatedMs = ? WHERE id = ?",
    visit.transactionId,
    session.id,
    shop.clock.nowMs(),
    quoteId,
  );
  tx.run("UPDATE visits SET quoteId = ? WHERE transactionId = ?", quoteId, visit.transactionId);
}

/** What was in the cart is gone, and a number that it held with it. */
export function endEmptied(
  tx: Transaction,
  { visit }: Visitor,
  quote: QuoteRow,
  message: string,
): void {
  const quantity = quantityIn(tx, quote.id);
  tx.run("DELETE FROM quoteItems WHERE quoteId = ?", quote.id);
  tx.run("UPDATE quotes SET state = 'emptied', registration = NULL WHERE id = ?", quote.id);
  tx.emit({
    type: "quote.emptied",
    transactionId: visit.transactionId,
    objects: [quoteObject(quote)],
    message,
    attributes: { quantity },
  });
}
