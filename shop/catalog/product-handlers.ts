import { z } from "zod";
import { timeText } from "../clock/shop-clock.ts";
import type { ShopContext } from "../context.ts";
import { handler, type OperationHandler } from "../services/operation.ts";
import { emptyProducts, loadProducts } from "./load-products.ts";
import { PRODUCT_OPERATIONS } from "./product-operations.ts";

const productRow = z.object({
  code: z.string(),
  family: z.string(),
  description: z.string(),
  kind: z.enum(["license", "giftCard", "course", "physical"]),
  priceMinor: z.number(),
  quantityMin: z.number(),
  packaging: z.number(),
  updatedMs: z.number(),
});

const summaryRow = z.object({ total: z.number(), updatedMs: z.number().nullable() });

/** What operators do with the product table: look, fetch it anew, empty it. */
export function productHandlers(shop: ShopContext): OperationHandler[] {
  return [
    handler(PRODUCT_OPERATIONS.listProducts, ({ limit, offset }) => {
      const summary = shop.web.get(
        summaryRow,
        "SELECT count(*) AS total, max(updatedMs) AS updatedMs FROM products",
      );
      const fetchedMs = summary?.updatedMs ?? null;
      return {
        items: shop.web
          .all(
            productRow,
            `SELECT code, family, description, kind, priceMinor, quantityMin, packaging, updatedMs
             FROM products ORDER BY family, code LIMIT ? OFFSET ?`,
            limit,
            offset,
          )
          .map(({ updatedMs, ...product }) =>
            Object.assign(product, { updatedAt: timeText(updatedMs) }),
          ),
        total: summary?.total ?? 0,
        fetchedAt: fetchedMs === null ? null : timeText(fetchedMs),
      };
    }),
    handler(PRODUCT_OPERATIONS.fetchProducts, () => loadProducts(shop)),
    handler(PRODUCT_OPERATIONS.emptyProducts, () => ({ count: emptyProducts(shop) })),
  ];
}
