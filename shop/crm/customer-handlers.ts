import { z } from "zod";
import { timeText } from "../clock/shop-clock.ts";
import type { ShopContext } from "../context.ts";
import { handler, type OperationHandler } from "../services/operation.ts";
import { CUSTOMER_OPERATIONS } from "./customer-operations.ts";
import { emptyCustomers, loadCustomers } from "./load-customers.ts";

const customerRow = z.object({
  account: z.string(),
  fidelityPoint: z.number(),
  payment: z.number(),
  updatedMs: z.number(),
});

const summaryRow = z.object({ total: z.number(), updatedMs: z.number().nullable() });

/** What operators do with the CRM's customers: look, fetch them anew, remove them. */
export function customerHandlers(shop: ShopContext): OperationHandler[] {
  return [
    handler(CUSTOMER_OPERATIONS.listCustomers, ({ after, limit }) => {
      const summary = shop.web.get(
        summaryRow,
        "SELECT count(*) AS total, max(updatedMs) AS updatedMs FROM crmCustomers",
      );
      const fetchedMs = summary?.updatedMs ?? null;
      return {
        items: shop.web
          .all(
            customerRow,
            `SELECT account, fidelityPoint, payment, updatedMs FROM crmCustomers
             WHERE account > ? ORDER BY account LIMIT ?`,
            after,
            limit,
          )
          .map(({ updatedMs, ...customer }) =>
            Object.assign(customer, { updatedAt: timeText(updatedMs) }),
          ),
        total: summary?.total ?? 0,
        fetchedAt: fetchedMs === null ? null : timeText(fetchedMs),
      };
    }),
    handler(CUSTOMER_OPERATIONS.fetchCustomers, () => loadCustomers(shop)),
    handler(CUSTOMER_OPERATIONS.emptyCustomers, () => ({ count: emptyCustomers(shop) })),
  ];
}
