import { ShopDatabase } from "#shop/database/shop-database.ts";
import { openGateways, type Gateways } from "#shop/gateways/open-gateways.ts";
import { JobWorker } from "#shop/jobs/job-worker.ts";
import { paymentHandlers } from "#shop/payments/payment-handlers.ts";
import { paymentJobs } from "#shop/payments/payment-jobs.ts";
import { STOREFRONT } from "#shop/storefront/operations.ts";
import { visitHandlers } from "#shop/visits/visit-handlers.ts";
import { openShop, type OpenShop } from "../open-shop.ts";
import { sellProducts } from "../visits/visitor.ts";

export interface SellingShop extends OpenShop {
  readonly gateways: Gateways;
  /** Lets so much of the clock's time pass, for what goes on by itself. */
  pass(durationMs: number): Promise<void>;
}

/**
 * A shop that sells and is paid: storefront and gateways with their callbacks. Production does nothing: what
 * follows a payment is another room's.
 */
export function openSellingShop(options: Parameters<typeof openShop>[0] = {}): SellingShop {
  const open = openShop(options);
  const { shop, clock, services } = open;
  const { random, faults, settings } = shop;
  const failures: unknown[] = [];
  const onFailure = (error: unknown): number => failures.push(error);
  const gateways = openGateways({
    open: (name, schema) =>
      new ShopDatabase({ name, path: ":memory:", schema, clock, random, durable: false }),
    clock,
    random,
    services,
    faults,
    settings,
    onFailure,
  });
  for (const definition of gateways.definitions) services.add(definition);
  services.add({ name: STOREFRONT, handlers: [...visitHandlers(shop), ...paymentHandlers(shop)] });
  const worker = new JobWorker({
    database: shop.web,
    clock,
    handlers: { fulfill: () => undefined, replicate: () => undefined, ...paymentJobs(shop) },
    onFailure,
  });
  sellProducts(shop);
  gateways.start();
  worker.start();
  return {
    ...open,
    gateways,
    pass: async (durationMs) => {
      await clock.runUntil(clock.nowMs() + durationMs);
      if (failures.length > 0) throw failures[0];
    },
    [Symbol.asyncDispose]: async () => {
      await worker.close();
      await gateways.close();
      await open[Symbol.asyncDispose]();
    },
  };
}
