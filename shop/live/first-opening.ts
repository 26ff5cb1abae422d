import { z } from "zod";
import { loadProducts } from "../catalog/load-products.ts";
import type { ShopContext } from "../context.ts";
import { loadCustomers } from "../crm/load-customers.ts";
import { setStock } from "../stock/stock.ts";

/** Pieces of each physical product that a new shop has in its warehouse. */
const FIRST_STOCK = 500;

const codeRow = z.object({ code: z.string() });

/** A shop without a product fetches the catalog and the customers, and fills its shelves; any other is left alone. */
export async function openForTheFirstTime(shop: ShopContext): Promise<void> {
  if (shop.web.get(codeRow, "SELECT code FROM products LIMIT 1") !== undefined) return;
  await loadProducts(shop);
  await loadCustomers(shop);
  const codes = shop.web.all(
    codeRow,
    "SELECT code FROM products WHERE kind = 'physical' ORDER BY code",
  );
  shop.web.transaction((tx) => {
    for (const { code } of codes) setStock(tx, code, FIRST_STOCK);
  });
}
