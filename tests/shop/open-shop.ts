import { join } from "node:path";
import { z } from "zod";
import { VirtualClock } from "#shop/clock/virtual-clock.ts";
import type { ShopContext } from "#shop/context.ts";
import { MAIN_SCHEMA } from "#shop/database/main-schema.ts";
import { ShopDatabase } from "#shop/database/shop-database.ts";
import { WEB_SCHEMA } from "#shop/database/web-schema.ts";
import type { LoggedEvent } from "#shop/events/shop-event.ts";
import type { FaultName } from "#shop/faults/fault-catalog.ts";
import type { FaultPlan } from "#shop/faults/fault-plan.ts";
import { seededRandom } from "#shop/random/seeded-random.ts";
import { LocalServices, type Travel } from "#shop/services/local-services.ts";
import { DEFAULT_SETTINGS, type ShopSettings } from "#shop/settings.ts";

export interface OpenShop extends AsyncDisposable {
  readonly shop: ShopContext;
  readonly clock: VirtualClock;
  readonly services: LocalServices;
  /** Everything that was emitted, the web database's first, each in order. */
  events(): LoggedEvent[];
  eventTypes(): string[];
  /** From here on each of these faults strikes so often, then no more. */
  fail(fault: FaultName, times?: number): void;
  /** Runs an asynchronous step of the shop to its end on the virtual clock. */
  run<T>(step: Promise<T>, mostMs?: number): Promise<T>;
}

const outboxRow = z.object({ event: z.string() });

/** A shop in memory on a virtual clock, with real SQLite and services reached within the process. */
export function openShop(
  options: {
    readonly seed?: number;
    readonly startMs?: number;
    readonly settings?: Partial<ShopSettings>;
    readonly travel?: (service: string, operation: string) => Travel;
    /** For its databases, which outlive it; without it they are in memory. */
    readonly directory?: string;
  } = {},
): OpenShop {
  const clock = new VirtualClock(options.startMs ?? Date.UTC(2026, 0, 5, 9, 0, 0, 0));
  const random = seededRandom(options.seed ?? 1, "shop");
  const services = new LocalServices({
    clock,
    travel: options.travel ?? (() => ({ requestMs: 20, answerMs: 30 })),
  });
  const open = (name: string, schema: string): ShopDatabase =>
    new ShopDatabase({
      name,
      path: options.directory === undefined ? ":memory:" : join(options.directory, name),
      schema,
      clock,
      random,
      durable: false,
    });
  const web = open("web", WEB_SCHEMA);
  const main = open("main", MAIN_SCHEMA);
  const pending = new Map<FaultName, number>();
  const faults: FaultPlan = {
    strikes: (fault) => {
      const left = pending.get(fault) ?? 0;
      if (left === 0) return false;
      pending.set(fault, left - 1);
      return true;
    },
  };
  const events = (): LoggedEvent[] =>
    [web, main].flatMap((database) =>
      database
        .all(outboxRow, "SELECT event FROM outbox ORDER BY id")
        .map(({ event }) => JSON.parse(event) as LoggedEvent),
    );
  return {
    shop: {
      settings: { ...DEFAULT_SETTINGS, passwordHashCost: 2, ...options.settings },
      clock,
      random,
      web,
      main,
      services,
      faults,
    },
    clock,
    services,
    events,
    eventTypes: () => events().map(({ type }) => type),
    fail: (fault, times = 1) => pending.set(fault, times),
    run: async (step, mostMs = 86_400_000) => {
      let isOver = false;
      const ended = step.finally(() => {
        isOver = true;
      });
      // Whoever waits for the step hears of its failure.
      ended.catch(() => undefined);
      await clock.runUntil(clock.nowMs() + mostMs, () => isOver);
      if (!isOver) throw new Error(`The step was not over after ${mostMs} ms.`);
      return ended;
    },
    [Symbol.asyncDispose]: async () => {
      web.close();
      main.close();
    },
  };
}
