import { z } from "zod";
import type { ObjectReference } from "#domain/events/event.ts";
import type { Reads } from "../database/shop-database.ts";
import { ShopError } from "../errors.ts";
import { productKind } from "../orders/order-rows.ts";

const quantityRow = z.object({ quantity: z.number() });
const productRow = z.object({ product: z.string() });

export const customerKind = z.enum(["guest", "registered", "registering"]);
export type CustomerKind = z.infer<typeof customerKind>;

/** A cart. `orderNumber` is the number reserved for it, once one was. */
export const quoteRow = z.object({
  id: z.string(),
  store: z.string(),
  sessionId: z.string(),
  customerId: z.string().nullable(),
  customerKind,
  transactionId: z.string(),
  state: z.enum(["active", "paying", "ordered", "expired", "emptied"]),
  orderNumber: z.string().nullable(),
  registration: z.string().nullable(),
  placing: z.string().nullable(),
  createdMs: z.number(),
  updatedMs: z.number(),
});
export type QuoteRow = z.infer<typeof quoteRow>;

/** A product in a cart, with today's price of one and its description. `survey` is JSON. */
export const cartItemRow = z.object({
  position: z.number(),
  product: z.string(),
  quantity: z.number(),
  survey: z.string().nullable(),
  previousLicenseId: z.string().nullable(),
  description: z.string(),
  kind: productKind,
  priceMinor: z.number(),
});
export type CartItem = z.infer<typeof cartItemRow>;

/** Throws `internal`: who asks has the ID from another row. */
export function requireQuote(reads: Reads, id: string): QuoteRow {
  const quote = reads.get(quoteRow, "SELECT * FROM quotes WHERE id = ?", id);
  if (quote === undefined) throw new ShopError("internal", "A cart is referred to and not there.");
  return quote;
}

/**
 * What is in a cart, in the order in which it was put there. A product that the catalog no longer has is
 * left out.
 */
export function itemsOf(reads: Reads, quoteId: string): CartItem[] {
  return reads.all(
    cartItemRow,
    `SELECT position, product, quantity, survey, previousLicenseId, description, kind, priceMinor
     FROM quoteItems JOIN products ON products.code = quoteItems.product
     WHERE quoteId = ? ORDER BY position`,
    quoteId,
  );
}

/** Products of a cart that the catalog no longer has, in cart order. */
export function productsGone(reads: Reads, quoteId: string): string[] {
  return reads
    .all(
      productRow,
      `SELECT product FROM quoteItems WHERE quoteId = ?
       AND product NOT IN (SELECT code FROM products) ORDER BY position`,
      quoteId,
    )
    .map(({ product }) => product);
}

/** Pieces in a cart, of one product or in all, be they still sold or not. */
export function quantityIn(reads: Reads, quoteId: string, product: string | null = null): number {
  const row = reads.get(
    quantityRow,
    `SELECT coalesce(sum(quantity), 0) AS quantity FROM quoteItems
     WHERE quoteId = ?1 AND (product = ?2 OR ?2 IS NULL)`,
    quoteId,
    product,
  );
  return row?.quantity ?? 0;
}

export function quoteObject({ id }: { readonly id: string }): ObjectReference {
  return { type: "quote", id };
}
