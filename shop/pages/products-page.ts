import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { emptyProducts, loadProducts } from "../catalog/load-products.ts";
import { timeText } from "../clock/shop-clock.ts";
import type { ShopContext } from "../context.ts";
import { problemOf } from "../services/problem.ts";
import { renderConfirmation } from "./confirmation.ts";
import { readPageNumber } from "./form-fields.ts";
import { donePath, doneSentence } from "./page-message.ts";
import { pageOfRows, ROWS_PER_PAGE } from "./page-of-rows.ts";
import { PAGES } from "./page-paths.ts";
import { renderPage } from "./render-page.ts";

const summaryRow = z.object({ count: z.number(), updatedMs: z.number().nullable() });
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
  app.get(PAGES.products, async ({ query }) =>
    render(shop, readPageNumber(query), { done: doneSentence(query) }),
  );
  app.post(PAGES.fetchProducts, async (_request, reply) => {
    try {
      const loaded = await loadProducts(shop);
      return await reply.redirect(donePath(PAGES.products, "products-fetched", { ...loaded }), 303);
    } catch (error) {
      const { status, detail } = problemOf(error);
      return reply.status(status).send(render(shop, 1, { failed: detail }));
    }
  });
  app.get(PAGES.emptyProducts, async () =>
    renderConfirmation({
      question: `Remove all ${summaryOf(shop).count} products?`,
      effects: [
        "The shop sells nothing until products are fetched again.",
        "Orders that were placed stay as they are.",
      ],
      record: "catalog.emptied",
      action: PAGES.emptyProducts,
      verb: "Remove all products",
      back: PAGES.products,
    }),
  );
  app.post(PAGES.emptyProducts, async (_request, reply) => {
    const count = emptyProducts(shop);
    return reply.redirect(donePath(PAGES.products, "products-emptied", { count }), 303);
  });
}

function summaryOf(shop: ShopContext): z.infer<typeof summaryRow> {
  const sql = "SELECT count(*) AS count, max(updatedMs) AS updatedMs FROM products";
  return shop.web.get(summaryRow, sql) ?? { count: 0, updatedMs: null };
}

function render(
  shop: ShopContext,
  asked: number,
  told: { readonly done?: string | null; readonly failed?: string },
): string {
  const { count, updatedMs } = summaryOf(shop);
  const page = pageOfRows(PAGES.products, count, asked);
  const products = shop.web.all(
    productRow,
    `SELECT code, family, description, priceMinor, quantityMin, packaging, kind FROM products
     ORDER BY family, code LIMIT ? OFFSET ?`,
    ROWS_PER_PAGE,
    page.offset,
  );
  return renderPage(
    "products",
    { title: "Products", place: PAGES.products, ...told },
    {
      count,
      page,
      fetched: updatedMs === null ? null : timeText(updatedMs),
      products: products.map(({ priceMinor, kind, ...product }) => ({
        code: product.code,
        family: product.family,
        description: product.description,
        kind: KIND_WORDS[kind],
        price: (priceMinor / 100).toFixed(2),
        quantityMin: product.quantityMin,
        packaging: product.packaging,
      })),
      fetchAction: PAGES.fetchProducts,
      emptyPath: PAGES.emptyProducts,
    },
  );
}
