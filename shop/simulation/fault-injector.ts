import type { ObjectReference } from "#domain/events/event.ts";
import type { ShopClock } from "../clock/shop-clock.ts";
import type { FaultName } from "../faults/fault-catalog.ts";
import type { FaultPlan } from "../faults/fault-plan.ts";
import { chance, type RandomSource } from "../random/random-source.ts";
import { seededRandom } from "../random/seeded-random.ts";
import type { FaultRates } from "./fault-rates.ts";

/** A fault that was injected: what the answer key tells of it. */
export interface Struck {
  readonly fault: FaultName;
  readonly atMs: number;
  /** The objects that are hurt, the one whose finding it is first. */
  readonly on: readonly ObjectReference[];
}

/**
 * Lets faults strike at given rates and notes each that did. Every fault draws from a chance of its own, so
 * that one which is switched on changes nothing for the others.
 */
export class FaultInjector implements FaultPlan {
  readonly #clock: ShopClock;
  readonly #seed: number;
  #rates: FaultRates;
  readonly #randoms = new Map<FaultName, RandomSource>();
  readonly #struck: Struck[] = [];
  readonly #strikes = new Map<FaultName, number>();

  constructor(options: {
    readonly clock: ShopClock;
    readonly seed: number;
    readonly rates: FaultRates;
  }) {
    this.#clock = options.clock;
    this.#seed = options.seed;
    this.#rates = options.rates;
  }

  strikes(fault: FaultName, on: readonly ObjectReference[]): boolean {
    const rate = this.#rates.get(fault) ?? 0;
    if (rate === 0 || !chance(this.#randomOf(fault), rate)) return false;
    this.#strikes.set(fault, this.strikesOf(fault) + 1);
    this.#struck.push({
      fault,
      atMs: this.#clock.nowMs(),
      on: on.map((object) => ({ ...object })),
    });
    return true;
  }

  get rates(): FaultRates {
    return this.#rates;
  }

  /** From now on. */
  setRates(rates: FaultRates): void {
    this.#rates = rates;
  }

  /** How often it struck since the shop opened. */
  strikesOf(fault: FaultName): number {
    return this.#strikes.get(fault) ?? 0;
  }

  /** Everything that struck, in the order in which it did. */
  get struck(): readonly Struck[] {
    return this.#struck;
  }

  #randomOf(fault: FaultName): RandomSource {
    const random = this.#randoms.get(fault) ?? seededRandom(this.#seed, `fault ${fault}`);
    this.#randoms.set(fault, random);
    return random;
  }
}
