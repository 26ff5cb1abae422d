import { beforeAll, test } from "vitest";
import type { Worklist } from "#query/answers/worklist-answers.ts";
import { lookAt } from "../look-at.ts";
import { useSimulatedTrade } from "../simulated.ts";

const trade = useSimulatedTrade();

/** A card on which more was authorized than was available. */
let overdrawn = "";

beforeAll(async () => {
  const { items } = await trade.ask<Worklist>(
    "/objects?type=giftCard&finding=gift-card.overdrawn&limit=1",
  );
  overdrawn = items[0]?.object.id ?? "";
});

test("gift cards look right", async () => {
  await lookAt(trade.browser, {
    name: "gift-cards",
    path: "/gift-cards",
    ready: "tr[data-row]",
  });
});

test("an opened card looks right", async () => {
  await lookAt(trade.browser, {
    name: "gift-card-open",
    path: `/gift-cards?card=${overdrawn}`,
    ready: ".chart canvas",
  });
});

test("reconciliation looks right", async () => {
  await lookAt(trade.browser, {
    name: "gift-cards-sums",
    path: "/gift-cards?show=sums",
    ready: ".sums-table",
  });
});
