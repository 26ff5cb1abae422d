import type { ShopContext } from "../context.ts";
import type { Transaction } from "../database/shop-database.ts";

/** Writes the documents of an order that was just inserted. */
export function writeOrderDocuments(
  _tx: Transaction,
  _shop: ShopContext,
  _orderNumber: string,
): void {}
