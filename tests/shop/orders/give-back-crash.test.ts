import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { cancelOrder } from "#shop/orders/cancel-order.ts";
import { markDelivered } from "#shop/orders/order-state.ts";
import { returnOrder } from "#shop/orders/return-order.ts";
import type { ChosenMethod } from "#shop/storefront/operations.ts";
import { killAfter } from "../checkout/kill-after.ts";
import { openSellingShop, type SellingShop } from "../checkout/open-selling-shop.ts";
import { CARD, rows } from "../visits/visitor.ts";
import { orderStates, placedOrder } from "./placed-order.ts";

const SECOND_MS = 1_000;
const DAY_MS = 86_400_000;
const NUMBER = "100000001";
const CARD_B: ChosenMethod = { ...CARD, gateway: "card-gateway-b" };
const TWO_CARDS: readonly ChosenMethod[] = [{ ...CARD, amountMinor: 2_000 }, CARD_B];

let directory = "";
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "shop-give-back-"));
});
afterEach(() => rmSync(directory, { recursive: true }));

type Step = (open: SellingShop) => unknown;

const cancel: Step = ({ shop }) => shop.web.transaction((tx) => cancelOrder(tx, shop, NUMBER));
const takeBack: Step = ({ shop }) => shop.web.transaction((tx) => returnOrder(tx, shop, NUMBER));
const deliver: Step = ({ shop }) => shop.web.transaction((tx) => markDelivered(tx, shop, NUMBER));
const nothing: Step = () => undefined;

const CASES: readonly [string, readonly ChosenMethod[], Step, Step, string][] = [
  ["a paid order is cancelled", TWO_CARDS, nothing, cancel, "cancelled"],
  ["an order is returned", TWO_CARDS, deliver, takeBack, "returned"],
  [
    "an order that waits for a transfer is cancelled",
    [{ method: "bankTransfer", amountMinor: 2_000 }, CARD],
    nothing,
    cancel,
    "cancelled",
  ],
  [
    "an uncertain order is cancelled",
    [{ ...CARD, cardToken: "tok-answer-lost-late" }],
    nothing,
    cancel,
    "cancelled",
  ],
];

test.each(CASES)(
  "killed after any commit while %s, all is given back, once",
  async (_name, methods, before, step, state) => {
    // The first commit is the decision itself.
    let kills = 0;
    for (let commits = 1; ; commits += 1) {
      const nowMs = await killDuring(methods, before, step, commits);
      if (nowMs === undefined) break;
      kills += 1;
      {
        await using open = openSellingShop({
          directory,
          crashed: true,
          seed: 2,
          startMs: nowMs + SECOND_MS,
        });
        await open.recover();
        await open.pass(3 * DAY_MS);
        expect(orderStates(open)).toEqual([state]);
        for (const { authorizedMinor, amountMinor } of open.gateways.truth()) {
          expect({ authorizedMinor, amountMinor }).toEqual({ authorizedMinor: 0, amountMinor: 0 });
        }
        expect(toldMinor(open, "payment.captured") - toldMinor(open, "payment.refunded")).toBe(0);
        expect(rows(open.shop, "SELECT failure FROM jobs WHERE failure IS NOT NULL")).toEqual([]);
      }
      rmSync(directory, { recursive: true });
      directory = mkdtempSync(join(tmpdir(), "shop-give-back-"));
    }
    expect(kills).toBeGreaterThan(2);
  },
);

/** When the shop died; undefined where it was at rest before so many commits. */
async function killDuring(
  methods: readonly ChosenMethod[],
  before: Step,
  step: Step,
  commits: number,
): Promise<number | undefined> {
  const open = openSellingShop({ directory });
  await placedOrder(open, methods);
  before(open);
  const life = killAfter(open, commits);
  step(open);
  // Callbacks may find it dead, and say so.
  await open.clock.runUntil(open.clock.nowMs() + 2 * DAY_MS, () => life.isDead);
  if (!life.isDead) {
    await open[Symbol.asyncDispose]();
    return undefined;
  }
  await open.clock.runUntil(open.clock.nowMs() + SECOND_MS);
  open.shop.web.close();
  open.shop.main.close();
  return open.clock.nowMs();
}

function toldMinor(open: SellingShop, type: string): number {
  return open
    .events()
    .filter((event) => event.type === type)
    .reduce((sum, { amount }) => sum + (amount?.minor ?? 0), 0);
}
