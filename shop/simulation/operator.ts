import { z } from "zod";
import type { ComposedShop } from "../compose-shop.ts";
import { chance, type RandomSource } from "../random/random-source.ts";
import { readGiftCardSettings, saveGiftCardSettings } from "../gift-cards/gift-card-settings.ts";
import { LICENSE_OPERATIONS } from "../licenses/license-operations.ts";
import { replayByHand } from "../replay/load-by-hand.ts";
import { replayOrder } from "../replay/replay-order.ts";
import { TASK_OPERATIONS } from "../scheduler/task-operations.ts";
import type { ServiceClient } from "../services/service-client.ts";
import { setStock } from "../stock/stock.ts";
import { STOREFRONT } from "../storefront/operations.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "./customers/customer.ts";
import type { Refusals } from "./refusals.ts";

/** Its gift cards come with a PIN; those of the other stores do not. */
const PIN_STORE = "america";

/** Pieces of each physical product in the warehouse after it was filled. */
const STOCK_FULL = 40;

/** The catalog is asked again so long after it answered with nothing of use. */
const CATALOG_RETRY_MS = 10 * MINUTE_MS;

/** Of the uncertain orders that an operator sees, so many are replayed by hand before the sweep comes. */
const REPLAYED_BY_HAND = 0.4;

/** Mornings on which an operator replays some order that a customer asks for, needed or not. */
const ASKED_FOR = 0.5;

/** Of the customers whose license never came, so many write to the shop. */
const COMPLAINS = 0.5;

/** They give it some days. */
const PATIENCE_MS_MIN = DAY_MS;
const PATIENCE_MS_MAX = 10 * DAY_MS;

/** How often operators look for uncertain orders. */
const WATCH_MS_MIN = 3 * MINUTE_MS;
const WATCH_MS_MAX = 9 * MINUTE_MS;

/** Orders looked at in one go. */
const ORDERS_MAX = 5;

/** Orders that an operator opens in a morning. */
const OPENED_MAX = 2;

const codeRow = z.object({ code: z.string() });
const unlicensedRow = z.object({ orderNumber: z.string(), foreignId: z.string() });
const foreignIdRow = z.object({ foreignId: z.string() });

/** The people of the shop: they fill shelves, load the catalog, and sometimes lend a hand to the replay. */
export class Operator {
  readonly #composed: ComposedShop;
  readonly #services: ServiceClient;
  readonly #random: RandomSource;
  readonly #refusals: Refusals;
  /** Orders without their license that somebody wrote about, or did not. */
  readonly #heardOf = new Set<string>();

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

  /** Sets one store to ask for PINs, loads the catalog until it is there, and fills the shelves. */
  async openShop(): Promise<void> {
    const { shop } = this.#composed;
    const { clock } = shop;
    const settings = readGiftCardSettings(shop, PIN_STORE);
    saveGiftCardSettings(shop, PIN_STORE, { ...settings, pinRequired: true });
    while (!(await this.#loadProducts())) await clock.sleep(CATALOG_RETRY_MS);
    this.#fillShelves();
  }

  /** Every morning: shelves, and what customers ask for; for ever. */
  async work(): Promise<void> {
    const { clock } = this.#composed.shop;
    for (;;) {
      await clock.sleep(this.#random.integer(22 * HOUR_MS, 26 * HOUR_MS));
      this.#fillShelves();
      await this.#mendOrders();
      if (!chance(this.#random, ASKED_FOR)) continue;
      for (const foreignId of this.#recentOrders().slice(0, OPENED_MAX))
        await this.#replay(foreignId);
    }
  }

  /** Looks for uncertain orders and replays some at once; for ever. */
  async watch(): Promise<void> {
    const { web, clock } = this.#composed.shop;
    const seen = new Set<string>();
    for (;;) {
      await clock.sleep(this.#random.integer(WATCH_MS_MIN, WATCH_MS_MAX));
      const orders = web.all(
        foreignIdRow,
        "SELECT foreignId FROM orders WHERE state = 'uncertain' ORDER BY placedMs, number LIMIT ?",
        ORDERS_MAX,
      );
      for (const { foreignId } of orders) {
        if (seen.has(foreignId)) continue;
        seen.add(foreignId);
        if (chance(this.#random, REPLAYED_BY_HAND)) await this.#replay(foreignId);
      }
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

  #recentOrders(): string[] {
    const { web, clock } = this.#composed.shop;
    return web
      .all(
        foreignIdRow,
        `SELECT foreignId FROM orders WHERE placedMs > ? ORDER BY placedMs DESC, number LIMIT ?`,
        clock.nowMs() - DAY_MS,
        ORDERS_MAX,
      )
      .map(({ foreignId }) => foreignId);
  }

  /** Documents that could not be loaded are written anew, and their orders replayed. */
  async #mendOrders(): Promise<void> {
    const { shop } = this.#composed;
    const nowMs = shop.clock.nowMs();
    const orders = shop.web.all(
      unlicensedRow,
      `SELECT DISTINCT orders.number AS orderNumber, foreignId FROM orders
       JOIN orderLines ON orderLines.orderNumber = orders.number
       WHERE orders.state = 'paid' AND placedMs BETWEEN ? AND ? AND kind = 'license'
         AND orderLines.state = 'ordered' AND previousLicenseId IS NULL
       ORDER BY placedMs, orders.number`,
      nowMs - PATIENCE_MS_MAX,
      nowMs - PATIENCE_MS_MIN,
    );
    for (const { orderNumber, foreignId } of orders) {
      if (this.#heardOf.has(orderNumber)) continue;
      this.#heardOf.add(orderNumber);
      if (!chance(this.#random, COMPLAINS)) continue;
      try {
        const { mendDocuments } = LICENSE_OPERATIONS;
        await this.#services.call(STOREFRONT, mendDocuments, { orderNumber });
        await replayOrder(shop, foreignId, { by: "operator", dryRun: false });
      } catch (error) {
        this.#refusals.note(error);
      }
    }
  }

  /** With the mistakes that the faults let people make. */
  async #replay(foreignId: string): Promise<void> {
    try {
      await replayByHand(this.#composed.shop, foreignId);
    } catch (error) {
      this.#refusals.note(error);
    }
  }
}
