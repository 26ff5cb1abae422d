import { ecommerceHandlers } from "./catalog/ecommerce-operations.ts";
import { catalogProvider } from "./catalog/catalog-provider.ts";
import { productHandlers } from "./catalog/product-handlers.ts";
import { crmProvider } from "./crm/crm-provider.ts";
import { customerHandlers } from "./crm/customer-handlers.ts";
import type { ShopClock } from "./clock/shop-clock.ts";
import { recoverOrders } from "./checkout/recover-orders.ts";
import type { ShopContext } from "./context.ts";
import { MAIN_SCHEMA } from "./database/main-schema.ts";
import type { ShopDatabase } from "./database/shop-database.ts";
import { WEB_SCHEMA } from "./database/web-schema.ts";
import type { FaultPlan } from "./faults/fault-plan.ts";
import { DELIVER_LICENSE_JOB, deliverLicense } from "./fulfillment/deliver-license.ts";
import { fulfillmentJobs } from "./fulfillment/fulfillment-jobs.ts";
import { openGateways, type Gateways } from "./gateways/open-gateways.ts";
import { giftCardJobs } from "./gift-cards/gift-card-jobs.ts";
import { giftCardHandlers } from "./gift-cards/gift-card-handlers.ts";
import { openExternalCards } from "./gift-cards/external-provider.ts";
import { type JobHandler, JobWorker } from "./jobs/job-worker.ts";
import { licenseHandlers } from "./licenses/license-handlers.ts";
import { mailJobs } from "./mail/bounce-mail.ts";
import type { Post } from "./mail/letter.ts";
import { paymentHandlers } from "./payments/payment-handlers.ts";
import { paymentJobs } from "./payments/payment-jobs.ts";
import { recoverPayments } from "./payments/recover-payments.ts";
import type { RandomSource } from "./random/random-source.ts";
import { replayHandlers } from "./replay/replay-handlers.ts";
import { resumeReplays } from "./replay/resume-replays.ts";
import { schedulerDeskHandlers } from "./scheduler/desk-handlers.ts";
import { openScheduler, type Scheduler } from "./scheduler/open-scheduler.ts";
import type { OperationHandler, ServiceDefinition } from "./services/operation.ts";
import type { ServiceClient } from "./services/service-client.ts";
import type { ShopSettings } from "./settings.ts";
import { STOREFRONT } from "./storefront/operations.ts";
import { visitHandlers } from "./visits/visit-handlers.ts";

/** What differs between a shop that sells and one that is simulated. */
export interface ShopParts {
  readonly settings: ShopSettings;
  readonly clock: ShopClock;
  readonly random: RandomSource;
  readonly faults: FaultPlan;
  /** How its systems reach each other. */
  readonly services: ServiceClient;
  /** Opens a database of this name: a file, or memory. */
  readonly open: (name: string, schema: string) => ShopDatabase;
  /** Where mails with their text go. */
  readonly post?: Post;
  /** What the storefront answers to besides. */
  readonly handlers?: (shop: ShopContext) => readonly OperationHandler[];
  /** Told of each step that failed and is tried again, and of steps that nobody waits for. */
  readonly onFailure: (error: unknown, step: string) => void;
}

export interface ComposedShop {
  readonly shop: ShopContext;
  /** Every system, the storefront first; to be reached before `start`. */
  readonly definitions: readonly ServiceDefinition[];
  /** Databases whose outboxes tell the story, in the order in which equal times are logged. */
  readonly outboxes: readonly ShopDatabase[];
  readonly gateways: Gateways;
  readonly scheduler: Scheduler;
  /** Takes up the orders that a crash left in the middle of their payment. Before visitors come. Idempotent. */
  recover(): Promise<void>;
  /** Recovers, then begins to work: jobs, gateways, replays, scheduler. */
  start(): Promise<void>;
  /** Takes nothing new and ends what is under way; the databases stay open for the last events. Idempotent. */
  stop(): Promise<void>;
  /** Closes the databases, once stopped. Idempotent. */
  close(): void;
}

/** Puts the systems together; neither listens nor writes files of events. */
export function composeShop(parts: ShopParts): ComposedShop {
  const { settings, clock, random, faults, services, onFailure } = parts;
  const opened: ShopDatabase[] = [];
  const open = (name: string, schema: string): ShopDatabase => {
    const database = parts.open(name, schema);
    opened.push(database);
    return database;
  };
  const web = open("web", WEB_SCHEMA);
  const main = open("main", MAIN_SCHEMA);
  const post = parts.post === undefined ? {} : { post: parts.post };
  const shop: ShopContext = { settings, clock, random, web, main, services, faults, ...post };
  const gateways = openGateways({ open, clock, random, services, faults, settings, onFailure });
  const externalCards = openExternalCards({ open, clock, random });
  const scheduler = openScheduler({ open, clock, random, faults, services, settings, onFailure });
  const storefront: OperationHandler[] = [
    ...visitHandlers(shop),
    ...paymentHandlers(shop),
    ...giftCardHandlers(shop),
    ...licenseHandlers(shop),
    ...replayHandlers(shop),
    ...ecommerceHandlers(shop),
    ...productHandlers(shop),
    ...customerHandlers(shop),
    ...schedulerDeskHandlers(shop),
    ...(parts.handlers?.(shop) ?? []),
  ];
  const jobs = mailJobs(shop);
  const workers = [
    { database: web, handlers: { ...webJobs(shop), ...jobs.web } },
    { database: main, handlers: { ...mainJobs(shop), ...jobs.main } },
  ].map(
    ({ database, handlers }) =>
      new JobWorker({
        database,
        clock,
        handlers,
        onFailure: (error, { kind, subject }) => onFailure(error, `${kind} ${subject}`),
      }),
  );
  let recovering: Promise<void> | null = null;
  const recover = (): Promise<void> =>
    (recovering ??= (async () => {
      await recoverPayments(shop);
      recoverOrders(shop);
    })());
  let stopping: Promise<void> | null = null;
  return {
    shop,
    definitions: [
      { name: STOREFRONT, handlers: storefront },
      ...gateways.definitions,
      externalCards.definition,
      catalogProvider({ faults }),
      crmProvider({ faults }),
      scheduler.definition,
    ],
    outboxes: [web, main, scheduler.database],
    gateways,
    scheduler,
    recover,
    start: async () => {
      await recover();
      for (const worker of workers) worker.start();
      gateways.start();
      await resumeReplays(shop);
      scheduler.start();
    },
    stop: () =>
      (stopping ??= (async () => {
        await scheduler.close();
        await gateways.close();
        await Promise.all(workers.map((worker) => worker.close()));
      })()),
    close: () => {
      for (const database of opened) database.close();
    },
  };
}

function webJobs(shop: ShopContext): Record<string, JobHandler> {
  return { ...fulfillmentJobs(shop), ...paymentJobs(shop), ...giftCardJobs(shop) };
}

function mainJobs(shop: ShopContext): Record<string, JobHandler> {
  return { [DELIVER_LICENSE_JOB]: (lineItemId) => deliverLicense(shop, lineItemId) };
}
