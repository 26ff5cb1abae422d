import type { ShopClock } from "../clock/shop-clock.ts";
import type { RandomSource } from "../random/random-source.ts";
import { pick } from "../random/random-source.ts";
import { chooseBehavior } from "../simulation/customers/behaviors.ts";
import { Customer, type Market } from "../simulation/customers/customer.ts";
import { makePerson } from "../simulation/customers/person.ts";

/** They wait at the door when the shop opens, so that there is something to see at once. */
const FIRST_CUSTOMERS = 12;

/** They have looked around already, and take so much less time. */
const HURRY = 10;

export interface LiveCustomersOptions {
  readonly market: Market;
  readonly random: RandomSource;
  /** Tells the people of this run from those of others. */
  readonly name: string;
  /** On the shop's clock: a customer comes so often on average. */
  readonly intervalMs: number;
  /** On the shop's clock: nobody comes after so long. */
  readonly durationMs: number;
  readonly onFailure: (error: unknown) => void;
}

/** Customers who come to a running shop by themselves, as in a simulation, but over HTTP and in its time. */
export class LiveCustomers {
  readonly #options: LiveCustomersOptions;
  readonly #closing = new AbortController();
  #count = 0;

  constructor(options: LiveCustomersOptions) {
    this.#options = { ...options, market: { ...options.market, clock: this.#until(options) } };
  }

  start(): void {
    void this.#arrive();
  }

  /** Nobody comes any more; who is there is left alone by the shop that closes. */
  close(): void {
    this.#closing.abort();
  }

  /** Who waits when the shop closes waits for ever, and holds up nothing. */
  #until({ market: { clock } }: LiveCustomersOptions): ShopClock {
    const { signal } = this.#closing;
    return {
      nowMs: () => clock.nowMs(),
      sleep: async (durationMs) => {
        await clock.sleep(durationMs, signal);
        if (signal.aborted) await new Promise(() => undefined);
      },
    };
  }

  async #arrive(): Promise<void> {
    const { market, random, intervalMs, durationMs } = this.#options;
    for (let first = 0; first < FIRST_CUSTOMERS; first++) void this.#visit(HURRY);
    const endMs = market.clock.nowMs() + durationMs;
    while (!this.#closing.signal.aborted && market.clock.nowMs() < endMs) {
      void this.#visit(1);
      await market.clock.sleep(random.integer(1, 2 * intervalMs));
    }
  }

  async #visit(hurry: number): Promise<void> {
    const { random, name, onFailure } = this.#options;
    const market = hurried(this.#options.market, hurry);
    const person = `${name} ${++this.#count}`;
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
