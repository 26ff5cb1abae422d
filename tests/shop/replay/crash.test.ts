import { expect, test } from "vitest";
import type { ShopContext } from "#shop/context.ts";
import type { ShopDatabase } from "#shop/database/shop-database.ts";
import { replayOrder } from "#shop/replay/replay-order.ts";
import { openReplays as openReplaysOf } from "#shop/replay/replay-rows.ts";
import { resumeReplays } from "#shop/replay/resume-replays.ts";
import { openReplays } from "./open-replays.ts";

const LICENSE = "isc.1.0.0.12m";
/** More transactions than a replay of two lines has. */
const COMMITS_MAX = 60;

/** The same shop, which dies before its transaction after so many. */
function dying(shop: ShopContext, commits: number): ShopContext {
  let left = commits;
  const wrap = (database: ShopDatabase): ShopDatabase =>
    new Proxy(database, {
      get: (target, name) => {
        const value: unknown = Reflect.get(target, name, target);
        if (typeof value !== "function") return value;
        return (...given: unknown[]) => {
          if (name === "transaction" && left-- <= 0) throw new Error("killed");
          return value.apply(target, given) as unknown;
        };
      },
    });
  return { ...shop, web: wrap(shop.web), main: wrap(shop.main) };
}

const ONE_LINE = [
  "replay.decided",
  "replay.documentLoaded",
  "replay.documentLoaded",
  "replay.verified",
];

test("killed before any of its transactions, a replay is taken up and done once", async () => {
  let kills = 0;
  for (let commits = 0; commits < COMMITS_MAX; commits++) {
    await using open = openReplays();
    const { shop } = open;
    const order = open.uncertain([LICENSE, LICENSE]);
    const options = { by: "system", dryRun: false } as const;
    const wasKilled = await open.run(
      replayOrder(dying(shop, commits), order.foreignId, options).then(
        () => false,
        () => true,
      ),
    );
    if (wasKilled) {
      kills += 1;
      await open.run(resumeReplays(shop));
      await open.run(replayOrder(shop, order.foreignId, options));
    }
    expect(openReplaysOf(shop.web)).toEqual([]);
    await open.pass(600_000);
    const replays = open
      .replayEvents()
      .filter(({ attributes = {} }) => attributes["decision"] !== "none")
      .map(({ type }) => type);
    expect(replays, `killed after ${commits} commits`).toEqual([...ONE_LINE, ...ONE_LINE]);
    const told = open.told(order);
    const count = (type: string): number => told.filter((one) => one === type).length;
    expect([count("license.generated"), count("invoice.issued")]).toEqual([2, 1]);
    expect(open.order(order.number).state).toBe("completed");
    if (!wasKilled) break;
  }
  expect(kills).toBeGreaterThan(15);
});

test("a start after a crash does not wait for databases that had their time, nor for gateways", async () => {
  await using open = openReplays();
  const { shop } = open;
  const order = open.uncertain([LICENSE, LICENSE]);
  const options = { by: "system", dryRun: false } as const;
  // Dies with the transaction that would verify the first line.
  const commits = 8;
  const killed = replayOrder(dying(shop, commits), order.foreignId, options);
  await expect(open.run(killed)).rejects.toThrow("neither be executed nor given up");
  expect(openReplaysOf(shop.web)).toMatchObject([{ state: "waiting" }]);
  open.gateway.isAway = true;
  const beganMs = open.clock.nowMs();
  await open.run(resumeReplays(shop));
  expect(open.clock.nowMs() - beganMs).toBeLessThan(1_000);
  expect(open.replayEvents().at(-1)).toMatchObject({ type: "replay.verified" });
  expect(openReplaysOf(shop.web)).toEqual([]);
});

test("two at once on one order: the second is refused, and nothing is done twice", async () => {
  await using open = openReplays();
  const order = open.uncertain([LICENSE]);
  const options = { by: "operator", dryRun: false } as const;
  const both = await open.run(
    Promise.allSettled([
      replayOrder(open.shop, order.foreignId, options),
      replayOrder(open.shop, order.foreignId, options),
    ]),
  );
  expect(both).toMatchObject([
    { status: "fulfilled", value: { state: "verified" } },
    { status: "rejected", reason: { code: "wrong-state" } },
  ]);
  expect(open.replayEvents().map(({ type }) => type)).toEqual(ONE_LINE);
});

test("a replay that broke does not keep its order", async () => {
  await using open = openReplays();
  const order = open.uncertain([LICENSE]);
  const { shop } = open;
  const main = new Proxy(shop.main, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name, target);
      if (name === "transaction") {
        return () => {
          throw new Error("disk full");
        };
      }
      return typeof value === "function" ? (value.bind(target) as unknown) : value;
    },
  });
  const options = { by: "system", dryRun: false } as const;
  const broken = open.run(replayOrder({ ...shop, main }, order.foreignId, options));
  await expect(broken).rejects.toThrow("disk full");
  expect(open.replayEvents().at(-1)).toMatchObject({ type: "replay.failed" });
  expect(await open.run(replayOrder(shop, order.foreignId, options))).toMatchObject({
    state: "verified",
  });
});
