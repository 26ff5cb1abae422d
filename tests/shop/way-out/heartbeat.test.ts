import { expect, test } from "vitest";
import { Heartbeat } from "#shop/way-out/heartbeat.ts";
import { openShop } from "../open-shop.ts";

const NINE = Date.UTC(2026, 0, 5, 9);

test("the shop says that it began, then at even times that it is alive, and for which stores", async () => {
  await using open = openShop({ startMs: NINE, settings: { heartbeatMs: 60_000 } });
  const heartbeat = new Heartbeat(open.shop);
  heartbeat.start();
  await open.clock.runUntil(NINE + 150_000);
  expect(open.events().map(({ type, time }) => [type, time])).toEqual([
    ["source.started", "2026-01-05T09:00:00.000Z"],
    ["source.heartbeat", "2026-01-05T09:01:00.000Z"],
    ["source.heartbeat", "2026-01-05T09:02:00.000Z"],
  ]);
  for (const { attributes } of open.events()) {
    expect(attributes).toEqual({ name: "shop", stores: ["europe", "america", "academy"] });
  }
  heartbeat.close();
  heartbeat.close();
  await open.clock.runUntil(NINE + 600_000);
  expect(open.events()).toHaveLength(3);
});

test("one that cannot be noted is told of, and the next is tried", async () => {
  await using open = openShop({ startMs: NINE, settings: { heartbeatMs: 60_000 } });
  const failures: unknown[] = [];
  const heartbeat = new Heartbeat(open.shop, (error) => failures.push(error));
  heartbeat.start();
  const trigger =
    "CREATE TRIGGER full BEFORE INSERT ON outbox BEGIN SELECT RAISE(FAIL, 'full'); END";
  open.shop.web.transaction((tx) => tx.run(trigger));
  await open.clock.runUntil(NINE + 130_000);
  expect(failures).toMatchObject([{ message: "full" }, { message: "full" }]);
  open.shop.web.transaction((tx) => tx.run("DROP TRIGGER full"));
  await open.clock.runUntil(NINE + 190_000);
  expect(open.eventTypes()).toEqual(["source.started", "source.heartbeat"]);
  heartbeat.close();
});
