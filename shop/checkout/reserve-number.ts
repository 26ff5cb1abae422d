import { z } from "zod";
import {
  foreignIdOf,
  orderNumberOf,
  sequenceOf,
  SEQUENCE_MIN,
} from "#domain/numbering/numbers-of-sequence.ts";
import type { ShopContext } from "../context.ts";
import type { Transaction } from "../database/shop-database.ts";
import { ShopError } from "../errors.ts";
import { orderObjects } from "../orders/order-rows.ts";
import { quoteObject, type QuoteRow } from "../quotes/quote-rows.ts";
import { ORDER_NUMBER_DIGITS, type Store } from "../settings.ts";
import { storeOf } from "../visits/find-store.ts";

const sequenceRow = z.object({ sequence: z.number() });

/** An order's number, its place in the sequence of its store, and its foreign ID. */
export interface ReservedNumber {
  readonly number: string;
  readonly foreignId: string;
  readonly sequence: number;
}

/**
 * The number of a quote: the one it holds already, be it from weeks ago, else the store's next. A number is
 * given once, and none is left out, for it is given in the transaction that notes who holds it.
 */
export function reserveNumber(tx: Transaction, shop: ShopContext, quote: QuoteRow): ReservedNumber {
  const store = storeOf(shop, quote);
  if (quote.orderNumber !== null) {
    return numbersOf(store, sequenceOf(store.numberPrefix, quote.orderNumber));
  }
  const reserved = numbersOf(store, takeNext(tx, store));
  tx.run(
    "UPDATE quotes SET orderNumber = ?, numberReservedMs = ? WHERE id = ?",
    reserved.number,
    shop.clock.nowMs(),
    quote.id,
  );
  tx.emit({
    type: "order.numberReserved",
    transactionId: quote.transactionId,
    objects: [quoteObject(quote), ...orderObjects(reserved)],
    message: "An order number was reserved for the cart.",
    attributes: { store: store.code, sequence: reserved.sequence },
  });
  return reserved;
}

function takeNext(tx: Transaction, { code }: Store): number {
  const row = tx.get(
    sequenceRow,
    `INSERT INTO numberSequences (store, next) VALUES (?, ?)
     ON CONFLICT (store) DO UPDATE SET next = next + 1 RETURNING next - 1 AS sequence`,
    code,
    SEQUENCE_MIN + 1,
  );
  if (row === undefined) throw new ShopError("internal", "No order number was given.");
  return row.sequence;
}

function numbersOf(store: Store, sequence: number): ReservedNumber {
  return {
    number: orderNumberOf(store.numberPrefix, sequence, ORDER_NUMBER_DIGITS),
    foreignId: foreignIdOf(store.foreignIdPrefix, sequence),
    sequence,
  };
}
