import { join } from "node:path";
import { VirtualClock } from "../clock/virtual-clock.ts";
import { composeShop, type ComposedShop } from "../compose-shop.ts";
import { ShopDatabase } from "../database/shop-database.ts";
import { gatewayTravel } from "../gateways/gateway-travel.ts";
import { seededRandom } from "../random/seeded-random.ts";
import { LocalServices } from "../services/local-services.ts";
import { DEFAULT_SETTINGS, type ShopSettings } from "../settings.ts";
import { EventFile } from "../way-out/event-file.ts";
import { Heartbeat } from "../way-out/heartbeat.ts";
import { MoodleTrace } from "../way-out/moodle-trace.ts";
import { Relay } from "../way-out/relay.ts";
import { TransportFaults } from "../way-out/transport-faults.ts";
import { CountingTransport } from "./counting-transport.ts";
import { Mailbox } from "./customers/mailbox.ts";
import { FaultInjector } from "./fault-injector.ts";
import type { FaultRates } from "./fault-rates.ts";
import { OUTPUT_FILES } from "./output-directory.ts";

/** Nobody steals a made-up password: its hash may be cheap. */
const SETTINGS: ShopSettings = { ...DEFAULT_SETTINGS, passwordHashCost: 2 };

/** Rows that were logged are not looked at again. */
const KEPT_ROWS_MAX = 0;

/** A whole shop in memory, on a clock of its own. */
export interface World {
  readonly seed: number;
  readonly clock: VirtualClock;
  readonly services: LocalServices;
  readonly composed: ComposedShop;
  /** Of every system, by name: who holds money, and how much. */
  readonly databases: ReadonlyMap<string, ShopDatabase>;
  readonly mailbox: Mailbox;
  readonly injector: FaultInjector;
  readonly transport: TransportFaults;
  readonly counter: CountingTransport;
  readonly relay: Relay;
  readonly heartbeat: Heartbeat;
}

/** Opens it; nothing moves before its clock does. `onFailure` is told of what jobs and tasks could not do. */
export function openWorld(options: {
  readonly seed: number;
  readonly startMs: number;
  readonly rates: FaultRates;
  readonly directory: string;
  readonly onFailure: (error: unknown) => void;
}): World {
  const { seed, directory } = options;
  const clock = new VirtualClock(options.startMs);
  const random = seededRandom(seed, "shop");
  const injector = new FaultInjector({ clock, seed, rates: options.rates });
  const travel = gatewayTravel(
    { faults: injector, paymentTimeoutMs: SETTINGS.paymentTimeoutMs },
    seededRandom(seed, "network"),
  );
  const services = new LocalServices({ clock, travel });
  const mailbox = new Mailbox(() => composed.shop);
  const databases = new Map<string, ShopDatabase>();
  const composed = composeShop({
    settings: SETTINGS,
    clock,
    random,
    faults: injector,
    services,
    post: mailbox,
    open: (name, schema) => {
      const path = ":memory:";
      const database = new ShopDatabase({ name, path, schema, clock, random, durable: false });
      databases.set(name, database);
      return database;
    },
    onFailure: options.onFailure,
  });
  for (const definition of composed.definitions) services.add(definition);
  const { web } = composed.shop;
  const transport = new TransportFaults({
    clock,
    random: seededRandom(seed, "transport"),
    faults: injector,
    web,
    stores: SETTINGS.stores.map(({ code }) => code),
  });
  const counter = new CountingTransport(transport);
  const relay = new Relay({
    outboxes: composed.outboxes,
    file: new EventFile(join(directory, OUTPUT_FILES.events), { durable: false }),
    trace: new MoodleTrace({
      path: join(directory, OUTPUT_FILES.trace),
      stores: SETTINGS.stores,
      visits: web,
      durable: false,
    }),
    clock,
    transport: counter,
    onFailure: options.onFailure,
    keptRowsMax: KEPT_ROWS_MAX,
  });
  const heartbeat = new Heartbeat(composed.shop);
  return {
    seed,
    clock,
    services,
    composed,
    databases,
    mailbox,
    injector,
    transport,
    counter,
    relay,
    heartbeat,
  };
}
