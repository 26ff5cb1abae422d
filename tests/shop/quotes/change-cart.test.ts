import { expect, test } from "vitest";
import { openShop } from "../open-shop.ts";
import { rows, sellProducts, SURVEY, TestVisitor } from "../visits/visitor.ts";

test("more of the same counts together; a card with another survey is another item", async () => {
  await using open = openShop();
  sellProducts(open.shop);
  const visitor = await new TestVisitor(open.shop).select();
  await visitor.add("MANUAL", { quantity: 2 });
  await visitor.add("CARD-50");
  await visitor.add("CARD-50", { survey: { ...SURVEY, RecipientName: "Bo" } });
  await visitor.add("CARD-50");
  const { quote } = await visitor.add("MANUAL");
  expect(quote?.items.map(({ product, quantity }) => [product, quantity])).toEqual([
    ["MANUAL", 3],
    ["CARD-50", 2],
    ["CARD-50", 1],
  ]);
});

test("a product is taken out whole", async () => {
  await using open = openShop();
  sellProducts(open.shop);
  const visitor = await new TestVisitor(open.shop).select();
  await visitor.add("MANUAL", { quantity: 2 });
  await visitor.add("COURSE-SQL");
  const { quote } = await visitor.remove("MANUAL");
  expect(quote?.items).toMatchObject([{ product: "COURSE-SQL" }]);
  expect(open.events().at(-1)).toMatchObject({
    type: "quote.itemRemoved",
    objects: [
      { type: "quote", id: quote?.id },
      { type: "product", id: "MANUAL" },
    ],
    attributes: { quantity: 2 },
  });
  await expect(visitor.remove("MANUAL")).rejects.toMatchObject({ code: "not-found" });
});

test("an emptied cart is over, and the next product begins another", async () => {
  await using open = openShop();
  sellProducts(open.shop);
  const visitor = await new TestVisitor(open.shop).select();
  const { quote } = await visitor.add("MANUAL");
  expect(await visitor.empty()).toMatchObject({ quote: { id: quote?.id, state: "emptied" } });
  await expect(visitor.empty()).rejects.toMatchObject({ code: "cart-empty" });
  await expect(visitor.checkOut()).rejects.toMatchObject({ code: "cart-empty" });
  const next = await visitor.add("MANUAL");
  expect(next.quote?.id).not.toBe(quote?.id);
});

test("a cart with nothing in it cannot be checked out", async () => {
  await using open = openShop();
  sellProducts(open.shop);
  const visitor = await new TestVisitor(open.shop).select();
  await visitor.add("MANUAL");
  await visitor.remove("MANUAL");
  await expect(visitor.checkOut()).rejects.toMatchObject({ code: "cart-empty" });
});

test.each([
  ["a survey for what is no gift card", "MANUAL", { survey: SURVEY }],
  ["a gift card without its survey", "CARD-50", { survey: undefined }],
  ["a required question left open", "CARD-50", { survey: { RecipientName: "Ana" } }],
  ["an answer to what is not asked", "CARD-50", { survey: { ...SURVEY, message: "case" } }],
  ["a recipient without address", "CARD-50", { survey: { ...SURVEY, RecipientMail: "Ana" } }],
  ["a renewal of what is no license", "MANUAL", { previousLicenseId: "LN-1" }],
  ["two licenses that renew one", "OFFICE-1Y", { previousLicenseId: "LN-1", quantity: 2 }],
  ["no quantity", "MANUAL", { quantity: 0 }],
  ["more than can be bought at once", "MANUAL", { quantity: 51 }],
] as const)("refused, with nothing changed: %s", async (_what, product, more) => {
  await using open = openShop();
  sellProducts(open.shop);
  const visitor = await new TestVisitor(open.shop).select();
  await expect(visitor.add(product, more)).rejects.toMatchObject({ code: "invalid-request" });
  expect(rows(open.shop, "SELECT * FROM quotes")).toEqual([]);
  expect(open.eventTypes()).toEqual(["product.selected", "warning.recorded"]);
});

test("a cart has its bounds, each step of which undoes itself", async () => {
  await using open = openShop();
  sellProducts(open.shop);
  const visitor = await new TestVisitor(open.shop).select();
  await visitor.add("MANUAL", { quantity: 50 });
  await expect(visitor.add("MANUAL")).rejects.toMatchObject({ code: "invalid-request" });
  await visitor.add("OFFICE-1Y", { quantity: 50 });
  await visitor.add("COURSE-SQL", { quantity: 49 });
  await expect(visitor.add("COURSE-SQL")).rejects.toMatchObject({ code: "invalid-request" });
  const { quote } = await visitor.view();
  expect(quote?.items.map(({ quantity }) => quantity)).toEqual([50, 50, 49]);
  expect(open.eventTypes().filter((type) => type === "quote.itemAdded")).toHaveLength(3);
});

test("renewals each stand for themselves, twenty items at most", async () => {
  await using open = openShop();
  sellProducts(open.shop);
  const visitor = await new TestVisitor(open.shop).select();
  for (let item = 1; item <= 20; item += 1) {
    await visitor.add("OFFICE-1Y", { previousLicenseId: `LN-${item}` });
  }
  await expect(visitor.add("OFFICE-1Y", { previousLicenseId: "LN-21" })).rejects.toMatchObject({
    code: "invalid-request",
  });
});

test("what is no longer sold can still be taken out", async () => {
  await using open = openShop();
  sellProducts(open.shop);
  const visitor = await new TestVisitor(open.shop).select();
  await visitor.add("MANUAL", { quantity: 2 });
  open.shop.web.transaction((tx) => tx.run("DELETE FROM products"));
  await expect(visitor.place()).rejects.toMatchObject({ code: "wrong-state" });
  expect(await visitor.remove("MANUAL")).toMatchObject({ quote: { items: [] } });
  expect(open.events().at(-1)?.attributes).toEqual({ quantity: 2 });
  await expect(visitor.place()).rejects.toMatchObject({ code: "cart-empty" });
});
