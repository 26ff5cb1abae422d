import { expect, test } from "vitest";
import { expireSessions } from "#shop/quotes/expire-sessions.ts";
import { openShop } from "../open-shop.ts";
import { makeAccount } from "../customers/account.ts";
import { rows, sellProducts, TestVisitor } from "../visits/visitor.ts";

const HOUR_MS = 3_600_000;

test("guests and registering customers lose their carts for good; registered ones keep theirs", async () => {
  await using open = openShop();
  sellProducts(open.shop);
  makeAccount(open.shop);
  const guest = await new TestVisitor(open.shop).select();
  const lost = await guest.add("MANUAL");
  await open.run(open.clock.sleep(1));
  const registering = await new TestVisitor(open.shop).select();
  await registering.add("MANUAL");
  await registering.register({
    email: "new@example.org",
    password: "long enough",
    firstName: "N",
    lastName: "W",
  });
  const registered = await new TestVisitor(open.shop).select();
  await registered.add("MANUAL");
  await registered.logIn();
  await open.run(open.clock.sleep(HOUR_MS - 2));
  expect(expireSessions(open.shop)).toBe(0);
  await open.run(open.clock.sleep(2));
  const before = open.events().length;
  expect(expireSessions(open.shop)).toBe(3);
  expect(open.events().slice(before)).toMatchObject([
    {
      type: "quote.sessionExpired",
      transactionId: guest.transactionId,
      objects: [{ type: "quote", id: lost.quote?.id }],
    },
    { type: "quote.sessionExpired", transactionId: registering.transactionId },
  ]);
  expect(
    rows(open.shop, "SELECT customerKind, state, registration FROM quotes ORDER BY customerKind"),
  ).toEqual([
    { customerKind: "guest", state: "expired", registration: null },
    { customerKind: "registered", state: "active", registration: null },
    { customerKind: "registering", state: "expired", registration: null },
  ]);
  expect(expireSessions(open.shop)).toBe(0);
});

test("a session that goes on keeps its cart", async () => {
  await using open = openShop();
  sellProducts(open.shop);
  const visitor = await new TestVisitor(open.shop).select();
  await visitor.add("MANUAL");
  await open.run(open.clock.sleep(HOUR_MS - 1));
  await visitor.view();
  await open.run(open.clock.sleep(HOUR_MS - 1));
  expect(expireSessions(open.shop)).toBe(0);
  expect(await visitor.view()).toMatchObject({ quote: { state: "active" } });
});

test("more sessions than one transaction takes all end", async () => {
  await using open = openShop();
  sellProducts(open.shop);
  for (let visitor = 0; visitor < 450; visitor += 1) {
    await new TestVisitor(open.shop).select();
  }
  await open.run(open.clock.sleep(HOUR_MS));
  expect(expireSessions(open.shop)).toBe(450);
});
