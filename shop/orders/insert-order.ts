import type { Billing } from "../storefront/operations.ts";
import type { ShopContext } from "../context.ts";
import type { Transaction } from "../database/shop-database.ts";
import { type QuoteRow, quoteObject } from "../quotes/quote-rows.ts";
import { orderObjects, type ProductKind } from "./order-rows.ts";

/** A line as it was placed; `amountMinor` is that of the whole line. */
export interface PlacedLine {
  readonly lineItemId: string;
  readonly product: string;
  readonly kind: ProductKind;
  readonly quantity: number;
  readonly amountMinor: number;
  readonly survey: string | null;
  readonly previousLicenseId: string | null;
}

/** What an order is made of, beside its quote. */
export interface NewOrder {
  readonly number: string;
  readonly foreignId: string;
  readonly sequence: number;
  readonly email: string;
  readonly billing: Billing;
  readonly amountMinor: number;
  readonly currency: string;
  readonly lines: readonly PlacedLine[];
}

/** Turns the quote into an order in the state `placed`, and tells of it. */
export function insertOrder(
  tx: Transaction,
  shop: ShopContext,
  quote: QuoteRow,
  order: NewOrder,
): void {
  const nowMs = shop.clock.nowMs();
  tx.run(
    `INSERT INTO orders (number, foreignId, store, sequence, quoteId, transactionId, customerId,
       customerKind, email, billing, amountMinor, currency, state, placedMs)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'placed', ?)`,
    order.number,
    order.foreignId,
    quote.store,
    order.sequence,
    quote.id,
    quote.transactionId,
    quote.customerId,
    quote.customerKind,
    order.email,
    JSON.stringify(order.billing),
    order.amountMinor,
    order.currency,
    nowMs,
  );
  for (const [index, line] of order.lines.entries()) insertLine(tx, order.number, index + 1, line);
  tx.run(
    "UPDATE quotes SET state = 'ordered', placing = NULL, updatedMs = ? WHERE id = ?",
    nowMs,
    quote.id,
  );
  emitPlaced(tx, quote, order);
}

function insertLine(tx: Transaction, number: string, position: number, line: PlacedLine): void {
  tx.run(
    `INSERT INTO orderLines (lineItemId, orderNumber, position, product, kind, quantity, amountMinor,
       survey, previousLicenseId, state)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'ordered')`,
    line.lineItemId,
    number,
    position,
    line.product,
    line.kind,
    line.quantity,
    line.amountMinor,
    line.survey,
    line.previousLicenseId,
  );
}

function emitPlaced(tx: Transaction, quote: QuoteRow, order: NewOrder): void {
  const { currency } = order;
  tx.emit({
    type: "order.placed",
    transactionId: quote.transactionId,
    objects: [
      ...orderObjects(order),
      quoteObject(quote),
      ...(quote.customerId === null ? [] : [{ type: "customer", id: quote.customerId }]),
    ],
    amount: { minor: order.amountMinor, currency },
    message: "The cart became an order.",
    attributes: {
      store: quote.store,
      customerKind: quote.customerKind,
      lines: order.lines.map(({ lineItemId, product, kind, quantity, amountMinor }) => ({
        lineItemId,
        product,
        kind,
        quantity,
        amount: { minor: amountMinor, currency },
      })),
    },
  });
}
