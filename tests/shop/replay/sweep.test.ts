import { expect, test } from "vitest";
import { sweepUncertain } from "#shop/replay/sweep.ts";
import { openReplays, type ReplayShop } from "./open-replays.ts";

const LICENSE = "isc.1.0.0.12m";
const HOUR_MS = 3_600_000;

const sweep = (open: ReplayShop): Promise<number> => open.run(sweepUncertain(open.shop));

test("a sweep replays every uncertain order, and the next finds none", async () => {
  await using open = openReplays();
  const orders = Array.from({ length: 40 }, () => open.uncertain([LICENSE]));
  expect(await sweep(open)).toBe(40);
  for (const { number } of orders) expect(open.order(number).state).not.toBe("uncertain");
  await open.pass(60_000);
  const asked = open.gateway.asked;
  expect(await sweep(open)).toBe(0);
  expect(open.gateway.asked).toBe(asked);
});

test("while gateways do not answer nothing is decided; it is when they are back", async () => {
  await using open = openReplays();
  const order = open.uncertain([LICENSE]);
  open.gateway.isAway = true;
  expect(await sweep(open)).toBe(0);
  expect(open.replayEvents()).toEqual([]);
  open.gateway.isAway = false;
  expect(await sweep(open)).toBe(1);
  expect(open.order(order.number).state).toBe("paid");
});

test("a paid order that never reached the main database is replayed once its hour is over", async () => {
  await using open = openReplays();
  open.fail("replication.lost");
  const order = open.paid([LICENSE]);
  await open.pass(HOUR_MS - 60_000);
  expect(await sweep(open)).toBe(0);
  await open.pass(60_000);
  expect(await sweep(open)).toBe(1);
  expect(open.told(order)).toContain("license.generated");
  await open.pass(HOUR_MS);
  expect(await sweep(open)).toBe(0);
});

test("an order that fails again and again is left to people", async () => {
  await using open = openReplays();
  open.fail("document.required-missing");
  open.uncertain([LICENSE]);
  for (let time = 0; time < 6 * 8; time++) {
    await sweep(open);
    await open.pass(HOUR_MS / 6);
  }
  const failures = open.replayEvents().filter(({ type }) => type === "replay.failed");
  expect(failures).toHaveLength(3);
});

test("an order of which nothing is to be replayed is looked at hourly for a day, then daily", async () => {
  await using open = openReplays();
  open.uncertain([LICENSE], { method: "paypal" });
  open.gateway.state = "pending";
  let decided = 0;
  for (let time = 0; time < 6 * 72; time++) {
    decided += await sweep(open);
    // What goes on with such a payment by itself is another room's.
    await open.run(open.clock.sleep(HOUR_MS / 6));
  }
  expect(decided).toBeGreaterThanOrEqual(24);
  expect(decided).toBeLessThanOrEqual(27);
});
