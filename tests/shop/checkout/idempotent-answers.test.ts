import { expect, test } from "vitest";
import { expireSessions } from "#shop/quotes/expire-sessions.ts";
import { CARD, rows, TestVisitor } from "../visits/visitor.ts";
import { openSellingShop, type SellingShop } from "./open-selling-shop.ts";

const DAY_MS = 86_400_000;

async function cartOf(open: SellingShop): Promise<TestVisitor> {
  const visitor = await new TestVisitor(open.shop).select();
  await visitor.add("MANUAL");
  return visitor;
}

test("the same key with the same request gets the same answer and pays once", async () => {
  await using open = openSellingShop();
  const visitor = await cartOf(open);
  const first = await open.run(visitor.place({ idempotencyKey: "k-1" }));
  const count = open.events().length;
  expect(await open.run(visitor.place({ idempotencyKey: "k-1" }))).toEqual(first);
  expect(open.events()).toHaveLength(count);
  expect(open.gateways.truth()).toHaveLength(1);
});

test("a decline is an answer too; another key tries again", async () => {
  await using open = openSellingShop();
  const visitor = await cartOf(open);
  const methods = [{ ...CARD, cardToken: "tok-stolen" }];
  const first = await open.run(visitor.place({ idempotencyKey: "k-1", methods }));
  expect(first).toMatchObject({ outcome: "declined", reason: "stolen card" });
  expect(await open.run(visitor.place({ idempotencyKey: "k-1", methods }))).toEqual(first);
  expect(await open.run(visitor.place({ idempotencyKey: "k-2" }))).toMatchObject({
    outcome: "placed",
    orderNumber: first.orderNumber,
  });
});

test("the same key with another request is a conflict", async () => {
  await using open = openSellingShop();
  const visitor = await cartOf(open);
  await open.run(visitor.place({ idempotencyKey: "k-1" }));
  await expect(
    visitor.place({ idempotencyKey: "k-1", email: "other@example.org" }),
  ).rejects.toMatchObject({ code: "idempotency-conflict" });
});

test("while the first is under way, the same key is told to wait", async () => {
  await using open = openSellingShop();
  const visitor = await cartOf(open);
  const placing = visitor.place({ idempotencyKey: "k-1" });
  await open.pass(10);
  await expect(visitor.place({ idempotencyKey: "k-1" })).rejects.toMatchObject({
    code: "wrong-state",
  });
  await open.run(placing);
});

test("a request that changed nothing leaves its key free", async () => {
  await using open = openSellingShop();
  const visitor = await cartOf(open);
  open.shop.web.transaction((tx) => tx.run("UPDATE stock SET onHand = 0"));
  await expect(visitor.place({ idempotencyKey: "k-1" })).rejects.toMatchObject({
    code: "out-of-stock",
  });
  open.shop.web.transaction((tx) => tx.run("UPDATE stock SET onHand = 1"));
  expect(await open.run(visitor.place({ idempotencyKey: "k-1" }))).toMatchObject({
    outcome: "placed",
  });
});

test("a key counts within its visit; what is kept holds no card code and is forgotten after a day", async () => {
  await using open = openSellingShop();
  const [one, other] = [await cartOf(open), await cartOf(open)];
  const methods = [{ method: "giftCard" as const, code: "ABCD-SECRET-9999" }];
  const declined = await open.run(one.place({ idempotencyKey: "k-1", methods }));
  expect(declined).toMatchObject({ outcome: "declined" });
  expect(await open.run(other.place({ idempotencyKey: "k-1" }))).toMatchObject({
    outcome: "placed",
  });
  const kept = rows(open.shop, "SELECT * FROM idempotentAnswers");
  expect(kept).toHaveLength(2);
  expect(JSON.stringify(kept)).not.toContain("SECRET");
  await open.pass(DAY_MS);
  expireSessions(open.shop);
  expect(rows(open.shop, "SELECT * FROM idempotentAnswers")).toEqual([]);
});
