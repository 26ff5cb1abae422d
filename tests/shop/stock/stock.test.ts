import { expect, test } from "vitest";
import type { ShopContext } from "#shop/context.ts";
import {
  availableStock,
  releaseStock,
  reserveStock,
  setStock,
  shipStock,
} from "#shop/stock/stock.ts";
import { openShop } from "../open-shop.ts";
import { sellProducts } from "../visits/visitor.ts";

const ORDER = {
  orderNumber: "100000047",
  foreignId: "38-200047",
  transactionId: "TU80WKRYTI9QUMJ4",
};
const MANUALS = [{ product: "MANUAL", quantity: 3 }];

function stocked() {
  const open = openShop();
  sellProducts(open.shop);
  open.shop.web.transaction((tx) => setStock(tx, "MANUAL", 5));
  return open;
}

function reserve(shop: ShopContext, lines = MANUALS, order = ORDER): void {
  shop.web.transaction((tx) => reserveStock(tx, shop, { ...order, lines }));
}

test("what an order needs is set aside, and only physical goods need it", async () => {
  await using open = stocked();
  const { shop } = open;
  reserve(shop, [
    { product: "OFFICE-1Y", quantity: 1 },
    { product: "MANUAL", quantity: 2 },
    { product: "MANUAL", quantity: 1 },
  ]);
  expect(availableStock(shop.web, "MANUAL")).toBe(2);
  expect(open.events()).toMatchObject([
    {
      type: "stock.reserved",
      transactionId: ORDER.transactionId,
      objects: [
        { type: "order", id: ORDER.orderNumber },
        { type: "order", id: ORDER.foreignId, role: "foreignId" },
        { type: "product", id: "MANUAL" },
      ],
      attributes: { quantity: 3 },
    },
  ]);
});

test("what is not there is refused whole, and what was never counted is not there", async () => {
  await using open = stocked();
  const { shop } = open;
  reserve(shop);
  const other = { ...ORDER, orderNumber: "100000048", foreignId: "38-200048" };
  expect(() => reserve(shop, MANUALS, other)).toThrow("There are not 3 of MANUAL");
  shop.web.transaction((tx) => tx.run("DELETE FROM stock"));
  expect(availableStock(shop.web, "MANUAL")).toBe(-3);
  expect(open.eventTypes()).toEqual(["stock.reserved"]);
});

test("a declined order gives its stock back once, and may reserve anew under its number", async () => {
  await using open = stocked();
  const { shop } = open;
  reserve(shop);
  const release = (): void =>
    shop.web.transaction((tx) => releaseStock(tx, shop, ORDER.orderNumber));
  release();
  release();
  expect(availableStock(shop.web, "MANUAL")).toBe(5);
  reserve(shop, [{ product: "MANUAL", quantity: 5 }]);
  expect(availableStock(shop.web, "MANUAL")).toBe(0);
  expect(open.eventTypes()).toEqual(["stock.reserved", "stock.released", "stock.reserved"]);
});

test("reserving again replaces what is held", async () => {
  await using open = stocked();
  const { shop } = open;
  reserve(shop);
  reserve(shop);
  expect(open.eventTypes()).toEqual(["stock.reserved"]);
  reserve(shop, [{ product: "MANUAL", quantity: 5 }]);
  expect(open.eventTypes().slice(1)).toEqual(["stock.released", "stock.reserved"]);
  expect(availableStock(shop.web, "MANUAL")).toBe(0);
  reserve(shop, []);
  expect(availableStock(shop.web, "MANUAL")).toBe(5);
});

test("what is shipped leaves the warehouse and is no longer given back", async () => {
  await using open = stocked();
  const { shop } = open;
  reserve(shop);
  for (let times = 0; times < 2; times++) {
    shop.web.transaction((tx) => shipStock(tx, shop, ORDER.orderNumber));
  }
  shop.web.transaction((tx) => releaseStock(tx, shop, ORDER.orderNumber));
  expect(availableStock(shop.web, "MANUAL")).toBe(2);
  expect(open.eventTypes()).toEqual(["stock.reserved"]);
});

test("a faulty shop keeps the stock of an order that cannot be paid, and says nothing", async () => {
  await using open = stocked();
  const { shop } = open;
  reserve(shop);
  open.fail("stock.held-unpaid");
  shop.web.transaction((tx) => releaseStock(tx, shop, ORDER.orderNumber));
  expect(availableStock(shop.web, "MANUAL")).toBe(2);
  expect(open.eventTypes()).toEqual(["stock.reserved"]);
});

test("stock is counted in whole pieces from nothing", async () => {
  await using open = stocked();
  const { web } = open.shop;
  for (const onHand of [-1, 1.5, Number.NaN]) {
    expect(() => web.transaction((tx) => setStock(tx, "MANUAL", onHand))).toThrow("counted from 0");
  }
});
