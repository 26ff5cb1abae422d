import type { ShopClock } from "../clock/shop-clock.ts";
import type { ShopDatabase } from "../database/shop-database.ts";
import type { FaultPlan } from "../faults/fault-plan.ts";
import type { RandomSource } from "../random/random-source.ts";
import type { ServiceDefinition } from "../services/operation.ts";
import type { ServiceClient } from "../services/service-client.ts";
import type { ShopSettings } from "../settings.ts";
import { DEFAULT_TASKS_KEY, defaultTasks } from "./default-tasks.ts";
import { Schedule } from "./schedule.ts";
import { schedulerHandlers } from "./scheduler-handlers.ts";
import { SCHEDULER } from "./scheduler-operations.ts";
import { SCHEDULER_SCHEMA } from "./scheduler-schema.ts";
import { TaskRunner } from "./task-runner.ts";

export interface SchedulerOptions {
  /** Opens a database of this name. */
  readonly open: (name: string, schema: string) => ShopDatabase;
  readonly clock: ShopClock;
  readonly random: RandomSource;
  readonly faults: FaultPlan;
  /** How it reaches the hosts of its tasks. */
  readonly services: ServiceClient;
  /** Its wall clock shows the first store's time. */
  readonly settings: ShopSettings;
  /** Told of each task that failed; the others go on. */
  readonly onFailure: (error: unknown, step: string) => void;
}

export interface Scheduler {
  readonly definition: ServiceDefinition;
  /** Holds the tasks; its outbox holds their events. */
  readonly database: ShopDatabase;
  /** IANA zone of its wall clock. */
  readonly zone: string;
  /** Puts the default tasks on at the first start, makes up for missed runs, then runs what is due. */
  start(): void;
  /** Ends what is under way; the database stays open, for who reads its last events. Idempotent. */
  close(): Promise<void>;
}

/** The scheduler, an application of its own: a database, a clock, and the tasks that run on it. */
export function openScheduler(options: SchedulerOptions): Scheduler {
  const { clock, random, settings } = options;
  const zone = settings.stores[0]?.timezone ?? "UTC";
  const database = options.open(SCHEDULER, SCHEDULER_SCHEMA);
  const schedule = new Schedule({ database, clock, random, zone });
  const runner = new TaskRunner({ ...options, schedule });
  return {
    definition: { name: SCHEDULER, handlers: schedulerHandlers(schedule, runner, clock) },
    database,
    zone,
    start: () => {
      schedule.addOnce(DEFAULT_TASKS_KEY, defaultTasks(clock.nowMs(), zone));
      runner.start();
    },
    close: async () => {
      await runner.close();
    },
  };
}
