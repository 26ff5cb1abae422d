import type { ShopContext } from "../context.ts";
import type { JobHandler } from "../jobs/job-worker.ts";
import { replicateOrder } from "../replication/replicate-order.ts";
import { fulfillOrder } from "./fulfill-order.ts";

/** Jobs of the web database that belong to delivery, by kind. */
export function fulfillmentJobs(shop: ShopContext): Record<string, JobHandler> {
  return {
    fulfill: (orderNumber) => fulfillOrder(shop, orderNumber),
    replicate: (orderNumber) => replicateOrder(shop, orderNumber),
  };
}
