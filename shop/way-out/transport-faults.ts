import type { ObjectReference } from "#domain/events/event.ts";
import type { ShopClock } from "../clock/shop-clock.ts";
import type { ShopDatabase } from "../database/shop-database.ts";
import type { LoggedEvent } from "../events/shop-event.ts";
import type { FaultPlan } from "../faults/fault-plan.ts";
import type { RandomSource } from "../random/random-source.ts";
import type { Arrival, EventTransport } from "./event-transport.ts";
import { SOURCE_NAME } from "./heartbeat.ts";

/** How often an outage may begin. */
const OUTAGE_OCCASION_MS = 900_000;

/** Long enough that at least one heartbeat is missed: else nothing tells of the outage. */
const OUTAGE_MS_MIN = 20 * 60_000;
const OUTAGE_MS_MAX = 60 * 60_000;

const DELAY_MS_MIN = 3_600_000;
const DELAY_MS_MAX = 12 * 3_600_000;

/** Later events that overtake one, or come between it and its repetition. */
const OVERTAKING_MAX = 5;

/** What became of one event on its way; its own time is `atMs`. */
export interface DisturbedEvent {
  readonly what: "dropped" | "delayed" | "duplicated" | "reordered";
  readonly eventId: string;
  readonly eventType: string;
  readonly objects: readonly ObjectReference[];
  readonly atMs: number;
  /** When a delayed one reached the log; null until it did, and for the others. */
  readonly writtenMs: number | null;
}

/** Time in which nothing reached the log. */
export interface Outage {
  readonly fromMs: number;
  /** The first millisecond after it. */
  readonly toMs: number;
  /** Events that were lost in it. */
  readonly eventIds: readonly string[];
  /** What those were about, each once. */
  readonly objects: readonly ObjectReference[];
}

interface HeldEvent {
  readonly event: LoggedEvent;
  readonly repeated: boolean;
  /** Arrives with the first event of this time or later, */
  readonly dueMs: number;
  /** or after so many others that got through. */
  afterEvents: number;
}

export interface TransportFaultsOptions {
  readonly clock: ShopClock;
  readonly random: RandomSource;
  /** Asked for `event.*` at each event and for `source.outage` every quarter of an hour. */
  readonly faults: FaultPlan;
  /** Gets `source.recovered` after an outage. */
  readonly web: ShopDatabase;
  readonly stores: readonly string[];
}

/**
 * A way to the log on which events are lost, delayed by hours, doubled and overtaken, and on which for
 * minutes nothing gets through. What it did is noted for the answer key. The same seed, events and clock
 * give the same. What the shop says of itself (`source.*`) is lost in outages alone. It holds events that
 * are marked as logged already, so it is for simulations only.
 */
export class TransportFaults implements EventTransport {
  readonly #options: TransportFaultsOptions;
  readonly #closing = new AbortController();
  readonly #disturbed: (DisturbedEvent & { writtenMs: number | null })[] = [];
  readonly #outages: (Outage & {
    readonly eventIds: string[];
    readonly objects: ObjectReference[];
  })[] = [];
  #held: HeldEvent[] = [];

  constructor(options: TransportFaultsOptions) {
    this.#options = options;
  }

  /** Lets outages begin from now on. */
  start(): void {
    void this.#haveOutages();
  }

  /** No outage begins any more, and none is told to be over. Idempotent. */
  close(): void {
    this.#closing.abort();
  }

  /** In the order in which it was done. */
  get disturbed(): readonly DisturbedEvent[] {
    return this.#disturbed;
  }

  /** In order of time. The last may end after the clock's time. */
  get outages(): readonly Outage[] {
    return this.#outages;
  }

  carry(event: LoggedEvent): readonly Arrival[] {
    const atMs = Date.parse(event.time);
    const outage = this.#outages.findLast(({ fromMs, toMs }) => fromMs <= atMs && atMs < toMs);
    if (outage !== undefined) {
      outage.eventIds.push(event.id);
      for (const object of event.objects ?? []) {
        const isKnown = outage.objects.some((known) => isSame(known, object));
        if (!isKnown) outage.objects.push(object);
      }
      return [];
    }
    const due = this.#release(({ dueMs }) => dueMs <= atMs, atMs);
    if (this.#isHeldUp(event, atMs)) return due;
    for (const held of this.#held) held.afterEvents -= 1;
    const overtaken = this.#release(({ afterEvents }) => afterEvents <= 0, atMs);
    return [...due, { event, repeated: false }, ...overtaken, ...this.#repeat(event, atMs)];
  }

  finish(): readonly Arrival[] {
    return this.#release(() => true, this.#options.clock.nowMs());
  }

  /** Whether the event is lost, or comes later. */
  #isHeldUp(event: LoggedEvent, atMs: number): boolean {
    const { random } = this.#options;
    const held = { event, repeated: false, dueMs: Infinity, afterEvents: Infinity };
    if (this.#strikes("dropped", event, atMs)) return true;
    if (this.#strikes("delayed", event, atMs)) {
      this.#held.push({ ...held, dueMs: atMs + random.integer(DELAY_MS_MIN, DELAY_MS_MAX) });
      return true;
    }
    if (this.#strikes("reordered", event, atMs)) {
      this.#held.push({ ...held, afterEvents: random.integer(1, OVERTAKING_MAX) });
      return true;
    }
    return false;
  }

  #repeat(event: LoggedEvent, atMs: number): readonly Arrival[] {
    if (!this.#strikes("duplicated", event, atMs)) return [];
    const afterEvents = this.#options.random.integer(0, OVERTAKING_MAX);
    if (afterEvents === 0) return [{ event, repeated: true }];
    this.#held.push({ event, repeated: true, dueMs: Infinity, afterEvents });
    return [];
  }

  #strikes(what: DisturbedEvent["what"], event: LoggedEvent, atMs: number): boolean {
    if (event.type.startsWith("source.")) return false;
    const objects = event.objects ?? [];
    if (!this.#options.faults.strikes(`event.${what}`, objects)) return false;
    const { id: eventId, type: eventType } = event;
    this.#disturbed.push({ what, eventId, eventType, objects, atMs, writtenMs: null });
    return true;
  }

  /** In the order in which they were held. */
  #release(isDue: (held: HeldEvent) => boolean, nowMs: number): Arrival[] {
    const due = this.#held.filter(isDue);
    if (due.length === 0) return [];
    this.#held = this.#held.filter((held) => !isDue(held));
    for (const { event } of due) this.#noteArrival(event.id, nowMs);
    return due.map(({ event, repeated }) => ({ event, repeated }));
  }

  #noteArrival(eventId: string, writtenMs: number): void {
    const found = this.#disturbed.findLast((noted) => noted.eventId === eventId);
    if (found?.what === "delayed") found.writtenMs = writtenMs;
  }

  async #haveOutages(): Promise<void> {
    const { clock, random, faults } = this.#options;
    const { signal } = this.#closing;
    for (;;) {
      await clock.sleep(OUTAGE_OCCASION_MS, signal);
      if (signal.aborted) return;
      if (!faults.strikes("source.outage", [])) continue;
      const fromMs = clock.nowMs();
      const durationMs = random.integer(OUTAGE_MS_MIN, OUTAGE_MS_MAX);
      this.#outages.push({ fromMs, toMs: fromMs + durationMs, eventIds: [], objects: [] });
      await clock.sleep(durationMs, signal);
      if (signal.aborted) return;
      this.#tellRecovery(durationMs);
    }
  }

  #tellRecovery(lag: number): void {
    const { web, stores } = this.#options;
    web.transaction((transaction) => {
      transaction.emit({
        type: "source.recovered",
        message: `The shop's events reach the log again after ${Math.round(lag / 60_000)} minutes.`,
        level: "warning",
        attributes: { name: SOURCE_NAME, stores, lag },
      });
    });
  }
}

function isSame(one: ObjectReference, other: ObjectReference): boolean {
  return one.type === other.type && one.id === other.id && one.role === other.role;
}
