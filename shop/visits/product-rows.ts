import { z } from "zod";
import type { Reads } from "../database/shop-database.ts";
import { productKind } from "../orders/order-rows.ts";

/** A product as the storefront sells it: its price is in the currency of the store that sells it. */
export const productRow = z.object({
  code: z.string(),
  family: z.string(),
  description: z.string(),
  priceMinor: z.number(),
  kind: productKind,
});
export type ProductRow = z.infer<typeof productRow>;

const COLUMNS = "code, family, description, priceMinor, kind";

export function findProduct(reads: Reads, code: string): ProductRow | undefined {
  return reads.get(productRow, `SELECT ${COLUMNS} FROM products WHERE code = ?`, code);
}

/** By family, then by code. */
export function allProducts(reads: Reads): ProductRow[] {
  return reads.all(productRow, `SELECT ${COLUMNS} FROM products ORDER BY family, code`);
}
