import type { ShopContext } from "../context.ts";
import type { JobHandler } from "../jobs/job-worker.ts";
import { BLOCK_LICENSE_JOB, blockLicensesOfLine } from "../licenses/block-returned.ts";
import { FULFILL_JOB, REPLICATE_JOB } from "../orders/order-state.ts";
import { replicateOrder } from "../replication/replicate-order.ts";
import { FULFILL_LATE_JOB, fulfillLate, fulfillOrder, SHIP_JOB } from "./fulfill-order.ts";
import { FULFILL_UNPAID_JOB, fulfillUnpaid } from "./fulfill-unpaid.ts";
import { shipOrder } from "./ship-order.ts";

/** The jobs of delivery, for the worker of the web database. */
export function fulfillmentJobs(shop: ShopContext): Record<string, JobHandler> {
  return {
    [FULFILL_JOB]: (orderNumber) => fulfillOrder(shop, orderNumber),
    [FULFILL_LATE_JOB]: (orderNumber) => fulfillLate(shop, orderNumber),
    [FULFILL_UNPAID_JOB]: (orderNumber) => fulfillUnpaid(shop, orderNumber),
    [SHIP_JOB]: (orderNumber) => shipOrder(shop, orderNumber),
    [REPLICATE_JOB]: (orderNumber) => replicateOrder(shop, orderNumber),
    [BLOCK_LICENSE_JOB]: (lineItemId) => blockLicensesOfLine(shop, lineItemId),
  };
}
