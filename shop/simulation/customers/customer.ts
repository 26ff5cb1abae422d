import { ShopError } from "../../errors.ts";
import type { ShopClock } from "../../clock/shop-clock.ts";
import { pick, type RandomSource } from "../../random/random-source.ts";
import type { ServiceClient } from "../../services/service-client.ts";
import type { Store } from "../../settings.ts";
import {
  type ChosenMethod,
  type PlacedAnswer,
  STOREFRONT,
  STOREFRONT_OPERATIONS as storefront,
} from "../../storefront/operations.ts";
import type { Mailbox } from "./mailbox.ts";
import type { Person } from "./person.ts";
import { type Item, ShopVisit } from "./shop-visit.ts";

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** Cards that every gateway refuses, as in gateways/card-tokens.ts. */
const REFUSED_CARDS = ["tok-insufficient-funds", "tok-expired", "tok-limit", "tok-stolen"];

export type ProductKind = "license" | "giftCard" | "course" | "physical";

/** What every customer can reach. */
export interface Market {
  readonly clock: ShopClock;
  readonly services: ServiceClient;
  readonly stores: readonly Store[];
  readonly mailbox: Mailbox;
  /** Somebody reports a stolen license: the shop blocks it. */
  blockLicense(licenseId: string): Promise<void>;
  /** Counts what the shop refused. Throws what is no refusal but a fault of ours. */
  noteRefusal(error: unknown): void;
}

/** An order that a customer has placed. */
export interface Bought {
  readonly visit: ShopVisit;
  readonly answer: PlacedAnswer;
}

/** One person in front of the shop, with a chance of their own. */
export class Customer {
  readonly name: string;
  readonly person: Person;
  readonly random: RandomSource;
  readonly store: Store;
  readonly market: Market;

  constructor(options: {
    readonly name: string;
    readonly person: Person;
    readonly random: RandomSource;
    readonly store: Store;
    readonly market: Market;
  }) {
    this.name = options.name;
    this.person = options.person;
    this.random = options.random;
    this.store = options.store;
    this.market = options.market;
  }

  get services(): ServiceClient {
    return this.market.services;
  }

  nowMs(): number {
    return this.market.clock.nowMs();
  }

  waits(minMs: number, maxMs: number): Promise<void> {
    return this.market.clock.sleep(this.random.integer(minMs, maxMs));
  }

  /** The same person in another store. */
  in(storeCode: string): Customer {
    const store = this.market.stores.find(({ code }) => code === storeCode) ?? this.store;
    return new Customer({ ...this.#self, store });
  }

  /** Another person, who acts by the same chance. */
  as(person: Person): Customer {
    return new Customer({ ...this.#self, person });
  }

  /** A product of this kind, any of them. */
  async choose(kind: ProductKind): Promise<string> {
    const { items } = await this.services.call(STOREFRONT, storefront.listProducts, {
      store: this.store.code,
    });
    const codes = items.filter((item) => item.kind === kind).map(({ code }) => code);
    if (codes.length === 0) {
      throw new ShopError("not-found", `The store sells no product of the kind ${kind} now.`);
    }
    return pick(this.random, codes);
  }

  /** Comes to the shop for these items and fills a cart. */
  async fillCart(items: readonly Item[], session?: string): Promise<ShopVisit> {
    const [first] = items;
    if (first === undefined) throw new RangeError("A cart is filled with something.");
    const visit = await ShopVisit.begin(this, first.product, session);
    for (const item of items) await visit.add(item);
    return visit;
  }

  /** Buys as a guest to the end: the success page is reached once the order is placed. */
  async buy(
    items: readonly Item[],
    methods: readonly ChosenMethod[] = [this.card()],
  ): Promise<Bought> {
    const visit = await this.fillCart(items);
    return this.payFor(visit, methods);
  }

  async payFor(
    visit: ShopVisit,
    methods: readonly ChosenMethod[] = [this.card()],
  ): Promise<Bought> {
    await visit.checkOut();
    const answer = await visit.place(methods);
    if (answer.outcome === "placed") await visit.reachSuccessPage();
    return { visit, answer };
  }

  /** What one piece costs, in minor units of the store's currency. */
  async priceOf(product: string): Promise<number> {
    const { items } = await this.services.call(STOREFRONT, storefront.listProducts, {
      store: this.store.code,
    });
    return items.find(({ code }) => code === product)?.priceMinor ?? 0;
  }

  /** Takes note of a refusal and goes on; what is no refusal is thrown. */
  refused(error: unknown): void {
    this.market.noteRefusal(error);
  }

  /** A card that is good. */
  card(): ChosenMethod {
    const gateway = pick(this.random, ["card-gateway-a", "card-gateway-b"] as const);
    return { method: "card", gateway, cardToken: `card-${this.random.integer(1_000, 9_999_999)}` };
  }

  /** One that every gateway refuses. */
  refusedCard(): ChosenMethod {
    const gateway = pick(this.random, ["card-gateway-a", "card-gateway-b"] as const);
    return { method: "card", gateway, cardToken: pick(this.random, REFUSED_CARDS) };
  }

  get #self(): ConstructorParameters<typeof Customer>[0] {
    const { name, person, random, store, market } = this;
    return { name, person, random, store, market };
  }
}

/** Answers of the survey that comes with a gift card. */
export function surveyFor(recipient: Person): Record<string, string> {
  return {
    RecipientName: `${recipient.firstName} ${recipient.lastName}`,
    RecipientMail: recipient.email,
    Message: "With the best wishes.",
  };
}
