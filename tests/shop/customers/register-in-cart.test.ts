import { expect, test } from "vitest";
import { openShop } from "../open-shop.ts";
import { ACCOUNT, rows, sellProducts, TestVisitor } from "../visits/visitor.ts";
import { makeAccount } from "./account.ts";

test("who registers in the cart has no account yet and is told apart at checkout", async () => {
  await using open = openShop();
  sellProducts(open.shop);
  const visitor = await new TestVisitor(open.shop).select();
  await visitor.add("MANUAL");
  expect(await visitor.register()).toMatchObject({ quote: { customerKind: "registering" } });
  await visitor.checkOut();
  expect(rows(open.shop, "SELECT * FROM customers")).toEqual([]);
  expect(open.events().at(-1)).toMatchObject({
    type: "checkout.started",
    attributes: { customerKind: "registering" },
  });
  expect(open.eventTypes()).not.toContain("customer.registered");
  const stored = JSON.stringify(rows(open.shop, "SELECT registration FROM quotes"));
  expect(stored).not.toContain(ACCOUNT.password);
  expect(JSON.stringify(open.events())).not.toContain(ACCOUNT.email);
});

test("it needs a cart, an address without account, and nobody logged in", async () => {
  await using open = openShop();
  sellProducts(open.shop);
  const visitor = await new TestVisitor(open.shop).select();
  await expect(visitor.register()).rejects.toMatchObject({ code: "cart-empty" });
  await visitor.add("MANUAL");
  makeAccount(open.shop);
  await expect(visitor.register()).rejects.toMatchObject({ code: "wrong-state" });
  await visitor.logIn();
  await expect(visitor.register({ ...ACCOUNT, email: "a@b.cz" })).rejects.toMatchObject({
    code: "wrong-state",
  });
});

test("who finds an account after all logs in, and the registration is forgotten", async () => {
  await using open = openShop();
  sellProducts(open.shop);
  const visitor = await new TestVisitor(open.shop).select();
  await visitor.add("MANUAL");
  await visitor.register({ ...ACCOUNT, email: "new@example.org" });
  makeAccount(open.shop);
  expect(await visitor.logIn()).toMatchObject({ quote: { customerKind: "registered" } });
  expect(rows(open.shop, "SELECT registration FROM quotes")).toEqual([{ registration: null }]);
});
