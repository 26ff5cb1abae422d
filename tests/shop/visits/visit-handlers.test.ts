import { expect, test } from "vitest";
import { sessionIdOf } from "#shop/visits/visit-rows.ts";
import { openShop } from "../open-shop.ts";
import { rows, sellProducts, TestVisitor } from "./visitor.ts";

const HOUR_MS = 3_600_000;

test("a visit begins when a product is selected, and everything carries its transaction ID", async () => {
  await using open = openShop();
  sellProducts(open.shop);
  const visitor = await new TestVisitor(open.shop).select();
  await visitor.add("OFFICE-1Y");
  await visitor.checkOut();
  expect(visitor.transactionId).toMatch(/^[A-Z0-9]{16}$/);
  expect(open.eventTypes()).toEqual([
    "product.selected",
    "quote.created",
    "quote.itemAdded",
    "checkout.started",
  ]);
  for (const event of open.events()) expect(event.transactionId).toBe(visitor.transactionId);
});

test("the session's secret is not stored", async () => {
  await using open = openShop();
  sellProducts(open.shop);
  const visitor = await new TestVisitor(open.shop).select();
  const stored = JSON.stringify([
    rows(open.shop, "SELECT * FROM sessions"),
    rows(open.shop, "SELECT * FROM visits"),
    open.events(),
  ]);
  expect(stored).toContain(sessionIdOf(visitor.session));
  expect(stored).not.toContain(visitor.session);
});

test("a second visit in the same session has its own ID and the same cart", async () => {
  await using open = openShop();
  sellProducts(open.shop);
  const visitor = await new TestVisitor(open.shop).select();
  const { quote } = await visitor.add("OFFICE-1Y");
  const first = visitor.transactionId;
  await visitor.select("MANUAL", { stays: true });
  expect(visitor.transactionId).not.toBe(first);
  const seen = await visitor.add("MANUAL");
  expect(seen.quote).toMatchObject({
    id: quote?.id,
    items: [{ product: "OFFICE-1Y" }, { product: "MANUAL" }],
    amountMinor: 6_850,
    currency: "EUR",
  });
  expect(open.events().at(-1)?.transactionId).toBe(visitor.transactionId);
});

test("prices are in the currency of the store", async () => {
  await using open = openShop();
  sellProducts(open.shop);
  const visitor = await new TestVisitor(open.shop, "america").select();
  const { quote } = await visitor.add("OFFICE-1Y", { quantity: 3 });
  expect(quote).toMatchObject({ amountMinor: 14_700, currency: "USD" });
});

test.each([
  ["unknown store", "not-found", { store: "mars" }],
  ["unknown product", "not-found", { product: "NOTHING" }],
  ["unknown session", "unauthorized", { session: "A".repeat(32) }],
  ["malformed session", "invalid-request", { session: "short" }],
] as const)("an %s is recorded without transaction ID", async (unattributed, code, wrong) => {
  await using open = openShop();
  sellProducts(open.shop);
  const visitor = new TestVisitor(open.shop);
  const request = { store: "europe", product: "OFFICE-1Y", ...wrong };
  await expect(visitor.selectRaw(request)).rejects.toMatchObject({ code });
  expect(open.events()).toEqual([
    expect.objectContaining({
      type: "warning.recorded",
      unattributed,
      level: "error",
      attributes: { component: "storefront", operation: "selectProduct" },
    }),
  ]);
  expect(open.events()[0]).not.toHaveProperty("transactionId");
});

test("an expired session is refused unattributed, and its cart with it, before anybody swept", async () => {
  await using open = openShop();
  sellProducts(open.shop);
  const visitor = await new TestVisitor(open.shop).select();
  await visitor.add("OFFICE-1Y");
  await open.run(open.clock.sleep(HOUR_MS));
  await expect(visitor.add("MANUAL")).rejects.toMatchObject({ code: "session-expired" });
  const [expired, refused] = open.events().slice(-2);
  expect(expired).toMatchObject({
    type: "quote.sessionExpired",
    transactionId: visitor.transactionId,
  });
  expect(refused).toMatchObject({ type: "warning.recorded", unattributed: "expired session" });
  await expect(visitor.view()).rejects.toMatchObject({ code: "session-expired" });
  expect(open.eventTypes().filter((type) => type === "quote.sessionExpired")).toHaveLength(1);
});

test("each step makes the session last on", async () => {
  await using open = openShop();
  sellProducts(open.shop);
  const visitor = await new TestVisitor(open.shop).select();
  for (let step = 0; step < 4; step += 1) {
    await open.run(open.clock.sleep(HOUR_MS - 1));
    await visitor.view();
  }
  await open.run(open.clock.sleep(HOUR_MS));
  await expect(visitor.view()).rejects.toMatchObject({ code: "session-expired" });
});

test("nobody acts in another's visit", async () => {
  await using open = openShop();
  sellProducts(open.shop);
  const owner = await new TestVisitor(open.shop).select();
  const thief = await new TestVisitor(open.shop).select();
  thief.transactionId = owner.transactionId;
  await expect(thief.add("MANUAL")).rejects.toMatchObject({ code: "unauthorized" });
  expect(open.events().at(-1)).toMatchObject({ unattributed: "session of another visit" });
  thief.transactionId = "NOBODYKNOWSTHIS0";
  await expect(thief.view()).rejects.toMatchObject({ code: "not-found" });
  expect(open.events().at(-1)).toMatchObject({ unattributed: "unknown transaction ID" });
});

test("a session of one store is none of another", async () => {
  await using open = openShop();
  sellProducts(open.shop);
  const { session } = await new TestVisitor(open.shop).select();
  await expect(
    new TestVisitor(open.shop).selectRaw({ store: "america", product: "MANUAL", session }),
  ).rejects.toMatchObject({ code: "unauthorized" });
});

test("what is refused within a visit is recorded as the visit's, without what was sent", async () => {
  await using open = openShop();
  sellProducts(open.shop);
  const visitor = await new TestVisitor(open.shop).select();
  await expect(visitor.add("CARD-50", { survey: { Secret: "of mine" } })).rejects.toMatchObject({
    code: "invalid-request",
  });
  const told = open.events().at(-1);
  expect(told).toMatchObject({
    type: "warning.recorded",
    transactionId: visitor.transactionId,
    reason: "invalid-request",
  });
  expect(JSON.stringify(told)).not.toContain("Secret");
});
