import { z } from "zod";
import type { ObjectReference } from "#domain/events/event.ts";
import type { Reads } from "../database/shop-database.ts";
import { ShopError } from "../errors.ts";

export const PRODUCT_KINDS = ["license", "giftCard", "course", "physical"] as const;
export const productKind = z.enum(PRODUCT_KINDS);
export type ProductKind = z.infer<typeof productKind>;

export const orderState = z.enum([
  "placed",
  "uncertain",
  "paid",
  "delivered",
  "completed",
  "cancelled",
  "returned",
  "unpaid",
]);
export type OrderState = z.infer<typeof orderState>;

/** An order of the web database. `billing` is JSON of the storefront's billing address. */
export const orderRow = z.object({
  number: z.string(),
  foreignId: z.string(),
  store: z.string(),
  sequence: z.number(),
  quoteId: z.string(),
  transactionId: z.string(),
  customerId: z.string().nullable(),
  customerKind: z.enum(["guest", "registered", "registering"]),
  email: z.string(),
  billing: z.string(),
  amountMinor: z.number(),
  currency: z.string(),
  state: orderState,
  placedMs: z.number(),
  successPageMs: z.number().nullable(),
  replicatedMs: z.number().nullable(),
});
export type OrderRow = z.infer<typeof orderRow>;

/** A line of an order: digital lines have the quantity 1. `survey` is JSON. `amountMinor`: the whole line. */
export const lineRow = z.object({
  lineItemId: z.string(),
  orderNumber: z.string(),
  position: z.number(),
  product: z.string(),
  kind: productKind,
  quantity: z.number(),
  amountMinor: z.number(),
  survey: z.string().nullable(),
  previousLicenseId: z.string().nullable(),
  state: z.enum(["ordered", "delivered", "cancelled", "returned"]),
  deliveredMs: z.number().nullable(),
});
export type LineRow = z.infer<typeof lineRow>;

export function findOrder(reads: Reads, number: string): OrderRow | undefined {
  return reads.get(orderRow, "SELECT * FROM orders WHERE number = ?", number);
}

export function findOrderByForeignId(reads: Reads, foreignId: string): OrderRow | undefined {
  return reads.get(orderRow, "SELECT * FROM orders WHERE foreignId = ?", foreignId);
}

/** Throws `not-found`. */
export function requireOrder(reads: Reads, number: string): OrderRow {
  const order = findOrder(reads, number);
  if (order === undefined) throw new ShopError("not-found", "There is no such order.");
  return order;
}

/** In the order of the cart. */
export function linesOf(reads: Reads, number: string): LineRow[] {
  return reads.all(
    lineRow,
    "SELECT * FROM orderLines WHERE orderNumber = ? ORDER BY position",
    number,
  );
}

/** How events name an order: by its number and by its foreign ID. */
export function orderObjects({
  number,
  foreignId,
}: {
  readonly number: string;
  readonly foreignId: string;
}): ObjectReference[] {
  return [
    { type: "order", id: number },
    { type: "order", id: foreignId, role: "foreignId" },
  ];
}
