import { expect, test } from "vitest";
import { CUSTOMER_ID, makeAccount } from "../customers/account.ts";
import { CARD, rows, TestVisitor } from "../visits/visitor.ts";
import { openSellingShop, type SellingShop } from "./open-selling-shop.ts";

const DAY_MS = 86_400_000;
const REFUSED = { ...CARD, cardToken: "tok-expired" };

async function cartOf(open: SellingShop, store?: string): Promise<TestVisitor> {
  const visitor = await new TestVisitor(open.shop, store).select();
  await visitor.add("OFFICE-1Y", { quantity: 2 });
  await visitor.add("MANUAL", { quantity: 3 });
  await visitor.checkOut();
  return visitor;
}

function stateOf(open: SellingShop): unknown {
  return {
    quotes: rows(
      open.shop,
      "SELECT state, orderNumber, placing FROM quotes ORDER BY createdMs, id",
    ),
    orders: rows(open.shop, "SELECT number, state FROM orders ORDER BY number"),
  };
}

test("a paid cart is an order with its number, its lines and its documents' order of events", async () => {
  await using open = openSellingShop();
  const visitor = await cartOf(open);
  const before = open.events().length;
  const placed = await open.run(visitor.place());
  expect(placed).toEqual({
    outcome: "placed",
    orderNumber: "100000001",
    foreignId: "38-200001",
  });
  const told = open.events().slice(before);
  expect(told.map(({ type }) => type)).toEqual([
    "order.numberReserved",
    "stock.reserved",
    "payment.requested",
    "payment.authorized",
    "payment.captured",
    "order.placed",
  ]);
  for (const { transactionId } of told) expect(transactionId).toBe(visitor.transactionId);
  expect(told[0]).toMatchObject({ attributes: { store: "europe", sequence: 1 } });
  const [, , , , , order] = told;
  expect(order).toMatchObject({
    objects: [
      { type: "order", id: "100000001" },
      { type: "order", id: "38-200001", role: "foreignId" },
      { type: "quote" },
    ],
    amount: { minor: 2 * 4_900 + 3 * 1_950, currency: "EUR" },
  });
  expect(order?.attributes?.["lines"]).toMatchObject([
    { product: "OFFICE-1Y", kind: "license", quantity: 1, amount: { minor: 4_900 } },
    { product: "OFFICE-1Y", kind: "license", quantity: 1, amount: { minor: 4_900 } },
    { product: "MANUAL", kind: "physical", quantity: 3, amount: { minor: 5_850 } },
  ]);
  const lines = rows(open.shop, "SELECT lineItemId FROM orderLines");
  expect(new Set(lines.map(({ lineItemId }) => lineItemId)).size).toBe(3);
  for (const { lineItemId } of lines) expect(lineItemId).toMatch(/^[1-9]\d{16}$/);
  expect(stateOf(open)).toEqual({
    quotes: [{ state: "ordered", orderNumber: "100000001", placing: null }],
    orders: [{ number: "100000001", state: "paid" }],
  });
  expect(rows(open.shop, "SELECT kind, subject FROM jobs ORDER BY kind")).toContainEqual({
    kind: "replicate",
    subject: "100000001",
  });
});

test("a decline gives its reason and leaves the number on the quote; the next takes the next", async () => {
  await using open = openSellingShop();
  const refused = await cartOf(open);
  const answer = await open.run(refused.place({ methods: [REFUSED] }));
  expect(answer).toEqual({
    outcome: "declined",
    orderNumber: "100000001",
    foreignId: null,
    reason: "expired card",
  });
  expect(open.eventTypes()).not.toContain("order.placed");
  expect(open.eventTypes().slice(-2)).toEqual(["payment.declined", "stock.released"]);
  const next = await cartOf(open);
  expect(await open.run(next.place())).toMatchObject({ orderNumber: "100000002" });
  expect(stateOf(open)).toEqual({
    quotes: [
      { state: "active", orderNumber: "100000001", placing: null },
      { state: "ordered", orderNumber: "100000002", placing: null },
    ],
    orders: [{ number: "100000002", state: "paid" }],
  });
});

test("trying again with another card keeps the number and reserves none", async () => {
  await using open = openSellingShop();
  const visitor = await cartOf(open);
  await open.run(visitor.place({ methods: [REFUSED] }));
  expect(await open.run(visitor.place())).toMatchObject({
    outcome: "placed",
    orderNumber: "100000001",
  });
  expect(open.eventTypes().filter((type) => type === "order.numberReserved")).toHaveLength(1);
});

test("weeks later a registered customer's order carries the old number", async () => {
  await using open = openSellingShop();
  makeAccount(open.shop);
  const early = await cartOf(open);
  await early.logIn();
  await open.run(early.place({ methods: [REFUSED] }));
  for (let order = 0; order < 3; order += 1) await open.run((await cartOf(open)).place());
  await open.pass(100 * DAY_MS);

  const late = await new TestVisitor(open.shop).select();
  const { quote } = await late.logIn();
  expect(quote?.items).toHaveLength(2);
  const placed = await open.run(late.place());
  expect(placed).toMatchObject({ outcome: "placed", orderNumber: "100000001" });
  const order = open.events().findLast(({ type }) => type === "order.placed");
  expect(order).toMatchObject({ transactionId: late.transactionId });
  expect(order?.objects).toContainEqual({ type: "customer", id: CUSTOMER_ID });
});

test("of two carts that become one, the older keeps its number and the other's stays unused", async () => {
  await using open = openSellingShop();
  makeAccount(open.shop);
  const early = await cartOf(open);
  await early.logIn();
  await open.run(early.place({ methods: [REFUSED] }));
  const late = await cartOf(open);
  await open.run(late.place({ methods: [REFUSED] }));
  await late.logIn();
  expect(await open.run(late.place())).toMatchObject({ orderNumber: "100000001" });
  expect(stateOf(open)).toMatchObject({
    quotes: [
      { state: "ordered", orderNumber: "100000001" },
      { state: "emptied", orderNumber: "100000002" },
    ],
    orders: [{ number: "100000001" }],
  });
  expect(rows(open.shop, "SELECT sum(quantity) AS pieces FROM orderLines")).toEqual([
    { pieces: 10 },
  ]);
  const next = await open.run((await cartOf(open)).place());
  expect(next).toMatchObject({ orderNumber: "100000003" });
});

test("each store counts for itself", async () => {
  await using open = openSellingShop();
  const numbers = [];
  for (const store of ["europe", "america", "academy", "america"]) {
    numbers.push((await open.run((await cartOf(open, store)).place())).orderNumber);
  }
  expect(numbers).toEqual(["100000001", "200000001", "300000001", "200000002"]);
});

test("a gateway that does not answer leaves the order uncertain, with its stock held", async () => {
  await using open = openSellingShop();
  const visitor = await cartOf(open);
  const placed = await open.run(
    visitor.place({ methods: [{ ...CARD, cardToken: "tok-answer-lost" }] }),
  );
  expect(placed).toMatchObject({ outcome: "uncertain", foreignId: "38-200001" });
  expect(open.eventTypes().slice(-3)).toEqual([
    "payment.timedOut",
    "order.placed",
    "order.uncertain",
  ]);
  expect(stateOf(open)).toMatchObject({ orders: [{ state: "uncertain" }] });
  expect(open.eventTypes()).not.toContain("stock.released");
});

test("a shop that notes no answer does not notice that one is missing", async () => {
  await using open = openSellingShop();
  const visitor = await cartOf(open);
  open.fail("payment.unanswered");
  expect(await open.run(visitor.place())).toMatchObject({ outcome: "placed" });
  expect(stateOf(open)).toMatchObject({ orders: [{ state: "placed" }] });
  expect(open.eventTypes()).not.toContain("order.uncertain");
});

test("a bank transfer is placed, and paid when the money comes", async () => {
  await using open = openSellingShop();
  const visitor = await cartOf(open);
  const placed = await open.run(visitor.place({ methods: [{ method: "bankTransfer" }] }));
  expect(placed).toMatchObject({ outcome: "placed" });
  expect(stateOf(open)).toMatchObject({ orders: [{ state: "placed" }] });
  await open.pass(10 * DAY_MS);
  expect(stateOf(open)).toMatchObject({ orders: [{ state: "paid" }] });
});

test("of two requests at once for one cart, one pays", async () => {
  await using open = openSellingShop();
  const visitor = await cartOf(open);
  const both = await open.run(Promise.allSettled([visitor.place(), visitor.place()]));
  expect(both).toMatchObject([
    { status: "fulfilled", value: { orderNumber: "100000001" } },
    { status: "rejected", reason: { code: "wrong-state" } },
  ]);
  expect(open.gateways.truth()).toMatchObject([{ capturedMinor: 15_650 }]);
  await expect(visitor.place()).rejects.toMatchObject({ code: "cart-empty" });
});

test("nothing is put in or taken out while the cart is being paid", async () => {
  await using open = openSellingShop();
  makeAccount(open.shop);
  const visitor = await cartOf(open);
  const placing = visitor.place();
  await open.pass(10);
  for (const step of [
    () => visitor.add("MANUAL"),
    () => visitor.remove("MANUAL"),
    () => visitor.empty(),
    () => visitor.checkOut(),
    () => visitor.logIn(),
    () =>
      visitor.register({ email: "n@x.cz", password: "12345678", firstName: "N", lastName: "X" }),
  ]) {
    await expect(step()).rejects.toMatchObject({ code: "wrong-state" });
  }
  expect(await visitor.view()).toMatchObject({ quote: { state: "paying" }, order: null });
  expect(await open.run(placing)).toMatchObject({ outcome: "placed" });
});

test("what cannot be placed reserves no number and changes nothing", async () => {
  await using open = openSellingShop();
  const visitor = await cartOf(open);
  const before = stateOf(open);
  open.shop.web.transaction((tx) => tx.run("UPDATE stock SET onHand = 2"));
  await expect(visitor.place()).rejects.toMatchObject({ code: "out-of-stock" });
  open.shop.web.transaction((tx) => tx.run("UPDATE stock SET onHand = 100"));
  const tooLittle = [{ ...CARD, amountMinor: 100 }];
  await expect(visitor.place({ methods: tooLittle })).rejects.toMatchObject({
    code: "invalid-request",
  });
  open.shop.web.transaction((tx) => tx.run("DELETE FROM products WHERE code = 'OFFICE-1Y'"));
  await expect(visitor.place()).rejects.toMatchObject({ code: "wrong-state" });
  expect(stateOf(open)).toEqual(before);
  expect(open.eventTypes().slice(-3)).toEqual(Array(3).fill("warning.recorded"));
});

test("the price is that of the moment of placing, whatever the catalog says while it is paid", async () => {
  await using open = openSellingShop();
  const visitor = await cartOf(open);
  const placing = visitor.place();
  await open.pass(10);
  open.shop.web.transaction((tx) => tx.run("UPDATE products SET priceMinor = 1"));
  await open.run(placing);
  expect(rows(open.shop, "SELECT amountMinor FROM orders")).toEqual([{ amountMinor: 15_650 }]);
});

test("a guest whose session ended during the payment loses a declined cart", async () => {
  await using open = openSellingShop({
    settings: { sessionMs: 10_000 },
    travel: () => ({ requestMs: 20, answerMs: 30_000 }),
  });
  const visitor = await cartOf(open);
  const declined = await open.run(visitor.place({ methods: [REFUSED] }));
  expect(declined).toMatchObject({ outcome: "declined" });
  expect(stateOf(open)).toMatchObject({ quotes: [{ state: "expired", orderNumber: "100000001" }] });
  expect(open.eventTypes().at(-1)).toBe("quote.sessionExpired");
});

test("an address or a phone number never stands in an event", async () => {
  await using open = openSellingShop();
  const visitor = await cartOf(open);
  await open.run(visitor.place({ email: "gia@private.example" }));
  expect(JSON.stringify(open.events())).not.toMatch(/private\.example|Gia|Guest"/);
});

test("what costs nothing is an order that nobody is asked to pay", async () => {
  await using open = openSellingShop();
  const visitor = await new TestVisitor(open.shop).select();
  await visitor.add("MANUAL");
  await open.run(visitor.place({ methods: [REFUSED] }));
  open.shop.web.transaction((tx) => tx.run("UPDATE products SET priceMinor = 0"));
  expect(await open.run(visitor.place({ methods: [REFUSED], idempotencyKey: "k" }))).toMatchObject({
    outcome: "placed",
    orderNumber: "100000001",
  });
  expect(stateOf(open)).toMatchObject({ orders: [{ state: "paid" }] });
  expect(await visitor.place({ methods: [REFUSED], idempotencyKey: "k" })).toMatchObject({
    outcome: "placed",
  });
});

test("a fault of ours in the middle of the payment leaves the order uncertain, not lost", async () => {
  await using open = openSellingShop();
  const visitor = await cartOf(open);
  const { web } = open.shop;
  const transaction = web.transaction.bind(web);
  let left = 4;
  web.transaction = (step) => {
    left -= 1;
    if (left === 0) throw new Error("out of order");
    return transaction(step);
  };
  await expect(open.run(visitor.place({ idempotencyKey: "k" }))).rejects.toThrow("out of order");
  expect(stateOf(open)).toMatchObject({
    quotes: [{ state: "ordered" }],
    orders: [{ number: "100000001", state: "uncertain" }],
  });
  expect(await visitor.place({ idempotencyKey: "k" })).toMatchObject({ outcome: "uncertain" });
});

test("where nothing can be written after the payment for a while, the order is there once it can", async () => {
  await using open = openSellingShop();
  const visitor = await cartOf(open);
  const { web } = open.shop;
  const { clock } = open.shop;
  const transaction = web.transaction.bind(web);
  let writes = 0;
  let fullUntilMs = Number.POSITIVE_INFINITY;
  web.transaction = (step) => {
    writes += 1;
    if (writes === 4) fullUntilMs = clock.nowMs() + 20_000;
    if (writes >= 4 && clock.nowMs() < fullUntilMs) throw new Error("disk is full");
    return transaction(step);
  };
  await expect(open.run(visitor.place())).rejects.toThrow("disk is full");
  expect(stateOf(open)).toMatchObject({
    quotes: [{ state: "ordered" }],
    orders: [{ number: "100000001", state: "uncertain" }],
  });
});
