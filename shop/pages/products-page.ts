import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { emptyProducts, loadProducts } from "../catalog/load-products.ts";
import type { ShopContext } from "../context.ts";
import { amountText } from "./page-words.ts";
import { PAGES } from "./page-paths.ts";
import { addStoredList } from "./stored-list.ts";

const productRow = z.object({
  code: z.string(),
  family: z.string(),
  description: z.string(),
  priceMinor: z.number(),
  quantityMin: z.number(),
  packaging: z.number(),
  kind: z.enum(["license", "giftCard", "course", "physical"]),
});

const KIND_WORDS = {
  license: "license",
  giftCard: "gift card",
  course: "course",
  physical: "goods",
} as const;

/** The products of the shop, with buttons that fetch them anew and remove them all. */
export function addProductsPage(app: FastifyInstance, shop: ShopContext): void {
  addStoredList(app, shop, {
    view: "products",
    title: "Products",
    table: "products",
    paths: { list: PAGES.products, fetch: PAGES.fetchProducts, empty: PAGES.emptyProducts },
    rows: (limit, offset) =>
      shop.web
        .all(
          productRow,
          `SELECT code, family, description, priceMinor, quantityMin, packaging, kind
           FROM products ORDER BY family, code LIMIT ? OFFSET ?`,
          limit,
          offset,
        )
        .map(({ priceMinor, kind, ...product }) =>
          Object.assign(product, { kind: KIND_WORDS[kind], price: amountText(priceMinor) }),
        ),
    fetch: () => loadProducts(shop),
    empty: () => emptyProducts(shop),
    done: { fetched: "products-fetched", emptied: "products-emptied" },
    ask: (count) => ({
      question: `Remove all ${count} products?`,
      effects: [
        "The shop sells nothing until products are fetched again.",
        "Orders that were placed stay as they are.",
      ],
      records: ["catalog.emptied"],
      verb: "Remove all products",
    }),
  });
}
