import type { ShopClock } from "../clock/shop-clock.ts";
import type { RandomSource } from "../random/random-source.ts";
import { pick } from "../random/random-source.ts";
import { chooseBehavior } from "../simulation/customers/behaviors.ts";
import { Customer, HOUR_MS, type Market } from "../simulation/customers/customer.ts";
import { makePerson } from "../simulation/customers/person.ts";

/** They wait at the door when the shop opens, so that there is something to see at once. */
const FIRST_CUSTOMERS = 12;

/** They have looked around already, and take so much less time. */
const HURRY = 10;

/** More than come in a day of the demo; a clock that runs fast lets them in faster than they are served. */
const PRESENT_MAX = 10_000;

/** A day, on the shop's clock: a forgotten shop does not fill the disk. */
const LIVE_DAY_MS = 24 * HOUR_MS;

export interface LiveCustomersOptions {
  readonly market: Market;
  readonly random: RandomSource;
  /** Tells the people of this run from those of others. */
  readonly name: string;
  readonly onFailure: (error: unknown) => void;
}

/** Customers who come now, on the shop's clock. */
export interface Arrivals {
  readonly perHour: number;
  readonly untilMs: number;
}

interface Arriving extends Arrivals {
  /** Others come instead, or nobody. */
  readonly ending: AbortController;
}

/** Customers who come to a running shop by themselves, as in a simulation, but over HTTP and in its time. */
export class LiveCustomers {
  readonly #options: LiveCustomersOptions;
  readonly #closing = new AbortController();
  #arriving: Arriving | null = null;
  #count = 0;
  #present = 0;

  constructor(options: LiveCustomersOptions) {
    const { market } = options;
    this.#options = { ...options, market: { ...market, clock: this.#until(market.clock) } };
  }

  /** Those who wait at the door come in at once, for a shop that opens. */
  openDoor(): void {
    for (let first = 0; first < FIRST_CUSTOMERS; first++) void this.#visit(HURRY);
  }

  /**
   * So many an hour come from now on, for a day of the shop's clock; 0: nobody. Who is there stays. Who finds the
   * shop full goes away again.
   */
  setPerHour(perHour: number): void {
    this.#arriving?.ending.abort();
    this.#arriving = null;
    if (perHour === 0) return;
    const { clock } = this.#options.market;
    const untilMs = clock.nowMs() + LIVE_DAY_MS;
    this.#arriving = { perHour, untilMs, ending: new AbortController() };
    void this.#arrive(this.#arriving);
  }

  /** Null while nobody comes by themselves. */
  get arrivals(): Arrivals | null {
    return this.#arriving;
  }

  /** How many came since the shop opened. */
  get arrived(): number {
    return this.#count;
  }

  /** How many of them are still there, or will come back. */
  get present(): number {
    return this.#present;
  }

  /** Nobody comes any more; who is there is left alone by the shop that closes. */
  close(): void {
    this.setPerHour(0);
    this.#closing.abort();
  }

  /** Who waits when the shop closes waits for ever, and holds up nothing. */
  #until(clock: ShopClock): ShopClock {
    const { signal } = this.#closing;
    return {
      nowMs: () => clock.nowMs(),
      sleep: async (durationMs, other) => {
        await clock.sleep(
          durationMs,
          other === undefined ? signal : AbortSignal.any([signal, other]),
        );
        if (signal.aborted) await new Promise(() => undefined);
      },
    };
  }

  async #arrive(arriving: Arriving): Promise<void> {
    const { clock } = this.#options.market;
    const { signal } = arriving.ending;
    const intervalMs = HOUR_MS / arriving.perHour;
    while (!signal.aborted && clock.nowMs() < arriving.untilMs) {
      if (this.#present < PRESENT_MAX) void this.#visit(1);
      await clock.sleep(this.#options.random.integer(1, Math.ceil(2 * intervalMs)), signal);
    }
    if (this.#arriving === arriving) this.#arriving = null;
  }

  async #visit(hurry: number): Promise<void> {
    const { random, name, onFailure } = this.#options;
    const market = hurried(this.#options.market, hurry);
    const person = `${name} ${++this.#count}`;
    this.#present += 1;
    const customer = new Customer({
      name: person,
      person: makePerson(random, person),
      random,
      store: pick(random, market.stores),
      market,
    });
    try {
      await chooseBehavior(random).act(customer);
    } catch (error) {
      if (this.#closing.signal.aborted) return;
      try {
        market.noteRefusal(error);
      } catch (fault) {
        onFailure(fault);
      }
    } finally {
      this.#present -= 1;
    }
  }
}

function hurried(market: Market, hurry: number): Market {
  const { clock } = market;
  return {
    ...market,
    clock: { nowMs: () => clock.nowMs(), sleep: (durationMs) => clock.sleep(durationMs / hurry) },
  };
}
