import { z } from "zod";
import { catalogNotes } from "#domain/events/catalog-notes.ts";
import { eventSchema } from "#domain/events/event.ts";
import { VirtualClock } from "#shop/clock/virtual-clock.ts";
import { composeShop, type ComposedShop } from "#shop/compose-shop.ts";
import { ShopDatabase } from "#shop/database/shop-database.ts";
import type { LoggedEvent } from "#shop/events/shop-event.ts";
import type { FaultName } from "#shop/faults/fault-catalog.ts";
import { gatewayTravel } from "#shop/gateways/gateway-travel.ts";
import type { Letter } from "#shop/mail/letter.ts";
import { seededRandom } from "#shop/random/seeded-random.ts";
import { TASK_OPERATIONS } from "#shop/scheduler/task-operations.ts";
import { LocalServices } from "#shop/services/local-services.ts";
import type { Operation } from "#shop/services/operation.ts";
import { DEFAULT_SETTINGS } from "#shop/settings.ts";
import { setStock } from "#shop/stock/stock.ts";
import {
  type ChosenMethod,
  type PlacedAnswer,
  STOREFRONT,
  STOREFRONT_OPERATIONS as ON,
  type Visit,
} from "#shop/storefront/operations.ts";

const outboxRow = z.object({ event: z.string() });
const productRow = z.object({ code: z.string() });

/** Longer than a gateway that gives no answer. */
const PATIENCE_MS = 600_000;

/** All systems of the shop in memory, with the catalog's products on sale, on a virtual clock. */
export class WholeShop implements AsyncDisposable {
  readonly clock = new VirtualClock(Date.UTC(2026, 0, 5, 9));
  readonly composed: ComposedShop;
  readonly letters: Letter[] = [];
  readonly failures: unknown[] = [];
  readonly #services: LocalServices;
  readonly #pending = new Map<FaultName, number>();

  constructor() {
    const { clock } = this;
    const random = seededRandom(1, "shop");
    const faults = { strikes: (fault: FaultName): boolean => this.#strikes(fault) };
    const { paymentTimeoutMs } = DEFAULT_SETTINGS;
    this.#services = new LocalServices({
      clock,
      travel: gatewayTravel({ faults, paymentTimeoutMs }, seededRandom(1, "network")),
    });
    this.composed = composeShop({
      settings: { ...DEFAULT_SETTINGS, passwordHashCost: 2 },
      clock,
      random,
      faults,
      services: this.#services,
      post: { deliver: (letter) => this.letters.push(letter) },
      open: (name, schema) =>
        new ShopDatabase({ name, path: ":memory:", schema, clock, random, durable: false }),
      onFailure: (error) => this.failures.push(error),
    });
    for (const definition of this.composed.definitions) this.#services.add(definition);
  }

  /** Opens it: the catalog is fetched, and a hundred of each physical product put in stock. */
  async open(): Promise<this> {
    await this.run(this.composed.start());
    await this.call(TASK_OPERATIONS.addAuto, {});
    const { web } = this.composed.shop;
    web.transaction((tx) => {
      const sql = "SELECT code FROM products WHERE kind = 'physical' ORDER BY code";
      for (const { code } of tx.all(productRow, sql)) setStock(tx, code, 100);
    });
    return this;
  }

  /** As a customer's browser, or an operator, asks the storefront. */
  call<Input, Answer>(operation: Operation<Input, Answer>, input: Input): Promise<Answer> {
    return this.run(this.#services.call(STOREFRONT, operation, input, { timeoutMs: PATIENCE_MS }));
  }

  async run<T>(step: Promise<T>): Promise<T> {
    let isOver = false;
    const ended = step.finally(() => {
      isOver = true;
    });
    ended.catch(() => undefined);
    await this.clock.runUntil(this.clock.nowMs() + PATIENCE_MS, () => isOver);
    if (!isOver) throw new Error("The step was not over after ten minutes.");
    return ended;
  }

  /** Lets so much time pass, for what the shop does by itself. */
  async pass(durationMs: number): Promise<void> {
    await this.clock.runUntil(this.clock.nowMs() + durationMs);
  }

  /** From here on the fault strikes once. */
  fail(fault: FaultName): void {
    this.#pending.set(fault, 1);
  }

  /** Of all systems, by time. */
  events(): LoggedEvent[] {
    return this.composed.outboxes
      .flatMap((database) =>
        database
          .all(outboxRow, "SELECT event FROM outbox ORDER BY id")
          .map(({ event }) => JSON.parse(event) as LoggedEvent),
      )
      .toSorted((one, other) => one.time.localeCompare(other.time));
  }

  /** What was told of one visit, by time. */
  story(transactionId: string): LoggedEvent[] {
    return this.events().filter((event) => event.transactionId === transactionId);
  }

  /** Rejects where a step failed, or an event is not as the catalog of events says. */
  async [Symbol.asyncDispose](): Promise<void> {
    const notes = this.events().flatMap((event) => catalogNotes(eventSchema.parse(event)));
    await this.run(this.composed.stop());
    this.composed.close();
    const wrong = [...notes.map(({ message }) => message), ...this.failures];
    if (wrong.length > 0) throw new Error(wrong.join("; "));
  }

  #strikes(fault: FaultName): boolean {
    const left = this.#pending.get(fault) ?? 0;
    this.#pending.set(fault, Math.max(0, left - 1));
    return left > 0;
  }
}

export interface Shopper {
  readonly email: string;
  readonly transactionId: string;
  readonly session: string;
}

export const SHOPPER_EMAIL = "shopper@example.org";

/** Begins a visit and fills the cart. */
export async function fillCart(
  whole: WholeShop,
  items: readonly { product: string; quantity?: number; previousLicenseId?: string }[],
  { email = SHOPPER_EMAIL, store = "europe" } = {},
): Promise<Shopper> {
  const [first] = items;
  const visit = await whole.call(ON.selectProduct, { store, product: first?.product ?? "" });
  for (const { product, quantity = 1, ...more } of items) {
    const survey = { RecipientName: "Ada", RecipientMail: "ada@example.org", Message: "Enjoy" };
    await whole.call(ON.addItem, {
      ...visit,
      product,
      quantity,
      ...(product.startsWith("GIFT-") && { survey }),
      ...more,
    });
  }
  await whole.call(ON.startCheckout, visit);
  return { ...visit, email };
}

export const GOOD_CARD = {
  method: "card",
  gateway: "card-gateway-a",
  cardToken: "tok-good",
} as const satisfies ChosenMethod;

/** Places what is in the cart. */
export function place(
  whole: WholeShop,
  { email, ...visit }: Shopper,
  methods: ChosenMethod[] = [GOOD_CARD],
): Promise<PlacedAnswer> {
  const billing = { firstName: "Sam", lastName: "Shopper", country: "cz" };
  return whole.call(ON.placeOrder, { ...visit, email, billing, methods });
}

export function view(whole: WholeShop, { transactionId, session }: Shopper): Promise<Visit> {
  return whole.call(ON.viewVisit, { transactionId, session });
}
