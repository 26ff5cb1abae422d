import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as wait } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { LoggedEvent } from "#shop/events/shop-event.ts";
import type { PlacedAnswer } from "#shop/storefront/operations.ts";
import { RunningShop } from "./running-shop.ts";

const ROUNDS = 6;
const CUSTOMERS = 4;

/** A round ends in the middle of something: after 0.4 to 1.6 s of selling. */
const ROUND_MS_MIN = 400;
const ROUND_MS_STEP = 240;

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "tracewell-shop-"));
});
afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

interface Session {
  readonly transactionId: string;
  readonly session: string;
}

/** Buys again and again until the shop is gone; gives what it was told of its orders. */
async function buyUntilKilled(
  shop: RunningShop,
  products: readonly string[],
): Promise<PlacedAnswer[]> {
  const told: PlacedAnswer[] = [];
  try {
    for (let number = 0; ; number++) {
      const product = products[number % products.length] ?? "";
      const visit = await shop.call<Session>("POST", "/visits", { store: "europe", product });
      expect(visit.status).toBe(200);
      const { transactionId, session } = visit.body;
      const mine = { "shop-session": session };
      await shop.call("POST", `/visits/${transactionId}/items`, { product }, mine);
      await shop.call("POST", `/visits/${transactionId}/checkout`, {}, mine);
      const placed = await shop.call<PlacedAnswer>(
        "POST",
        `/visits/${transactionId}/order`,
        {
          email: `buyer${number}@example.com`,
          billing: { firstName: "Jana", lastName: "Nová", country: "cz" },
          methods: [
            {
              method: "card",
              gateway: `card-gateway-${number % 2 === 0 ? "a" : "b"}`,
              cardToken: "tok-visa",
            },
          ],
        },
        mine,
      );
      expect(placed.body).toMatchObject({ outcome: "placed" });
      told.push(placed.body);
    }
  } catch (error) {
    if (error instanceof TypeError) return told;
    throw error;
  }
}

function rows(file: string, sql: string): Record<string, unknown>[] {
  const database = new DatabaseSync(join(directory, file), { readOnly: true });
  try {
    return database.prepare(sql).all();
  } finally {
    database.close();
  }
}

async function until(isSo: () => boolean): Promise<void> {
  const endMs = Date.now() + 60_000;
  while (!isSo()) {
    if (Date.now() > endMs) throw new Error("It did not come to rest within a minute.");
    await wait(50);
  }
}

const idsOf = (event: LoggedEvent, type: string): string[] =>
  (event.objects ?? []).filter((object) => object.type === type).map(({ id }) => id);

test("a shop that is killed at any step knows at its next start what became of each order", async () => {
  const told: PlacedAnswer[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const shop = await RunningShop.start(directory);
    await shop.call("GET", "/ecommerce/add-auto", undefined, shop.operator);
    const { body } = await shop.call<{ items: { code: string; kind: string }[] }>(
      "GET",
      "/stores/europe/products",
    );
    const licenses = body.items.filter(({ kind }) => kind === "license").map(({ code }) => code);
    expect(licenses.length).toBeGreaterThan(0);
    const buying = Array.from({ length: CUSTOMERS }, () => buyUntilKilled(shop, licenses));
    await wait(ROUND_MS_MIN + round * ROUND_MS_STEP);
    await shop.kill("SIGKILL");
    told.push(...(await Promise.all(buying)).flat());
  }
  expect(told.length).toBeGreaterThan(CUSTOMERS);

  const shop = await RunningShop.start(directory, "--speed", "60");
  // Everything that is paid is produced and replicated, and every event is in the file.
  await until(
    () =>
      rows("web.sqlite", "SELECT 1 FROM jobs WHERE failure IS NULL").length === 0 &&
      rows("web.sqlite", "SELECT 1 FROM outbox WHERE logged = 0").length === 0 &&
      rows("main.sqlite", "SELECT 1 FROM outbox WHERE logged = 0").length === 0,
  );
  expect(await shop.kill("SIGTERM")).toBe(0);

  const orders = rows("web.sqlite", "SELECT number, foreignId, state FROM orders");
  const states = new Map(orders.map(({ number, state }) => [String(number), String(state)]));
  // What a customer was told is so.
  for (const { orderNumber } of told) {
    expect(["paid", "delivered", "completed"]).toContain(states.get(orderNumber));
  }
  // Nothing is left half done.
  expect(rows("web.sqlite", "SELECT id FROM quotes WHERE state = 'paying'")).toEqual([]);
  expect([...states.values()].filter((state) => state === "placed")).toEqual([]);
  expect(rows("web.sqlite", "SELECT kind, subject, failure FROM jobs")).toEqual([]);

  const events = shop.events();
  const ofType = (type: string) => events.filter((event) => event.type === type);
  // Repeats are of the same bytes.
  const byId = new Map<string, string>();
  for (const event of events) {
    const text = JSON.stringify(event);
    expect(byId.get(event.id) ?? text).toBe(text);
    byId.set(event.id, text);
  }
  // Each order has its events, and no event claims an order that is not there.
  const placed = new Set(ofType("order.placed").flatMap((event) => idsOf(event, "order")));
  for (const { number, foreignId } of orders) {
    expect(placed).toContain(String(number));
    expect(placed).toContain(String(foreignId));
  }
  expect(placed.size).toBe(orders.length * 2);
  // Every paid order has exactly one license, which exactly one event tells of.
  const licensed = rows("main.sqlite", "SELECT id, foreignId FROM licenses");
  const paid = orders.filter(({ state }) => ["delivered", "completed"].includes(String(state)));
  expect(new Set(licensed.map(({ foreignId }) => foreignId)).size).toBe(licensed.length);
  expect(licensed).toHaveLength(paid.length);
  const generated = new Set(
    ofType("license.generated").map((event) => idsOf(event, "license")[0] ?? ""),
  );
  expect([...generated].sort()).toEqual(licensed.map(({ id }) => String(id)).sort());
  // An order that is uncertain is told as such; one that was paid was captured at the gateway.
  const uncertain = orders.filter(({ state }) => state === "uncertain");
  const toldUncertain = new Set(
    ofType("order.uncertain").flatMap((event) => idsOf(event, "order")),
  );
  for (const { number } of uncertain) expect(toldUncertain).toContain(String(number));
});
