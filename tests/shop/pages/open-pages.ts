import fastify, { type FastifyInstance } from "fastify";
import { crmProvider } from "#shop/crm/crm-provider.ts";
import { catalogProvider } from "#shop/catalog/catalog-provider.ts";
import { ecommerceHandlers } from "#shop/catalog/ecommerce-operations.ts";
import { RealClock } from "#shop/clock/real-clock.ts";
import type { ShopContext } from "#shop/context.ts";
import { MAIN_SCHEMA } from "#shop/database/main-schema.ts";
import { ShopDatabase } from "#shop/database/shop-database.ts";
import { WEB_SCHEMA } from "#shop/database/web-schema.ts";
import type { FaultName } from "#shop/faults/fault-catalog.ts";
import type { FaultPlan } from "#shop/faults/fault-plan.ts";
import { addPages } from "#shop/pages/add-pages.ts";
import { seededRandom } from "#shop/random/seeded-random.ts";
import { openScheduler, type Scheduler } from "#shop/scheduler/open-scheduler.ts";
import { LocalServices } from "#shop/services/local-services.ts";
import { DEFAULT_SETTINGS } from "#shop/settings.ts";
import { STOREFRONT } from "#shop/storefront/operations.ts";

export interface OpenPages extends AsyncDisposable {
  readonly app: FastifyInstance;
  readonly shop: ShopContext;
  readonly scheduler: Scheduler;
  /** The next time it is asked for, the fault strikes. */
  fail(fault: FaultName): void;
  /** Types of everything that was emitted, the web database's first. */
  eventTypes(): string[];
}

/** The operator's pages over a shop in memory, on a clock that starts on a Monday morning. */
export async function openPages(): Promise<OpenPages> {
  const clock = new RealClock({ startMs: Date.UTC(2026, 0, 5, 9, 0, 7) });
  const random = seededRandom(1, "pages");
  const services = new LocalServices({ clock, travel: () => ({ requestMs: 0, answerMs: 0 }) });
  const open = (name: string, schema: string): ShopDatabase =>
    new ShopDatabase({ name, path: ":memory:", schema, clock, random, durable: false });
  const failing = new Set<FaultName>();
  const faults: FaultPlan = { strikes: (fault) => failing.delete(fault) };
  const settings = DEFAULT_SETTINGS;
  const web = open("web", WEB_SCHEMA);
  const main = open("main", MAIN_SCHEMA);
  const shop: ShopContext = { settings, clock, random, web, main, services, faults };
  const scheduler = openScheduler({
    open,
    clock,
    random,
    faults,
    services,
    settings,
    onFailure: () => undefined,
  });
  services.add({ name: STOREFRONT, handlers: ecommerceHandlers(shop) });
  services.add(catalogProvider({ faults }));
  services.add(crmProvider({ faults }));
  services.add(scheduler.definition);
  scheduler.start();
  const app = fastify({ forceCloseConnections: true });
  await addPages(app, { shop });
  await app.ready();
  return {
    app,
    shop,
    scheduler,
    fail: (fault) => failing.add(fault),
    eventTypes: () =>
      [web, scheduler.database].flatMap((database) =>
        database.waitingEvents(1_000).map(({ event }) => event.type),
      ),
    [Symbol.asyncDispose]: async () => {
      await app.close();
      await scheduler.close();
      scheduler.database.close();
      web.close();
      main.close();
    },
  };
}
