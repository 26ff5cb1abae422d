import { z } from "zod";
import { loadProducts } from "../catalog/load-products.ts";
import type { ShopContext } from "../context.ts";
import { loadCustomers } from "../crm/load-customers.ts";
import { ShopError } from "../errors.ts";
import { setStock } from "../stock/stock.ts";

/** Pieces of each physical product that a new shop has in its warehouse. */
const FIRST_STOCK = 500;

/** Tries of a first fetch: catalog and CRM answer badly now and then, and a shop without products sells nothing. */
const FETCHES_MAX = 5;

const codeRow = z.object({ code: z.string() });

/** A shop without a product fetches the catalog and the customers, and fills its shelves; any other is left alone. */
export async function openForTheFirstTime(shop: ShopContext): Promise<void> {
  if (shop.web.get(codeRow, "SELECT code FROM products LIMIT 1") !== undefined) return;
  await insist(() => loadProducts(shop));
  await insist(() => loadCustomers(shop));
  const codes = shop.web.all(
    codeRow,
    "SELECT code FROM products WHERE kind = 'physical' ORDER BY code",
  );
  shop.web.transaction((tx) => {
    for (const { code } of codes) setStock(tx, code, FIRST_STOCK);
  });
}

/** Each refused answer is traced as always; after the last the shop does not open. */
async function insist(fetch: () => Promise<unknown>): Promise<void> {
  for (let left = FETCHES_MAX; ; left -= 1) {
    try {
      await fetch();
      return;
    } catch (error) {
      if (!(error instanceof ShopError) || left === 1) throw error;
    }
  }
}
