import { expect, test } from "vitest";
import { expireSessions } from "#shop/quotes/expire-sessions.ts";
import { openShop } from "../open-shop.ts";
import { ACCOUNT, rows, sellProducts, TestVisitor } from "../visits/visitor.ts";
import { CUSTOMER_ID, makeAccount } from "./account.ts";

const DAY_MS = 86_400_000;

test("the session's cart becomes the customer's", async () => {
  await using open = openShop();
  sellProducts(open.shop);
  makeAccount(open.shop);
  const visitor = await new TestVisitor(open.shop).select();
  const { quote } = await visitor.add("MANUAL");
  const seen = await visitor.logIn({ ...ACCOUNT, email: "RAE@Example.org" });
  expect(seen.quote).toMatchObject({ id: quote?.id, customerKind: "registered" });
  expect(open.events().at(-1)).toMatchObject({
    type: "quote.assigned",
    transactionId: visitor.transactionId,
    objects: [
      { type: "quote", id: quote?.id },
      { type: "customer", id: CUSTOMER_ID },
    ],
  });
});

test("a cart that was left weeks ago comes back and takes the guest's in", async () => {
  await using open = openShop();
  sellProducts(open.shop);
  makeAccount(open.shop);
  const earlier = await new TestVisitor(open.shop).select();
  await earlier.logIn();
  const { quote: left } = await earlier.add("MANUAL", { quantity: 2 });
  expect(open.events().at(-2)).toMatchObject({
    type: "quote.created",
    attributes: { customerKind: "registered" },
    objects: [{ type: "quote" }, { type: "customer", id: CUSTOMER_ID }],
  });
  await open.run(open.clock.sleep(40 * DAY_MS), 60 * DAY_MS);
  expireSessions(open.shop);

  const visitor = await new TestVisitor(open.shop).select();
  const { quote: guests } = await visitor.add("MANUAL");
  await visitor.add("COURSE-SQL");
  const before = open.events().length;
  const { quote } = await visitor.logIn();
  expect(quote).toMatchObject({
    id: left?.id,
    state: "active",
    items: [
      { product: "MANUAL", quantity: 3 },
      { product: "COURSE-SQL", quantity: 1 },
    ],
  });
  const told = open.events().slice(before);
  expect(told.map(({ type, objects }) => [type, objects?.[0]?.id])).toEqual([
    ["trace.recorded", CUSTOMER_ID],
    ["quote.assigned", left?.id],
    ["quote.itemAdded", left?.id],
    ["quote.itemAdded", left?.id],
    ["quote.emptied", guests?.id],
  ]);
  for (const { transactionId } of told) expect(transactionId).toBe(visitor.transactionId);
});

test("the customer has one cart in a store, on whatever device", async () => {
  await using open = openShop();
  sellProducts(open.shop);
  makeAccount(open.shop);
  const [one, other] = [new TestVisitor(open.shop), new TestVisitor(open.shop)];
  for (const visitor of [one, other]) {
    await visitor.select();
    await visitor.logIn();
  }
  await one.add("MANUAL");
  const seen = await other.add("COURSE-SQL");
  expect(seen.quote?.items).toHaveLength(2);
  expect(await one.view()).toMatchObject({ quote: seen.quote });
  const elsewhere = await new TestVisitor(open.shop, "america").select();
  expect(await elsewhere.logIn()).toMatchObject({ quote: null });
});

test("a wrong password and an unknown address get the same answer, recorded as the visit's", async () => {
  await using open = openShop();
  sellProducts(open.shop);
  makeAccount(open.shop);
  const visitor = await new TestVisitor(open.shop).select();
  const refusals = [];
  for (const wrong of [{ password: "wrong password" }, { email: "nobody@example.org" }]) {
    refusals.push(await visitor.logIn({ ...ACCOUNT, ...wrong }).catch((error: unknown) => error));
  }
  expect(refusals[0]).toMatchObject({ code: "unauthorized" });
  expect(refusals[1]).toEqual(refusals[0]);
  const told = open.events().slice(-2);
  expect(told).toMatchObject([
    { type: "warning.recorded", transactionId: visitor.transactionId },
    { type: "warning.recorded", transactionId: visitor.transactionId },
  ]);
  expect(JSON.stringify(told)).not.toContain("example.org");
  expect(rows(open.shop, "SELECT customerId FROM sessions")).toEqual([{ customerId: null }]);
});

test("logging in again changes nothing; as somebody else it is refused", async () => {
  await using open = openShop();
  sellProducts(open.shop);
  makeAccount(open.shop);
  const other = { ...ACCOUNT, email: "other@example.org" };
  makeAccount(open.shop, other, "C000000002");
  const visitor = await new TestVisitor(open.shop).select();
  await visitor.add("MANUAL");
  await visitor.logIn();
  const before = open.events().length;
  await visitor.logIn();
  expect(open.events()).toHaveLength(before);
  await expect(visitor.logIn(other)).rejects.toMatchObject({ code: "wrong-state" });
});

test("carts that are too much together stay apart, and nobody is logged in", async () => {
  await using open = openShop();
  sellProducts(open.shop);
  makeAccount(open.shop);
  const earlier = await new TestVisitor(open.shop).select();
  await earlier.logIn();
  await earlier.add("MANUAL", { quantity: 50 });
  const visitor = await new TestVisitor(open.shop).select();
  const { quote } = await visitor.add("MANUAL");
  await expect(visitor.logIn()).rejects.toMatchObject({ code: "invalid-request" });
  expect(await visitor.view()).toMatchObject({ quote: { id: quote?.id, customerKind: "guest" } });
});

test("of two customers who log in at once in one session, one is", async () => {
  await using open = openShop();
  sellProducts(open.shop);
  makeAccount(open.shop);
  const other = { ...ACCOUNT, email: "other@example.org" };
  makeAccount(open.shop, other, "C000000002");
  const visitor = await new TestVisitor(open.shop).select();
  const both = await Promise.allSettled([visitor.logIn(), visitor.logIn(other)]);
  expect(both).toMatchObject([
    { status: "fulfilled" },
    { status: "rejected", reason: { code: "wrong-state" } },
  ]);
  expect(rows(open.shop, "SELECT customerId FROM sessions")).toEqual([{ customerId: CUSTOMER_ID }]);
});

test("who logs in when the session is just ending is refused, and keeps no cart", async () => {
  await using open = openShop();
  sellProducts(open.shop);
  makeAccount(open.shop);
  const visitor = await new TestVisitor(open.shop).select();
  await visitor.add("MANUAL");
  const loggingIn = visitor.logIn();
  open.shop.web.transaction((tx) => tx.run("UPDATE sessions SET expiresMs = 0"));
  await expect(loggingIn).rejects.toMatchObject({ code: "session-expired" });
  expect(rows(open.shop, "SELECT customerId FROM quotes")).toEqual([{ customerId: null }]);
});

test("who guesses passwords is not looked at any more, not even with the right one", async () => {
  await using open = openShop();
  sellProducts(open.shop);
  makeAccount(open.shop);
  const visitor = await new TestVisitor(open.shop).select();
  const refused = { code: "unauthorized" };
  for (let guess = 0; guess < 5; guess += 1) {
    await expect(
      visitor.logIn({ ...ACCOUNT, password: `guess number ${guess}` }),
    ).rejects.toMatchObject(refused);
  }
  await expect(visitor.logIn()).rejects.toMatchObject(refused);
  await open.run(open.clock.sleep(900_000));
  await visitor.add("MANUAL");
  expect((await visitor.logIn()).quote).toMatchObject({ customerKind: "registered" });
});
