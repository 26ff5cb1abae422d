import type { ShopContext } from "../context.ts";
import { blockLicensesOfLine } from "../licenses/block-returned.ts";
import { licensesOfLine } from "../licenses/license-rows.ts";
import { lineRow, requireOrder } from "../orders/order-rows.ts";
import { deliverLines } from "./deliver-lines.ts";
import { isPaid } from "./paid-order.ts";

/** Job of the main database: a license is there; its subject is the line item ID. */
export const DELIVER_LICENSE_JOB = "deliver-license";

/**
 * Notes in the web database that a line has its license; where the line was cancelled meanwhile, blocks the
 * license. Nothing where it is noted already, where there is no license, or while the order is not paid: its
 * replication, which follows the payment, comes here again.
 */
export function deliverLicense(shop: ShopContext, lineItemId: string): void {
  const state = shop.web.transaction((tx) => {
    const line = tx.get(lineRow, "SELECT * FROM orderLines WHERE lineItemId = ?", lineItemId);
    // PayPal's second pair has line items that the order does not know.
    if (line === undefined) return null;
    const order = requireOrder(tx, line.orderNumber);
    if (line.state !== "ordered" || !isPaid(order)) return line.state;
    if (licensesOfLine(shop.main, order.foreignId, lineItemId).length === 0) return line.state;
    deliverLines(tx, shop, order, "digital", [lineItemId]);
    return "delivered";
  });
  if (state === "cancelled") blockLicensesOfLine(shop, lineItemId);
}
