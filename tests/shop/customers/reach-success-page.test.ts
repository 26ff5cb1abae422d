import { expect, test } from "vitest";
import { openSellingShop, type SellingShop } from "../checkout/open-selling-shop.ts";
import { ACCOUNT, CARD, rows, TestVisitor } from "../visits/visitor.ts";
import { makeAccount } from "./account.ts";

const HOUR_MS = 3_600_000;

async function registeringCart(open: SellingShop): Promise<TestVisitor> {
  const visitor = await new TestVisitor(open.shop).select();
  await visitor.add("COURSE-SQL");
  await visitor.register();
  await visitor.checkOut();
  return visitor;
}

test("the account of who registered in the cart is made on the success page, and logged in", async () => {
  await using open = openSellingShop();
  const visitor = await registeringCart(open);
  await open.run(visitor.place({ email: ACCOUNT.email }));
  expect(rows(open.shop, "SELECT * FROM customers")).toEqual([]);
  const before = open.events().length;
  const seen = await visitor.succeed();
  const [customer] = rows(open.shop, "SELECT id, email FROM customers");
  expect(customer).toMatchObject({ email: ACCOUNT.email });
  const id = String(customer?.["id"]);
  const told = open.events().slice(before);
  expect(told.map(({ type }) => type)).toEqual(["trace.recorded", "customer.registered"]);
  expect(told[1]?.objects).toContainEqual({ type: "customer", id });
  expect(told[1]?.transactionId).toBe(visitor.transactionId);
  expect(seen.order?.number).toBe("100000001");
  expect(rows(open.shop, "SELECT customerId, customerKind FROM orders")).toEqual([
    { customerId: id, customerKind: "registering" },
  ]);
  expect(rows(open.shop, "SELECT customerId FROM sessions")).toEqual([{ customerId: id }]);
  expect(JSON.stringify(open.events())).not.toContain(ACCOUNT.email);

  const { quote } = await visitor.add("MANUAL");
  expect(quote).toMatchObject({ customerKind: "registered" });
  const later = await new TestVisitor(open.shop).select();
  expect(await later.logIn()).toMatchObject({ quote: { id: quote?.id } });
});

test("a cart that was filled before the page was reached becomes the new customer's", async () => {
  await using open = openSellingShop();
  const visitor = await registeringCart(open);
  await open.run(visitor.place({ email: ACCOUNT.email }));
  const { quote } = await visitor.add("MANUAL");
  expect(quote).toMatchObject({ customerKind: "guest" });
  const kept = { id: quote?.id, customerKind: "registered", items: [{ product: "MANUAL" }] };
  expect((await visitor.succeed()).quote).toMatchObject(kept);
  expect(open.eventTypes().slice(-2)).toEqual(["customer.registered", "quote.assigned"]);
  const later = await new TestVisitor(open.shop).select();
  expect((await later.logIn()).quote).toMatchObject(kept);
});

test("who logged in to another account meanwhile stays logged in there", async () => {
  await using open = openSellingShop();
  const other = { ...ACCOUNT, email: "other@example.org" };
  makeAccount(open.shop, other);
  const visitor = await registeringCart(open);
  await open.run(visitor.place({ email: ACCOUNT.email }));
  await visitor.logIn(other);
  await visitor.succeed();
  const sql = "SELECT email FROM sessions JOIN customers ON customers.id = customerId";
  expect(rows(open.shop, sql)).toEqual([{ email: other.email }]);
  expect(open.eventTypes()).toContain("customer.registered");
});

test("reaching it again changes nothing", async () => {
  await using open = openSellingShop();
  const visitor = await registeringCart(open);
  await open.run(visitor.place());
  const seen = await visitor.succeed();
  const count = open.events().length;
  expect(await visitor.succeed()).toEqual(seen);
  expect(open.events()).toHaveLength(count);
});

test("never reached, there is an order without account", async () => {
  await using open = openSellingShop();
  const visitor = await registeringCart(open);
  await open.run(visitor.place());
  await open.pass(HOUR_MS);
  await expect(visitor.succeed()).rejects.toMatchObject({ code: "session-expired" });
  expect(rows(open.shop, "SELECT state, customerId, customerKind FROM orders")).toEqual([
    { state: "paid", customerId: null, customerKind: "registering" },
  ]);
  expect(open.eventTypes()).not.toContain("customer.registered");
});

test.each(["tok-expired", "tok-request-lost"])(
  "there is no such page after %s",
  async (cardToken) => {
    await using open = openSellingShop();
    const visitor = await registeringCart(open);
    await open.run(visitor.place({ methods: [{ ...CARD, cardToken }] }));
    await expect(visitor.succeed()).rejects.toMatchObject({ code: "wrong-state" });
    expect(rows(open.shop, "SELECT * FROM customers")).toEqual([]);
  },
);

test("guests get no account", async () => {
  await using open = openSellingShop();
  const visitor = await new TestVisitor(open.shop).select();
  await visitor.add("MANUAL");
  await open.run(visitor.place());
  await visitor.succeed();
  expect(rows(open.shop, "SELECT * FROM customers")).toEqual([]);
  expect(rows(open.shop, "SELECT successPageMs IS NULL AS isMissing FROM orders")).toEqual([
    { isMissing: 0 },
  ]);
});

test("an address that got an account meanwhile is not taken over", async () => {
  await using open = openSellingShop();
  const visitor = await registeringCart(open);
  await open.run(visitor.place());
  makeAccount(open.shop);
  await visitor.succeed();
  expect(open.events().at(-1)).toMatchObject({
    type: "warning.recorded",
    transactionId: visitor.transactionId,
  });
  expect(rows(open.shop, "SELECT customerId FROM orders")).toEqual([{ customerId: null }]);
  expect(rows(open.shop, "SELECT customerId FROM sessions")).toEqual([{ customerId: null }]);
});
