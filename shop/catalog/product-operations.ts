import { z } from "zod";
import { operation } from "../services/operation.ts";

/** Products of one answer; a catalog names 2,000 at most. */
const PRODUCTS_MAX = 2_000;

const shownProduct = z.object({
  code: z.string(),
  family: z.string(),
  description: z.string(),
  kind: z.enum(["license", "giftCard", "course", "physical"]),
  /** In the currency's cents; the same number in the currency of each store. */
  priceMinor: z.int(),
  quantityMin: z.int(),
  packaging: z.int(),
  /** When it was last fetched. */
  updatedAt: z.string(),
});
export type ShownProduct = z.infer<typeof shownProduct>;

/** What came of a fetch: received, of them new, of them changed. */
export const loadedAnswer = z.object({
  count: z.int().nonnegative(),
  added: z.int().nonnegative(),
  changed: z.int().nonnegative(),
});

/** What the shop's own people do with its products. */
export const PRODUCT_OPERATIONS = {
  listProducts: operation({
    name: "listStoredProducts",
    method: "GET",
    path: "/operator/products",
    summary: "Products as they are stored, by family and code",
    operatorOnly: true,
    input: z.strictObject({
      offset: z.coerce.number().int().nonnegative().default(0),
      limit: z.coerce.number().int().min(1).max(PRODUCTS_MAX).default(PRODUCTS_MAX),
    }),
    answer: z.object({
      items: z.array(shownProduct),
      total: z.int().nonnegative(),
      /** When any was last fetched; null where there is none. */
      fetchedAt: z.string().nullable(),
    }),
  }),
  fetchProducts: operation({
    name: "fetchProducts",
    method: "POST",
    path: "/operator/products/fetch",
    summary: "Fetch the products of the catalog and store them under their codes",
    operatorOnly: true,
    input: z.strictObject({}),
    answer: loadedAnswer,
  }),
  emptyProducts: operation({
    name: "emptyProducts",
    method: "POST",
    path: "/operator/products/empty",
    summary: "Remove all products",
    operatorOnly: true,
    input: z.strictObject({}),
    answer: z.object({ count: z.int().nonnegative() }),
  }),
} as const;
