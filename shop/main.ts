import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { FastifyBaseLogger, FastifyInstance } from "fastify";
import { RealClock } from "./clock/real-clock.ts";
import { composeShop, type ComposedShop } from "./compose-shop.ts";
import { ShopDatabase } from "./database/shop-database.ts";
import { type FaultPlan, NO_FAULTS } from "./faults/fault-plan.ts";
import { openForTheFirstTime } from "./live/first-opening.ts";
import { buildService, listenOnLoopback } from "./live/host-services.ts";
import { MailDirectory } from "./live/mail-directory.ts";
import { ensureOperatorPassword, OPERATOR } from "./live/operator-password.ts";
import { buildStorefront } from "./live/storefront-app.ts";
import { secureRandom } from "./random/secure-random.ts";
import { HttpServices, type ServiceAddress } from "./services/http-services.ts";
import { DEFAULT_SETTINGS, type ShopSettings } from "./settings.ts";
import { STOREFRONT } from "./storefront/operations.ts";
import { EventFile } from "./way-out/event-file.ts";
import { Heartbeat } from "./way-out/heartbeat.ts";
import { MoodleTrace } from "./way-out/moodle-trace.ts";
import { Relay } from "./way-out/relay.ts";

/** Spendable codes stand in its databases and its events file: only its own user reads them. */
const DIRECTORY_MODE = 0o700;

export const EVENTS_FILE = "events.ndjson";
export const TRACE_FILE = "moodle-trace.txt";

export interface ShopOptions {
  /** Databases, events file, trace file, operator's password. Made when missing. */
  readonly directory: string;
  /** Of the storefront; 0 takes a free one. The other systems take free ones. */
  readonly port: number;
  readonly version: string;
  readonly settings?: ShopSettings;
  /** How fast the shop's clock runs; 1 is the machine's time. */
  readonly speed?: number;
  readonly faults?: FaultPlan;
  readonly logger: FastifyBaseLogger;
}

export interface RunningShop {
  /** Address of the storefront, without a slash at the end. */
  readonly url: string;
  readonly operatorPassword: string;
  readonly composed: ComposedShop;
  /** How a customer reaches it: the same port as in a simulation. */
  readonly customers: HttpServices;
  /** Finishes what is under way; every event is then in the file. Idempotent. */
  close(): Promise<void>;
}

/**
 * Runs the shop: each system an HTTP service with its own database, events to an append-only file. Whatever a
 * crash left is taken up. Rejects when the directory is in use, or the port is taken.
 */
export async function startShop(options: ShopOptions): Promise<RunningShop> {
  const { directory, logger, settings = DEFAULT_SETTINGS } = options;
  mkdirSync(directory, { recursive: true, mode: DIRECTORY_MODE });
  const operatorPassword = ensureOperatorPassword(directory);
  const clock = new RealClock({ speed: options.speed ?? 1 });
  const addresses = new Map<string, ServiceAddress>();
  const services = new HttpServices({ clock, addresses });
  const mail = new MailDirectory({
    directory: join(directory, "mail"),
    clock,
    onFailure: (error) => logger.error(error, "a mail could not be written"),
  });
  const composed = composeShop({
    settings,
    clock,
    random: secureRandom,
    faults: options.faults ?? NO_FAULTS,
    services,
    open: (name, schema) =>
      new ShopDatabase({
        name,
        path: join(directory, `${name}.sqlite`),
        schema,
        clock,
        random: secureRandom,
        durable: true,
      }),
    post: mail,
    onFailure: (error, step) => logger.warn({ err: error, step }, "a step of the shop failed"),
  });
  const relay = new Relay({
    outboxes: composed.outboxes,
    file: new EventFile(join(directory, EVENTS_FILE)),
    trace: new MoodleTrace({
      path: join(directory, TRACE_FILE),
      stores: settings.stores,
      visits: composed.shop.web,
    }),
    clock,
    onFailure: (error) => logger.error(error, "events could not be written; they wait"),
  });
  const heartbeat = new Heartbeat(composed.shop);
  const apps: FastifyInstance[] = [];
  const close = closeOnce(async () => {
    heartbeat.close();
    await Promise.all(apps.map((app) => app.close()));
    await composed.stop();
    await relay.close();
    await mail.close();
    composed.close();
  });
  try {
    for (const definition of composed.definitions) {
      if (definition.name === STOREFRONT) continue;
      const app = buildService(definition);
      apps.push(app);
      addresses.set(definition.name, await listenOnLoopback(app));
    }
    const [storefront] = composed.definitions;
    const app = await buildStorefront({
      shop: composed.shop,
      handlers: storefront?.handlers ?? [],
      operatorPassword,
      version: options.version,
      logger,
    });
    apps.push(app);
    const { url } = await listenOnLoopback(app, options.port);
    const credentials = Buffer.from(`${OPERATOR}:${operatorPassword}`).toString("base64");
    addresses.set(STOREFRONT, { url, authorization: `Basic ${credentials}` });
    relay.start();
    heartbeat.start();
    await composed.start();
    await openForTheFirstTime(composed.shop);
    const customers = new HttpServices({ clock, addresses: new Map([[STOREFRONT, { url }]]) });
    return { url, operatorPassword, composed, customers, close };
  } catch (error) {
    await Promise.allSettled([close()]);
    throw error;
  }
}

function closeOnce(close: () => Promise<void>): () => Promise<void> {
  let closed: Promise<void> | null = null;
  return () => (closed ??= close());
}
