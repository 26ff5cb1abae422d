import { z } from "zod";
import type { Reads } from "../database/shop-database.ts";
import { productKind } from "../orders/order-rows.ts";

const documentNameRow = z.object({ name: z.string() });

/** State of an order as the main database knows it. */
export const mainOrderState = z.enum(["paid", "unpaid", "other"]);
export type MainOrderState = z.infer<typeof mainOrderState>;

/** An order of the main database: there once one of its OrderInfos was loaded. */
export const mainOrderRow = z.object({
  foreignId: z.string(),
  number: z.string(),
  transactionId: z.string(),
  store: z.string(),
  state: mainOrderState,
  email: z.string(),
  country: z.string(),
  amountMinor: z.number(),
  currency: z.string(),
  loadedMs: z.number(),
});
export type MainOrderRow = z.infer<typeof mainOrderRow>;

export const mainLineRow = z.object({
  foreignId: z.string(),
  lineItemId: z.string(),
  product: z.string(),
  kind: productKind,
  quantity: z.number(),
  amountMinor: z.number(),
  document: z.string(),
});
export type MainLineRow = z.infer<typeof mainLineRow>;

export function findMainOrder(reads: Reads, foreignId: string): MainOrderRow | undefined {
  return reads.get(mainOrderRow, "SELECT * FROM orders WHERE foreignId = ?", foreignId);
}

export function findMainLine(
  reads: Reads,
  foreignId: string,
  lineItemId: string,
): MainLineRow | undefined {
  return reads.get(
    mainLineRow,
    "SELECT * FROM orderLines WHERE foreignId = ? AND lineItemId = ?",
    foreignId,
    lineItemId,
  );
}

/** Whether a document of this kind and line item was taken in. */
export function isLoaded(
  reads: Reads,
  foreignId: string,
  lineItemId: string,
  kind: "orderInfo" | "getKeyRequest",
): boolean {
  const row = reads.get(
    documentNameRow,
    "SELECT name FROM loadedDocuments WHERE foreignId = ? AND lineItemId = ? AND kind = ?",
    foreignId,
    lineItemId,
    kind,
  );
  return row !== undefined;
}
