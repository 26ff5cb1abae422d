import type { ShopContext } from "../context.ts";
import { loadCustomers } from "../crm/load-customers.ts";
import { expireLicenses } from "../licenses/expire-licenses.ts";
import { retryFailedPayments } from "../payments/retry-failed-payments.ts";
import { expireSessions } from "../quotes/expire-sessions.ts";
import { sweepUncertain } from "../replay/sweep.ts";
import { TASK_OPERATIONS } from "../scheduler/task-operations.ts";
import { handler, type OperationHandler } from "../services/operation.ts";
import { loadProducts } from "./load-products.ts";

/** What the scheduler calls at the shop: fetches, the replay sweep, and what ends with time. */
export function ecommerceHandlers(shop: ShopContext): OperationHandler[] {
  return [
    handler(TASK_OPERATIONS.addAuto, async () => ({ count: (await loadProducts(shop)).count })),
    handler(TASK_OPERATIONS.autoLoadCustomers, async () => ({
      count: (await loadCustomers(shop)).count,
    })),
    handler(TASK_OPERATIONS.sweepReplays, async () => {
      retryFailedPayments(shop);
      return { count: await sweepUncertain(shop) };
    }),
    handler(TASK_OPERATIONS.expireSessions, () => ({ count: expireSessions(shop) })),
    handler(TASK_OPERATIONS.expireLicenses, () => ({ count: expireLicenses(shop) })),
  ];
}
