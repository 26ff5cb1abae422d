import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { FastifyBaseLogger } from "fastify";
import { RealClock } from "./clock/real-clock.ts";
import type { ShopClock } from "./clock/shop-clock.ts";
import { composeShop, type ComposedShop } from "./compose-shop.ts";
import { ShopDatabase } from "./database/shop-database.ts";
import type { ShopContext } from "./context.ts";
import { type FaultPlan, NO_FAULTS } from "./faults/fault-plan.ts";
import { CallsUntil } from "./live/calls-until.ts";
import { openForTheFirstTime } from "./live/first-opening.ts";
import { hostSystems } from "./live/host-services.ts";
import { MailDirectory } from "./live/mail-directory.ts";
import { ensureCallbackSecret, ensureOperatorPassword } from "./live/secret-files.ts";
import { holdDirectory } from "./live/shop-directory.ts";
import { buildStorefront } from "./live/storefront-app.ts";
import type { Letter, Post } from "./mail/letter.ts";
import { isRecorded } from "./mail/send-mail.ts";
import { secureRandom } from "./random/secure-random.ts";
import { HttpServices, type ServiceAddress } from "./services/http-services.ts";
import type { OperationHandler } from "./services/operation.ts";
import type { ServiceClient } from "./services/service-client.ts";
import {
  DEFAULT_SETTINGS,
  EVENTS_FILE,
  type ShopSettings,
  shopSettingsSchema,
} from "./settings.ts";
import { EventFile } from "./way-out/event-file.ts";
import { Heartbeat } from "./way-out/heartbeat.ts";
import { MoodleTrace } from "./way-out/moodle-trace.ts";
import { Relay } from "./way-out/relay.ts";

/** Placing an order takes a second or two; one that waits longer for a gateway is taken up at the next start. */
const CLOSING_MS_MAX = 3_000;

const TRACE_FILE = "moodle-trace.txt";

/** What reaches it over the network, and how that is disturbed. */
interface Surroundings {
  readonly clock: ShopClock;
  readonly faults: FaultPlan;
}

export interface ShopOptions {
  /** Databases, events file, trace files, mails, operator's password. Made when missing. */
  readonly directory: string;
  /** Of the storefront; 0 takes a free one. The other systems take free ones. */
  readonly port: number;
  readonly version: string;
  readonly settings?: ShopSettings;
  /** How fast the shop's clock runs; 1 is the machine's time. */
  readonly speed?: number;
  readonly faults?: (clock: ShopClock) => FaultPlan;
  /** Puts something between the shop's systems. */
  readonly lossy?: (services: ServiceClient, surroundings: Surroundings) => ServiceClient;
  /** Gets the mails too. */
  readonly post?: Post;
  /** What the storefront answers to besides. */
  readonly handlers?: (shop: ShopContext) => readonly OperationHandler[];
  readonly logger: FastifyBaseLogger;
}

export interface RunningShop {
  /** Address of the storefront, without a slash at the end. */
  readonly url: string;
  readonly composed: ComposedShop;
  /** How anybody reaches the storefront: the same port as in a simulation; with the operator's rights. */
  readonly customers: ServiceClient;
  /** Finishes what is under way; every event is then in the file. Idempotent. */
  close(): Promise<void>;
}

/**
 * Runs the shop: each system an HTTP service with its own database, events to an append-only file. Whatever a
 * crash left is taken up. Rejects as of `holdDirectory`, and with the system's error when the port is taken.
 */
export async function startShop(options: ShopOptions): Promise<RunningShop> {
  const held = holdDirectory(options.directory);
  try {
    const shop = await openShop(options);
    const close = closeOnce(() => shop.close().finally(() => held.release()));
    return { ...shop, close };
  } catch (error) {
    held.release();
    throw error;
  }
}

/** In a directory that is held. */
async function openShop(options: ShopOptions): Promise<RunningShop> {
  const { directory, logger } = options;
  const settings = shopSettingsSchema.parse({
    ...(options.settings ?? DEFAULT_SETTINGS),
    callbackSecret: ensureCallbackSecret(directory),
  });
  const operatorPassword = ensureOperatorPassword(directory);
  const clock = new RealClock({ speed: options.speed ?? 1 });
  const faults = options.faults?.(clock) ?? NO_FAULTS;
  const addresses = new Map<string, ServiceAddress>();
  const leaving = new AbortController();
  const network = new HttpServices({ clock, addresses });
  const mail = new MailDirectory({
    directory: join(directory, "mail"),
    clock,
    onFailure: (error) => logger.error(error, "a mail could not be written"),
  });
  const composed = composeShop({
    settings,
    clock,
    random: secureRandom,
    faults,
    services: new CallsUntil(
      options.lossy?.(network, { clock, faults }) ?? network,
      leaving.signal,
    ),
    open: (name, schema) => {
      const path = join(directory, `${name}.sqlite`);
      const random = secureRandom;
      const database = new ShopDatabase({ name, path, schema, clock, random, durable: true });
      // What is due by a clock that ran faster than the machine's would else wait for as long as it was ahead.
      clock.advanceTo(database.lastEventMs() ?? 0);
      return database;
    },
    post: {
      hold: (letter: Letter) => mail.hold(letter),
      deliver: (letter: Letter) => {
        mail.deliver(letter);
        options.post?.deliver(letter);
      },
    },
    ...(options.handlers !== undefined && { handlers: options.handlers }),
    onFailure: (error, step) => logger.warn({ err: error, step }, "a step of the shop failed"),
  });
  const { shop } = composed;
  mail.recover((mailId) => isRecorded(shop, mailId));
  const relay = new Relay({
    outboxes: composed.outboxes,
    file: new EventFile(join(directory, EVENTS_FILE)),
    trace: new MoodleTrace({
      path: join(directory, TRACE_FILE),
      stores: settings.stores,
      visits: shop.web,
    }),
    clock,
    onFailure: (error) => logger.error(error, "events could not be written; they wait"),
  });
  const heartbeat = new Heartbeat(shop, (error) => logger.error(error, "a heartbeat failed"));
  const [storefront, ...others] = composed.definitions;
  const systems = hostSystems(addresses);
  const close = closeOnce(async () => {
    heartbeat.close();
    try {
      // Nothing new begins; what is under way may still ask the systems.
      await inTime(Promise.all([composed.stop(), systems.closeStorefront()]));
    } finally {
      // What still waits is left as a crash would leave it.
      leaving.abort();
      clock.stop();
    }
    try {
      await systems.close();
      await relay.close();
      await mail.close();
    } finally {
      composed.close();
    }
  });
  try {
    await systems.add(others);
    // A payment that is under way now must not be taken for one that a crash left.
    await composed.recover();
    const app = await buildStorefront({
      shop,
      handlers: storefront?.handlers ?? [],
      operatorPassword,
      version: options.version,
      logger,
    });
    const url = await systems.addStorefront(app, options.port, operatorPassword);
    relay.start();
    heartbeat.start();
    await composed.start();
    await openForTheFirstTime(shop);
    return { url, composed, customers: network, close };
  } catch (error) {
    await Promise.allSettled([close()]);
    throw error;
  }
}

function closeOnce(close: () => Promise<void>): () => Promise<void> {
  let closed: Promise<void> | null = null;
  return () => (closed ??= close());
}

/** Resolves with it, or when it takes too long. */
async function inTime(step: Promise<unknown>): Promise<void> {
  const done = new AbortController();
  const late = wait(CLOSING_MS_MAX, undefined, { signal: done.signal }).catch(() => undefined);
  try {
    await Promise.race([step, late]);
  } finally {
    done.abort();
  }
}
