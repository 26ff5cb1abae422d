import { expect, test } from "vitest";
import { z } from "zod";
import type { ShopDatabase } from "#shop/database/shop-database.ts";
import { mendOrderDocuments } from "#shop/documents/write-order-documents.ts";
import { licensesOfLine } from "#shop/licenses/license-rows.ts";
import { loadKeyRequest, loadOrderInfo } from "#shop/main-database/load-document.ts";
import { linesOf } from "#shop/orders/order-rows.ts";
import { markCancelled, markPaid, markReturned, markUncertain } from "#shop/orders/order-state.ts";
import { replicateOrder } from "#shop/replication/replicate-order.ts";
import { openProduction, type Production } from "../fulfillment/open-production.ts";

const HOUR_MS = 3_600_000;
const BASKET = ["isc.1.0.0.12m", "GIFT-25", "isc.1.0.0.24m", "BOX-ISC", "COURSE-AUDIT"];
const WEEK_MS = 168 * HOUR_MS;
const countRow = z.object({ count: z.number() });

function countOf({ shop }: Production, table: string): number {
  return shop.main.get(countRow, `SELECT count(*) AS count FROM ${table}`)!.count;
}

function sortedTypes(open: Production): string[] {
  return open.eventTypes().toSorted();
}

/** The nth transaction from now on does not take place; neither does what would follow it. */
function killAt(databases: readonly ShopDatabase[], nth: number): { struck: () => boolean } {
  let left = nth;
  for (const database of databases) {
    const transaction = database.transaction.bind(database);
    database.transaction = (step) => {
      left -= 1;
      if (left === 0) throw new Error("killed");
      return transaction(step);
    };
  }
  return { struck: () => left <= 0 };
}

test("a paid order reaches the main database, each license line with its pair", async () => {
  await using open = openProduction();
  const { number, foreignId, lineItemIds } = open.place(BASKET);
  expect(open.order(number).replicatedMs).toBeNull();
  const paidMs = open.clock.nowMs();
  await open.pass(HOUR_MS);
  expect(open.order(number).replicatedMs).toBe(paidMs + open.shop.settings.replicationDelayMs);
  expect(countOf(open, "orderLines")).toBe(BASKET.length);
  expect(countOf(open, "licenses")).toBe(2);
  expect(countOf(open, "invoices")).toBe(2);
  expect(licensesOfLine(open.shop.main, foreignId, lineItemIds[2]!)).toHaveLength(1);
  const states = linesOf(open.shop.web, number).map(({ state }) => state);
  expect(states).toEqual(["delivered", "delivered", "delivered", "ordered", "delivered"]);
});

test("an order without license is replicated whole by its OrderInfo", async () => {
  await using open = openProduction();
  open.place(["BOX-ISC", "GIFT-25"]);
  await open.pass(HOUR_MS);
  const replicated = open.events().filter(({ type }) => type === "order.replicated");
  expect(replicated.map(({ attributes }) => attributes?.["document"])).toEqual(["whole"]);
  expect(countOf(open, "orderLines")).toBe(2);
});

test("of PayPal's pairs the plain one is replicated", async () => {
  await using open = openProduction();
  const { number } = open.place(["isc.1.0.0.12m"], { method: "paypal" });
  await open.pass(HOUR_MS);
  expect(countOf(open, "licenses")).toBe(1);
  expect(open.order(number).state).toBe("completed");
});

test("an order of many licenses is replicated with all of them", async () => {
  await using open = openProduction();
  const { number } = open.place(Array.from({ length: 45 }, () => "isc.1.0.0.12m"));
  await open.pass(HOUR_MS);
  expect(countOf(open, "licenses")).toBe(45);
  expect(countOf(open, "invoices")).toBe(1);
  expect(open.order(number).state).toBe("completed");
});

test("replicating again changes nothing", async () => {
  await using open = openProduction();
  const { number } = open.place(BASKET);
  await open.pass(WEEK_MS);
  const before = open.events();
  await replicateOrder(open.shop, number);
  await open.pass(HOUR_MS);
  expect(open.events()).toEqual(before);
});

test("killed before any of its transactions, delivery ends as if it had not been", async () => {
  let expected: string[] = [];
  {
    await using open = openProduction();
    open.place(BASKET);
    await open.pass(WEEK_MS);
    expected = sortedTypes(open);
  }
  let nth = 0;
  for (let isOver = false; !isOver;) {
    nth += 1;
    await using open = openProduction();
    const { number } = open.place(BASKET, { isPaid: false });
    open.shop.web.transaction((tx) => markPaid(tx, open.shop, number));
    const kill = killAt([open.shop.web, open.shop.main], nth);
    await open.pass(WEEK_MS).catch(() => undefined);
    expect(sortedTypes(open), `killed before transaction ${nth}`).toEqual(expected);
    expect(open.order(number).state).toBe("completed");
    expect(countOf(open, "licenses")).toBe(2);
    isOver = !kill.struck();
  }
  // Of production, replication, shipping and notices, each a few.
  expect(nth).toBeGreaterThan(15);
});

test("an order that is not paid stays out; one cancelled in time too", async () => {
  await using open = openProduction();
  const { number } = open.place(["isc.1.0.0.12m"], { isPaid: false });
  await replicateOrder(open.shop, number);
  expect(countOf(open, "orders")).toBe(0);
  const other = open.place(["isc.1.0.0.12m"]);
  open.shop.web.transaction((tx) => markCancelled(tx, open.shop, other.number));
  await open.pass(HOUR_MS);
  expect(countOf(open, "orders")).toBe(0);
});

test("no license is made for a line that was cancelled while others were delivered", async () => {
  await using open = openProduction();
  const { number } = open.place(["GIFT-25", "isc.1.0.0.12m"]);
  await open.pass(1_000);
  open.shop.web.transaction((tx) => markCancelled(tx, open.shop, number));
  await open.pass(HOUR_MS);
  expect(linesOf(open.shop.web, number).map(({ state }) => state)).toEqual([
    "delivered",
    "cancelled",
  ]);
  expect(countOf(open, "orders")).toBe(1);
  expect(open.eventTypes()).not.toContain("license.requested");
});

test("an order that is cancelled while it is being replicated gets no more licenses", async () => {
  await using open = openProduction();
  const { number } = open.place(Array.from({ length: 25 }, () => "isc.1.0.0.12m"));
  const replicated = replicateOrder(open.shop, number);
  open.shop.web.transaction((tx) => markCancelled(tx, open.shop, number));
  await open.run(replicated);
  await open.pass(HOUR_MS);
  expect(countOf(open, "licenses")).toBe(20);
  expect(open.eventTypes().filter((type) => type === "license.blocked")).toHaveLength(20);
});

test("a license that is made while its line is being cancelled is blocked", async () => {
  await using open = openProduction();
  const { number, foreignId, lineItemIds } = open.place(["isc.1.0.0.12m"]);
  await open.pass(open.shop.settings.replicationDelayMs);
  expect(countOf(open, "licenses")).toBe(1);
  open.shop.web.transaction((tx) => markCancelled(tx, open.shop, number));
  await open.pass(HOUR_MS);
  expect(licensesOfLine(open.shop.main, foreignId, lineItemIds[0]!)).toMatchObject([
    { state: "blocked" },
  ]);
});

test("a license that is given back is blocked", async () => {
  await using open = openProduction();
  const { number, foreignId, lineItemIds } = open.place(["isc.1.0.0.12m", "isc.1.0.0.24m"]);
  await open.pass(HOUR_MS);
  open.shop.web.transaction((tx) => markReturned(tx, open.shop, number, [lineItemIds[0]!]));
  await open.pass(HOUR_MS);
  const states = lineItemIds.map(
    (lineItemId) => licensesOfLine(open.shop.main, foreignId, lineItemId)[0]?.state,
  );
  expect(states).toEqual(["blocked", "active"]);
});

test("an order whose replication is lost never arrives", async () => {
  await using open = openProduction();
  open.fail("replication.lost");
  const { number } = open.place(["isc.1.0.0.12m", "GIFT-25"]);
  await open.pass(WEEK_MS);
  expect(countOf(open, "orders")).toBe(0);
  expect(open.order(number)).toMatchObject({ state: "paid", replicatedMs: null });
});

test("a refused request leaves the order without that license, and the rest goes on", async () => {
  await using open = openProduction();
  open.fail("document.required-missing");
  const { number, foreignId, lineItemIds } = open.place(["isc.1.0.0.12m", "isc.1.0.0.24m"]);
  await open.pass(WEEK_MS);
  const licenses = lineItemIds.map(
    (lineItemId) => licensesOfLine(open.shop.main, foreignId, lineItemId).length,
  );
  expect(licenses).toEqual([0, 1]);
  expect(open.order(number).state).toBe("paid");
  expect(open.eventTypes().filter((type) => type === "warning.recorded")).toHaveLength(1);
  // Once the document is mended and loaded, the web database hears of the license by itself.
  mendOrderDocuments(open.shop, number);
  loadKeyRequest(open.shop, foreignId, "plaingetkeyrequest", lineItemIds[0]!);
  await open.pass(HOUR_MS);
  expect(open.order(number).state).toBe("completed");
});

test("a license that was made while the order was uncertain is delivered once it is paid", async () => {
  await using open = openProduction();
  const { number, foreignId, lineItemIds } = open.place(["isc.1.0.0.12m"], { isPaid: false });
  open.shop.web.transaction((tx) => markUncertain(tx, open.shop, number));
  loadOrderInfo(open.shop, foreignId, "plainorderinfo", lineItemIds[0]!, "paid");
  loadKeyRequest(open.shop, foreignId, "plaingetkeyrequest", lineItemIds[0]!);
  await open.pass(HOUR_MS);
  expect(open.order(number).state).toBe("uncertain");
  open.shop.web.transaction((tx) => markPaid(tx, open.shop, number));
  await open.pass(HOUR_MS);
  expect(open.order(number).state).toBe("completed");
  expect(countOf(open, "licenses")).toBe(1);
});
