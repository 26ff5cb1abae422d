import { z } from "zod";
import type { ComposedShop } from "../compose-shop.ts";
import { chance, type RandomSource } from "../random/random-source.ts";
import { replayByHand } from "../replay/load-by-hand.ts";
import { TASK_OPERATIONS } from "../scheduler/task-operations.ts";
import type { ServiceClient } from "../services/service-client.ts";
import { setStock } from "../stock/stock.ts";
import { STOREFRONT } from "../storefront/operations.ts";
import { DAY_MS, HOUR_MS } from "./customers/customer.ts";
import type { Refusals } from "./refusals.ts";

/** Pieces of each physical product in the warehouse after it was filled. */
const STOCK_FULL = 40;

/** Mornings on which an operator, impatient, replays uncertain orders by hand before the sweep has. */
const REPLAYS_BY_HAND = 0.5;

/** Orders looked at in one go. */
const ORDERS_MAX = 20;

/** Orders that an operator opens in a morning, uncertain or not. */
const OPENED_MAX = 3;

const codeRow = z.object({ code: z.string() });
const foreignIdRow = z.object({ foreignId: z.string() });

/** The people of the shop: they fill shelves, load the catalog, and sometimes lend a hand to the replay. */
export class Operator {
  readonly #composed: ComposedShop;
  readonly #services: ServiceClient;
  readonly #random: RandomSource;
  readonly #refusals: Refusals;

  constructor(options: {
    readonly composed: ComposedShop;
    readonly services: ServiceClient;
    readonly random: RandomSource;
    readonly refusals: Refusals;
  }) {
    this.#composed = options.composed;
    this.#services = options.services;
    this.#random = options.random;
    this.#refusals = options.refusals;
  }

  /** Loads the catalog until it is there, and fills the shelves. */
  async openShop(): Promise<void> {
    const { clock } = this.#composed.shop;
    while (!(await this.#loadProducts())) await clock.sleep(60_000);
    this.#fillShelves();
  }

  /** Every morning; for ever. */
  async work(): Promise<void> {
    const { clock } = this.#composed.shop;
    for (;;) {
      await clock.sleep(this.#random.integer(22 * HOUR_MS, 26 * HOUR_MS));
      this.#fillShelves();
      await this.#replay();
    }
  }

  async #loadProducts(): Promise<boolean> {
    try {
      await this.#services.call(STOREFRONT, TASK_OPERATIONS.addAuto, {});
      return true;
    } catch (error) {
      this.#refusals.note(error);
      return false;
    }
  }

  #fillShelves(): void {
    const { web } = this.#composed.shop;
    const codes = web.all(
      codeRow,
      "SELECT code FROM products WHERE kind = 'physical' ORDER BY code",
    );
    web.transaction((tx) => {
      for (const { code } of codes) setStock(tx, code, STOCK_FULL);
    });
  }

  /** Uncertain orders of the last days first, then one that needs nothing: whether that is a mistake, faults say. */
  async #replay(): Promise<void> {
    if (!chance(this.#random, REPLAYS_BY_HAND)) return;
    const { shop } = this.#composed;
    const orders = shop.web.all(
      foreignIdRow,
      `SELECT foreignId FROM orders WHERE placedMs > ?
       ORDER BY state <> 'uncertain', placedMs DESC, number LIMIT ?`,
      shop.clock.nowMs() - 3 * DAY_MS,
      ORDERS_MAX,
    );
    for (const { foreignId } of orders.slice(0, OPENED_MAX)) {
      try {
        await replayByHand(shop, foreignId);
      } catch (error) {
        this.#refusals.note(error);
      }
    }
  }
}
