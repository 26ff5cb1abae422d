import { join } from "node:path";
import { recoverOrders } from "#shop/checkout/recover-orders.ts";
import { ShopDatabase } from "#shop/database/shop-database.ts";
import { openGateways, type Gateways } from "#shop/gateways/open-gateways.ts";
import { JobWorker } from "#shop/jobs/job-worker.ts";
import { BLOCK_LICENSE_JOB } from "#shop/licenses/block-returned.ts";
import { FULFILL_JOB, REPLICATE_JOB } from "#shop/orders/order-state.ts";
import { paymentHandlers } from "#shop/payments/payment-handlers.ts";
import { paymentJobs } from "#shop/payments/payment-jobs.ts";
import { recoverPayments } from "#shop/payments/recover-payments.ts";
import { STOREFRONT } from "#shop/storefront/operations.ts";
import { visitHandlers } from "#shop/visits/visit-handlers.ts";
import { openShop, type OpenShop } from "../open-shop.ts";
import { sellProducts } from "../visits/visitor.ts";

export interface SellingShop extends OpenShop {
  readonly gateways: Gateways;
  /** Lets so much of the clock's time pass, for what goes on by itself. */
  pass(durationMs: number): Promise<void>;
  /** Takes up what a crash left, and works on. */
  recover(): Promise<void>;
}

/**
 * A shop that sells and is paid: storefront and gateways with their callbacks. Production does nothing: what
 * follows a payment is another room's. One that `crashed` does nothing before it recovers.
 */
export function openSellingShop(
  options: Parameters<typeof openShop>[0] & { readonly crashed?: boolean } = {},
): SellingShop {
  const open = openShop(options);
  const { shop, clock, services } = open;
  const { random, faults, settings } = shop;
  const failures: unknown[] = [];
  const onFailure = (error: unknown): number => failures.push(error);
  const gateways = openGateways({
    open: (name, schema) =>
      new ShopDatabase({
        name,
        path: options.directory === undefined ? ":memory:" : join(options.directory, name),
        schema,
        clock,
        random,
        durable: false,
      }),
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
    handlers: {
      [FULFILL_JOB]: () => undefined,
      [REPLICATE_JOB]: () => undefined,
      [BLOCK_LICENSE_JOB]: () => undefined,
      ...paymentJobs(shop),
    },
    onFailure,
  });
  const start = (): void => {
    worker.start();
    gateways.start();
  };
  if (options.crashed !== true) {
    sellProducts(shop);
    start();
  }
  return {
    ...open,
    gateways,
    pass: async (durationMs) => {
      await clock.runUntil(clock.nowMs() + durationMs);
      if (failures.length > 0) throw failures[0];
    },
    recover: async () => {
      await open.run(recoverPayments(shop));
      recoverOrders(shop);
      start();
    },
    [Symbol.asyncDispose]: async () => {
      // Who waits for the clock ends with it.
      await open.run(Promise.all([worker.close(), gateways.close()]));
      await open[Symbol.asyncDispose]();
    },
  };
}
