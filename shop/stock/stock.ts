import { z } from "zod";
import type { ShopContext } from "../context.ts";
import type { Reads, Transaction } from "../database/shop-database.ts";
import { ShopError } from "../errors.ts";
import type { ShopEvent } from "../events/shop-event.ts";
import { orderObjects } from "../orders/order-rows.ts";

const kindRow = z.object({ kind: z.string() });
const availableRow = z.object({ available: z.number() });

export interface StockOrder {
  readonly orderNumber: string;
  readonly foreignId: string;
  readonly transactionId: string;
  /** All lines of the cart; only physical products need stock. */
  readonly lines: readonly { readonly product: string; readonly quantity: number }[];
}

const reservationRow = z.object({
  orderNumber: z.string(),
  product: z.string(),
  quantity: z.number(),
  state: z.enum(["held", "released", "shipped"]),
  foreignId: z.string(),
  transactionId: z.string(),
});
type Reservation = z.infer<typeof reservationRow>;

/** Says how many pieces of a product are in the warehouse. Throws `invalid-request` for less than none. */
export function setStock(tx: Transaction, product: string, onHand: number): void {
  if (!Number.isSafeInteger(onHand) || onHand < 0) {
    throw new ShopError("invalid-request", `Stock is counted from 0, not ${onHand}.`);
  }
  tx.run("INSERT OR REPLACE INTO stock (product, onHand) VALUES (?, ?)", product, onHand);
}

/** Pieces that are neither sold nor set aside; a product that was never counted has none. */
export function availableStock(reads: Reads, product: string): number {
  const row = reads.get(
    availableRow,
    `SELECT coalesce((SELECT onHand FROM stock WHERE product = ?), 0)
       - coalesce((SELECT sum(quantity) FROM stockReservations
                   WHERE product = ? AND state = 'held'), 0) AS available`,
    product,
    product,
  );
  return row?.available ?? 0;
}

/**
 * Sets aside what an order needs, before it is paid; an order under the same number that was declined
 * before gets its pieces anew. All or nothing: throws `out-of-stock`, `detail.product` being the first that
 * lacks.
 */
export function reserveStock(tx: Transaction, _shop: ShopContext, order: StockOrder): void {
  const needed = new Map<string, number>();
  for (const { product, quantity } of order.lines) {
    if (isPhysical(tx, product)) needed.set(product, (needed.get(product) ?? 0) + quantity);
  }
  for (const held of reservationsOf(tx, order.orderNumber, "held")) {
    if (needed.get(held.product) === held.quantity) needed.delete(held.product);
    else release(tx, held);
  }
  for (const [product, quantity] of needed) {
    if (availableStock(tx, product) < quantity) {
      throw new ShopError("out-of-stock", `There are not ${quantity} of ${product} in stock.`, {
        detail: { product, quantity },
      });
    }
    const reservation: Reservation = { ...order, product, quantity, state: "held" };
    tx.run(
      `INSERT OR REPLACE INTO stockReservations
         (orderNumber, product, quantity, state, foreignId, transactionId)
       VALUES (?, ?, ?, 'held', ?, ?)`,
      order.orderNumber,
      product,
      quantity,
      order.foreignId,
      order.transactionId,
    );
    tx.emit(stockEvent("stock.reserved", reservation, `${quantity} of ${product} were set aside.`));
  }
}

/**
 * Gives back what an order that is not (or no longer) going to be paid holds. Doing it again changes
 * nothing.
 */
export function releaseStock(tx: Transaction, shop: ShopContext, orderNumber: string): void {
  const held = reservationsOf(tx, orderNumber, "held");
  const first = held[0];
  if (first === undefined) return;
  const order = orderObjects({ number: orderNumber, foreignId: first.foreignId });
  if (shop.faults.strikes("stock.held-unpaid", order)) return;
  for (const reservation of held) release(tx, reservation);
}

/** What the order holds leaves the warehouse. Doing it again changes nothing. */
export function shipStock(tx: Transaction, _shop: ShopContext, orderNumber: string): void {
  for (const { product, quantity } of reservationsOf(tx, orderNumber, "held")) {
    tx.run("UPDATE stock SET onHand = onHand - ? WHERE product = ?", quantity, product);
    tx.run(
      "UPDATE stockReservations SET state = 'shipped' WHERE orderNumber = ? AND product = ?",
      orderNumber,
      product,
    );
  }
}

function release(tx: Transaction, reservation: Reservation): void {
  const { orderNumber, product, quantity } = reservation;
  tx.run(
    "UPDATE stockReservations SET state = 'released' WHERE orderNumber = ? AND product = ?",
    orderNumber,
    product,
  );
  tx.emit(stockEvent("stock.released", reservation, `${quantity} of ${product} were given back.`));
}

function reservationsOf(
  reads: Reads,
  orderNumber: string,
  state: Reservation["state"],
): Reservation[] {
  return reads.all(
    reservationRow,
    "SELECT * FROM stockReservations WHERE orderNumber = ? AND state = ? ORDER BY product",
    orderNumber,
    state,
  );
}

function isPhysical(reads: Reads, product: string): boolean {
  const row = reads.get(kindRow, "SELECT kind FROM products WHERE code = ?", product);
  return row?.kind === "physical";
}

function stockEvent(type: string, reservation: Reservation, message: string): ShopEvent {
  const { orderNumber, foreignId, transactionId, product, quantity } = reservation;
  return {
    type,
    transactionId,
    objects: [
      ...orderObjects({ number: orderNumber, foreignId }),
      { type: "product", id: product },
    ],
    message,
    attributes: { quantity },
  };
}
