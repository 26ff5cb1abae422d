import { expect, test } from "vitest";
import type { FaultName } from "#shop/faults/fault-catalog.ts";
import type { LoggedEvent } from "#shop/events/shop-event.ts";
import { replayByHand } from "#shop/replay/load-by-hand.ts";
import { openReplays as openReplaysOf } from "#shop/replay/replay-rows.ts";
import { openReplays, type ReplayShop } from "./open-replays.ts";

const LICENSE = "isc.1.0.0.12m";

function steps(open: ReplayShop): unknown[] {
  return open.replayEvents().map((event) => [event.type, stepOf(event)]);
}

function stepOf({ attributes = {} }: LoggedEvent): unknown {
  return attributes["decision"] ?? attributes["document"];
}

test("an operator who makes no mistake does what the engine does, as the operator's", async () => {
  await using open = openReplays();
  const order = open.uncertain([LICENSE]);
  const outcome = await open.run(replayByHand(open.shop, order.foreignId));
  expect(outcome).toMatchObject({ state: "verified", decision: "wholeOrder" });
  expect(steps(open)).toEqual([
    ["replay.decided", "wholeOrder"],
    ["replay.documentLoaded", "orderInfo"],
    ["replay.documentLoaded", "getKeyRequest"],
    ["replay.verified", undefined],
  ]);
  expect(open.replayEvents()[0]).toMatchObject({ attributes: { by: "operator", dryRun: false } });
  expect(open.order(order.number).state).toBe("paid");
});

test("a complete order is left alone; one that is replayed all the same is not changed by it", async () => {
  await using open = openReplays();
  const order = open.paid([LICENSE]);
  await open.pass(60_000);
  const right = await open.run(replayByHand(open.shop, order.foreignId));
  expect(right).toMatchObject({ state: "ended", decision: "none" });
  open.fail("replay.needless");
  const before = open.told(order).filter((type) => !/^(replay|payment)\./.test(type));
  const needless = await open.run(replayByHand(open.shop, order.foreignId));
  expect(needless).toMatchObject({
    state: "verified",
    decision: "wholeOrder",
    decided: { decision: "none", branch: "complete" },
  });
  expect(open.told(order).filter((type) => !/^(replay|payment)\./.test(type))).toEqual(before);
});

test("an order that was not paid is replayed by mistake: it arrives as unpaid, without a license", async () => {
  await using open = openReplays();
  open.gateway.state = "unpaid";
  open.fail("replay.unpaid");
  const order = open.uncertain([LICENSE]);
  const outcome = await open.run(replayByHand(open.shop, order.foreignId));
  expect(outcome).toMatchObject({ state: "failed", decision: "wholeOrder" });
  expect(outcome.reason).toContain("The order is not paid.");
  expect(open.replayEvents()[0]).toMatchObject({ attributes: { paid: false, branch: "unpaid" } });
  expect(open.told(order)).not.toContain("license.generated");
  expect(open.order(order.number).state).toBe("unpaid");
});

test("another decision than the table's is told as it was taken", async () => {
  await using open = openReplays();
  open.fail("replay.wrong-decision");
  const order = open.uncertain([LICENSE]);
  const outcome = await open.run(replayByHand(open.shop, order.foreignId));
  expect(outcome).toMatchObject({ decision: "orderInfo", decided: { decision: "wholeOrder" } });
  expect(steps(open)).toEqual([
    ["replay.decided", "orderInfo"],
    ["replay.documentLoaded", "orderInfo"],
    ["replay.verified", undefined],
  ]);
});

test("GetKeyRequest before OrderInfo makes the license before the order is there", async () => {
  await using open = openReplays();
  open.fail("replay.key-before-info");
  const order = open.uncertain([LICENSE]);
  await open.run(replayByHand(open.shop, order.foreignId));
  expect(steps(open).slice(1, 3)).toEqual([
    ["replay.documentLoaded", "getKeyRequest"],
    ["replay.documentLoaded", "orderInfo"],
  ]);
  await open.pass(3_600_000);
  expect(open.told(order).filter((type) => type === "license.generated")).toHaveLength(1);
});

test.each(["paypal", "two licenses"])("documents of different line items: %s", async (kind) => {
  await using open = openReplays();
  open.fail("replay.mixed-pair");
  const order =
    kind === "paypal"
      ? open.uncertain([LICENSE], { method: "paypal" })
      : open.uncertain([LICENSE, LICENSE]);
  await open.run(replayByHand(open.shop, order.foreignId));
  const loaded = open.replayEvents().filter(({ type }) => type === "replay.documentLoaded");
  expect(loaded).toHaveLength(2);
  expect(new Set(loaded.map(({ attributes }) => attributes?.["lineItemId"])).size).toBe(2);
  await open.pass(3_600_000);
  const licenses = open.told(order).filter((type) => type === "license.generated");
  expect(licenses).toHaveLength(kind === "paypal" ? 1 : 2);
});

test("a replay that is never verified stays waiting, and hinders no other", async () => {
  await using open = openReplays();
  open.fail("replay.unverified");
  const order = open.uncertain([LICENSE]);
  const outcome = await open.run(replayByHand(open.shop, order.foreignId));
  expect(outcome).toMatchObject({ state: "waiting" });
  expect(open.eventTypes()).not.toContain("replay.verified");
  expect(openReplaysOf(open.shop.web)).toEqual([]);
});

test.each<FaultName>(["replay.needless", "replay.unpaid", "replay.mixed-pair"])(
  "%s needs its occasion",
  async (fault) => {
    await using open = openReplays();
    open.fail(fault);
    const order = open.uncertain([LICENSE]);
    const outcome = await open.run(replayByHand(open.shop, order.foreignId));
    expect(outcome).toMatchObject({ state: "verified", decision: "wholeOrder" });
  },
);

test("where a gateway does not answer an operator decides nothing", async () => {
  await using open = openReplays();
  const order = open.uncertain([LICENSE]);
  open.gateway.isAway = true;
  await expect(open.run(replayByHand(open.shop, order.foreignId))).rejects.toMatchObject({
    code: "service-unavailable",
  });
  expect(open.replayEvents()).toEqual([]);
});
