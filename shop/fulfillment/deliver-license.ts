import { z } from "zod";
import type { ShopContext } from "../context.ts";
import { licensesOfLine } from "../licenses/license-rows.ts";
import { requireOrder } from "../orders/order-rows.ts";
import { isPaid } from "./paid-order.ts";
import { deliverLines } from "./deliver-lines.ts";

/** Job of the main database: a license is there; its subject is the line item ID. */
export const DELIVER_LICENSE_JOB = "deliver-license";

/**
 * Notes in the web database that a line has its license. Nothing where it is noted already, where there is no
 * license, or while the order is not paid: its replication, which follows the payment, comes here again.
 */
export function deliverLicense(shop: ShopContext, lineItemId: string): void {
  shop.web.transaction((tx) => {
    const line = tx.get(
      z.object({ orderNumber: z.string() }),
      "SELECT orderNumber FROM orderLines WHERE lineItemId = ? AND state = 'ordered'",
      lineItemId,
    );
    // PayPal's second pair has line items that the order does not know.
    if (line === undefined) return;
    const order = requireOrder(tx, line.orderNumber);
    if (!isPaid(order)) return;
    if (licensesOfLine(shop.main, order.foreignId, lineItemId).length === 0) return;
    deliverLines(tx, shop, order, "digital", [lineItemId]);
  });
}
