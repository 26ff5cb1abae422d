import fc from "fast-check";
import { expect, test } from "vitest";
import { orderNumberOf } from "#domain/numbering/numbers-of-sequence.ts";
import { ShopError } from "#shop/errors.ts";
import { expireSessions } from "#shop/quotes/expire-sessions.ts";
import { makeAccount } from "../customers/account.ts";
import { ACCOUNT, CARD, rows, TestVisitor } from "../visits/visitor.ts";
import { openSellingShop, type SellingShop } from "./open-selling-shop.ts";

const VISITORS = 4;
const STORES = ["europe", "america"] as const;
const CARDS = ["tok-good", "tok-expired", "tok-request-lost", "tok-answer-lost"] as const;

const who = fc.nat({ max: VISITORS - 1 });
const action = fc.oneof(
  { weight: 3, arbitrary: fc.record({ step: fc.constant("select" as const), who }) },
  { weight: 5, arbitrary: fc.record({ step: fc.constant("add" as const), who }) },
  {
    weight: 6,
    arbitrary: fc.record({
      step: fc.constant("place" as const),
      who,
      card: fc.constantFrom(...CARDS),
      key: fc.option(fc.constantFrom("k1", "k2"), { nil: undefined }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ step: fc.constant("logIn" as const), who }) },
  { weight: 1, arbitrary: fc.record({ step: fc.constant("register" as const), who }) },
  { weight: 1, arbitrary: fc.record({ step: fc.constant("succeed" as const), who }) },
  { weight: 1, arbitrary: fc.record({ step: fc.constant("empty" as const), who }) },
  {
    weight: 4,
    arbitrary: fc.record({
      step: fc.constant("pass" as const),
      durationMs: fc.constantFrom(1, 25, 60, 1_000, 70_000, 3_700_000),
    }),
  },
);
type Action = typeof action extends fc.Arbitrary<infer Value> ? Value : never;

function take(visitor: TestVisitor, chosen: Exclude<Action, { step: "pass" }>): Promise<unknown> {
  switch (chosen.step) {
    case "select":
      return visitor.select();
    case "add":
      return visitor.add("MANUAL");
    case "place":
      return visitor.place({
        methods: [{ ...CARD, cardToken: chosen.card }],
        ...(chosen.key === undefined ? {} : { idempotencyKey: chosen.key }),
      });
    case "logIn":
      return visitor.logIn();
    case "register":
      return visitor.register({ ...ACCOUNT, email: `${visitor.transactionId}@example.org` });
    case "succeed":
      return visitor.succeed();
    default:
      return visitor.empty();
  }
}

async function play(open: SellingShop, actions: readonly Action[]): Promise<void> {
  makeAccount(open.shop);
  const visitors = Array.from(
    { length: VISITORS },
    (_, index) => new TestVisitor(open.shop, STORES[index % STORES.length]),
  );
  for (const visitor of visitors) await visitor.select();
  const steps: Promise<unknown>[] = [];
  for (const chosen of actions) {
    if (chosen.step === "pass") {
      await open.pass(chosen.durationMs);
      expireSessions(open.shop);
      continue;
    }
    const visitor = visitors[chosen.who];
    if (visitor === undefined) throw new RangeError("There is no such visitor.");
    // Nobody waits for anybody; what the shop refuses is part of its life.
    steps.push(
      take(visitor, chosen).catch((error: unknown) => {
        if (!(error instanceof ShopError)) throw error;
      }),
    );
  }
  await open.run(Promise.all(steps));
}

/** The numbers that the quotes of a store hold, least first. */
function heldNumbers(open: SellingShop, store: string): unknown[] {
  return rows(
    open.shop,
    `SELECT store, orderNumber FROM quotes WHERE orderNumber IS NOT NULL ORDER BY orderNumber`,
  )
    .filter((quote) => quote["store"] === store)
    .map(({ orderNumber }) => orderNumber);
}

test("whatever visitors do at once, each number of a store is held by exactly one quote", async () => {
  let reserved = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(action, { minLength: 20, maxLength: 60 }), async (actions) => {
      await using open = openSellingShop();
      await play(open, actions);
      for (const [store, prefix] of [
        ["europe", "1"],
        ["america", "2"],
      ] as const) {
        const sequence = rows(open.shop, "SELECT store, next FROM numberSequences").find(
          (row) => row["store"] === store,
        );
        const given = Number(sequence?.["next"] ?? 1) - 1;
        const all = Array.from({ length: given }, (_, i) => orderNumberOf(prefix, i + 1, 9));
        expect(heldNumbers(open, store)).toEqual(all);
        reserved += given;
      }
      const told = open
        .events()
        .filter(({ type }) => type === "order.numberReserved")
        .map(({ objects }) => objects?.find(({ type }) => type === "order")?.id);
      expect(new Set(told).size).toBe(told.length);
      expect(rows(open.shop, "SELECT orderNumber FROM quotes WHERE state = 'paying'")).toEqual([]);
      expect(rows(open.shop, "SELECT number, quoteId FROM orders ORDER BY number")).toEqual(
        rows(
          open.shop,
          `SELECT orderNumber AS number, id AS quoteId FROM quotes WHERE state = 'ordered'
           ORDER BY orderNumber`,
        ),
      );
    }),
    { numRuns: 50 },
  );
  // The property is about something.
  expect(reserved).toBeGreaterThan(50);
}, 60_000);
