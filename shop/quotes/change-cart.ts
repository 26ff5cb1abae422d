import type { ShopContext } from "../context.ts";
import type { Transaction } from "../database/shop-database.ts";
import { ShopError } from "../errors.ts";
import { randomDigits } from "../random/random-source.ts";
import { CART_ITEMS_MAX, ITEM_QUANTITY_MAX } from "../storefront/operations.ts";
import type { Visitor } from "../visits/enter-visit.ts";
import { findProduct, type ProductRow } from "../visits/product-rows.ts";
import { findCart } from "./find-cart.ts";
import { type CartItem, itemsOf, quoteObject, type QuoteRow, requireQuote } from "./quote-rows.ts";

const QUOTE_ID_DIGITS = 10;

/** Lines of an order: each digital piece is one. The event of an order stays far below a ledger's line. */
export const ORDER_LINES_MAX = 100;

/** What is to be put in a cart. */
export interface NewItem {
  readonly product: string;
  readonly quantity: number;
  readonly survey?: Readonly<Record<string, string>>;
  readonly previousLicenseId?: string;
}

/**
 * Puts a product in the visitor's cart; the first one creates the cart. Throws `not-found` for a product that
 * is not there, `invalid-request` for what does not suit the product or is too much, `wrong-state` while the
 * cart is being paid.
 */
export function addItem(shop: ShopContext, visitor: Visitor, item: NewItem): void {
  const product = findProduct(shop.web, item.product);
  if (product === undefined) throw new ShopError("not-found", "There is no such product.");
  refuseUnsuited(product, item);
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
    const quantity = itemsOf(tx, quote.id)
      .filter((item) => item.product === product)
      .reduce((sum, item) => sum + item.quantity, 0);
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

/** What was in the cart is gone, and a number that it held with it. */
export function endEmptied(
  tx: Transaction,
  { visit }: Visitor,
  quote: QuoteRow,
  message: string,
): void {
  const quantity = itemsOf(tx, quote.id).reduce((sum, item) => sum + item.quantity, 0);
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

function openCart(tx: Transaction, shop: ShopContext, visitor: Visitor): QuoteRow {
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

/** More of the same counts together, unless each has its own survey or license. */
export function putItem(
  tx: Transaction,
  quoteId: string,
  item: Pick<CartItem, "product" | "quantity" | "survey" | "previousLicenseId">,
): void {
  const items = itemsOf(tx, quoteId);
  const same = items.find(
    (present) =>
      present.product === item.product &&
      present.survey === item.survey &&
      present.previousLicenseId === null &&
      item.previousLicenseId === null,
  );
  if (same !== undefined) {
    tx.run(
      "UPDATE quoteItems SET quantity = ? WHERE quoteId = ? AND position = ?",
      same.quantity + item.quantity,
      quoteId,
      same.position,
    );
    return;
  }
  tx.run(
    `INSERT INTO quoteItems (quoteId, position, product, quantity, survey, previousLicenseId)
     VALUES (?, (SELECT coalesce(max(position), 0) + 1 FROM quoteItems WHERE quoteId = ?), ?, ?, ?, ?)`,
    quoteId,
    quoteId,
    item.product,
    item.quantity,
    item.survey,
    item.previousLicenseId,
  );
}

function refuseUnsuited(product: ProductRow, item: NewItem): void {
  if (item.survey !== undefined && product.kind !== "giftCard") {
    throw new ShopError("invalid-request", "Only a gift card has a survey.");
  }
  if (item.previousLicenseId === undefined) return;
  if (product.kind !== "license") {
    throw new ShopError("invalid-request", "Only a license can renew a license.");
  }
  if (item.quantity > 1) {
    throw new ShopError("invalid-request", "A license is renewed by one license.");
  }
}

/** Throws `invalid-request` for more than a cart may hold. */
export function refuseTooMuch(items: readonly CartItem[]): void {
  if (items.length > CART_ITEMS_MAX) {
    throw new ShopError("invalid-request", `A cart has ${CART_ITEMS_MAX} items at most.`);
  }
  if (items.some(({ quantity }) => quantity > ITEM_QUANTITY_MAX)) {
    throw new ShopError("invalid-request", `Of one item, ${ITEM_QUANTITY_MAX} can be bought.`);
  }
  const lines = items.reduce(
    (sum, { kind, quantity }) => sum + (kind === "physical" ? 1 : quantity),
    0,
  );
  if (lines > ORDER_LINES_MAX) {
    throw new ShopError("invalid-request", `An order has ${ORDER_LINES_MAX} lines at most.`);
  }
}

/** Tells that so many of a product came into the cart, or went out of it. */
export function tellItem(
  tx: Transaction,
  { visit }: Visitor,
  quote: QuoteRow,
  product: string,
  quantity: number,
  type: "quote.itemAdded" | "quote.itemRemoved",
): void {
  tx.emit({
    type,
    transactionId: visit.transactionId,
    objects: [quoteObject(quote), { type: "product", id: product }],
    message:
      type === "quote.itemAdded"
        ? "A product was put in the cart."
        : "A product was taken out of the cart.",
    attributes: { quantity },
  });
}
