import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { LoggedEvent } from "#shop/events/shop-event.ts";
import { buyUncertain } from "./buy-uncertain.ts";
import { RunningShop } from "./running-shop.ts";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "tracewell-replay-"));
});
afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

async function told(shop: RunningShop, type: string): Promise<void> {
  const endMs = Date.now() + 60_000;
  while (!shop.events().some((event) => event.type === type)) {
    if (Date.now() > endMs) throw new Error(`There was no ${type} within a minute.`);
    await wait(20);
  }
}

/** Each once, however often a crash made the shop write it. */
function replayEvents(shop: RunningShop): LoggedEvent[] {
  const byId = new Map(shop.events().map((event) => [event.id, event]));
  return [...byId.values()].filter(({ type, attributes = {} }) => {
    return type.startsWith("replay.") && attributes["decision"] !== "none";
  });
}

test("killed between loading and verifying, a replay is verified after the next start", async () => {
  const quick = await RunningShop.start(directory, "--speed", "60");
  const placed = await buyUncertain(quick);
  expect(placed.outcome).toBe("uncertain");
  expect(await quick.kill("SIGTERM")).toBe(0);

  // Here the wait for the databases takes its five seconds.
  const slow = await RunningShop.start(directory);
  const path = `/replays/${placed.foreignId}`;
  const replaying = slow.call("POST", path, {}, slow.operator).catch((error: unknown) => error);
  await told(slow, "replay.documentLoaded");
  await slow.kill("SIGKILL");
  await replaying;
  expect(replayEvents(slow).map(({ type }) => type)).not.toContain("replay.verified");

  const again = await RunningShop.start(directory, "--speed", "60");
  await told(again, "order.completed");
  expect(await again.kill("SIGTERM")).toBe(0);
  expect(replayEvents(again).map(({ type }) => type)).toEqual([
    "replay.decided",
    "replay.documentLoaded",
    "replay.documentLoaded",
    "replay.verified",
  ]);
  const licenses = again.events().filter(({ type }) => type === "license.generated");
  expect(new Set(licenses.map(({ id }) => id)).size).toBe(1);
});
