import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { ChosenMethod } from "#shop/storefront/operations.ts";
import { CARD, rows, TestVisitor } from "../visits/visitor.ts";
import { Killed, killAfter } from "./kill-after.ts";
import { openSellingShop, type SellingShop } from "./open-selling-shop.ts";

const SECOND_MS = 1_000;
const DAY_MS = 86_400_000;
const AMOUNT_MINOR = 4_900 + 1_950;

let directory = "";
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "shop-crash-"));
});
afterEach(() => rmSync(directory, { recursive: true }));

const TWO_CARDS: readonly ChosenMethod[] = [
  { ...CARD, amountMinor: 2_000 },
  { ...CARD, gateway: "card-gateway-b" },
];

/** How a sale by these methods can end, whenever the shop is killed. */
const CASES: readonly [string, readonly ChosenMethod[], readonly string[]][] = [
  ["a good card", [CARD], ["absent", "paid"]],
  ["a card that is refused", [{ ...CARD, cardToken: "tok-limit" }], ["absent"]],
  ["an answer that is lost", [{ ...CARD, cardToken: "tok-answer-lost" }], ["absent", "paid"]],
  ["two cards", TWO_CARDS, ["absent", "paid"]],
  [
    "a good card and one that is refused",
    [
      { ...CARD, amountMinor: 2_000 },
      { ...CARD, gateway: "card-gateway-b", cardToken: "tok-limit" },
    ],
    ["absent"],
  ],
  [
    "a card that paid and one that is refused",
    [
      { ...CARD, gateway: "card-gateway-b", amountMinor: 2_000 },
      { ...CARD, gateway: "card-gateway-b", cardToken: "tok-limit" },
    ],
    ["absent"],
  ],
  ["a bank transfer", [{ method: "bankTransfer" }], ["absent", "paid"]],
];

/** What must hold of an order that ended so. */
const HOLDS = {
  absent: { quote: "active", placed: 0, netMinor: 0, authorizedMinor: 0, stockHeld: 0 },
  paid: {
    quote: "ordered",
    placed: 1,
    netMinor: AMOUNT_MINOR,
    authorizedMinor: 0,
    stockHeld: 1,
  },
};

/** One sale whose shop dies after so many commits. Undefined: the sale was over before. */
async function crash(
  methods: readonly ChosenMethod[],
  commits: number,
): Promise<{ nowMs: number; visitor: TestVisitor } | undefined> {
  const open = openSellingShop({ directory });
  const visitor = await new TestVisitor(open.shop).select();
  await visitor.add("OFFICE-1Y");
  await visitor.add("MANUAL");
  const life = killAfter(open, commits);
  await open
    .run(visitor.place({ methods, idempotencyKey: "k" }), 300 * SECOND_MS)
    .catch((error: unknown) => {
      if (!(error instanceof Killed)) throw error;
    });
  // What was under way at the gateways goes on there.
  await open.clock.runUntil(open.clock.nowMs() + SECOND_MS);
  if (!life.isDead) {
    await open[Symbol.asyncDispose]();
    return undefined;
  }
  open.shop.web.close();
  open.shop.main.close();
  return { nowMs: open.clock.nowMs(), visitor };
}

test.each(CASES)(
  "killed after any commit, the order is complete, uncertain or absent: %s",
  async (_name, methods, endings) => {
    const ends = new Set<string>();
    for (let commits = 0; ; commits += 1) {
      const crashed = await crash(methods, commits);
      if (crashed === undefined) break;
      {
        await using open = openSellingShop({
          directory,
          crashed: true,
          seed: 2,
          startMs: crashed.nowMs + SECOND_MS,
        });
        await open.recover();
        await open.pass(20 * DAY_MS);
        ends.add(judge(open));
      }
      rmSync(directory, { recursive: true });
      directory = mkdtempSync(join(tmpdir(), "shop-crash-"));
    }
    expect([...ends].toSorted()).toEqual(endings);
  },
);

/** How the order ended, after a look at whether everything agrees with it. */
function judge(open: SellingShop): string {
  const [quote] = rows(open.shop, "SELECT state, orderNumber FROM quotes");
  const [order] = rows(open.shop, "SELECT number, state FROM orders");
  const numbered = rows(open.shop, "SELECT store, next FROM numberSequences");
  const types = open.eventTypes();
  const count = (type: string): number => types.filter((given) => given === type).length;
  const truth = open.gateways.truth();

  const given = quote?.["orderNumber"] === null ? [] : [{ store: "europe", next: 2 }];
  expect(numbered).toEqual(given);
  expect(count("order.numberReserved")).toBe(given.length);
  const end = order === undefined ? "absent" : String(order["state"]);
  expect({
    quote: quote?.["state"],
    placed: count("order.placed"),
    netMinor: truth.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
    authorizedMinor: truth.reduce((sum, { authorizedMinor }) => sum + authorizedMinor, 0),
    stockHeld: count("stock.reserved") - count("stock.released"),
  }).toEqual(Object.entries(HOLDS).find(([name]) => name === end)?.[1]);
  return end;
}

test("an answer that a crash came before is given to who asks again", async () => {
  const { nowMs, visitor: before } = (await crash([CARD], 5)) ?? { nowMs: 0, visitor: null };
  await using open = openSellingShop({
    directory,
    crashed: true,
    seed: 2,
    startMs: nowMs + SECOND_MS,
  });
  const again = new TestVisitor(open.shop);
  Object.assign(again, { transactionId: before?.transactionId, session: before?.session });
  await expect(again.place({ idempotencyKey: "k" })).rejects.toMatchObject({ code: "wrong-state" });
  await open.recover();
  const answer = await open.run(again.place({ idempotencyKey: "k" }));
  expect(answer).toMatchObject({ orderNumber: "100000001" });
  const [row] = rows(open.shop, "SELECT answer FROM idempotentAnswers");
  expect(JSON.parse(String(row?.["answer"]))).toEqual(answer);
});
