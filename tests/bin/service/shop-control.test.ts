import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pino } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createShopControl } from "#bin/service/shop-control.ts";
import type { ShopControl } from "#query/shop/shop-control.ts";
import type { LoggedEvent } from "#shop/events/shop-event.ts";
import { playLiveDay } from "#shop/live/live-day.ts";
import { ensureOperatorPassword } from "#shop/live/secret-files.ts";
import type { RunningShop } from "#shop/main.ts";
import { EVENTS_FILE } from "#shop/settings.ts";
import { parseFaultRates } from "#shop/simulation/fault-rates.ts";
import { TemporaryDirectory } from "../../shop/way-out/temporary-directory.ts";

/** A shop over HTTP, as a service runs it; each test leaves it as it was. */
let temporary: TemporaryDirectory;
let shop: RunningShop;
let control: ShopControl;

beforeAll(async () => {
  temporary = new TemporaryDirectory();
  shop = await playLiveDay({
    directory: temporary.join("shop"),
    port: 0,
    version: "0.0.0",
    customersPerHour: 0,
    rates: parseFaultRates("none"),
    logger: pino({ level: "silent" }),
  });
  const operatorPassword = ensureOperatorPassword(temporary.join("shop"));
  control = createShopControl(() => ({ url: `${shop.url}/`, operatorPassword }));
});

afterAll(async () => {
  await shop.close();
  temporary[Symbol.dispose]();
});

/** What the shop told so far of these types. */
async function told(...types: string[]): Promise<LoggedEvent[]> {
  const file = join(temporary.join("shop"), EVENTS_FILE);
  for (;;) {
    const events = readFileSync(file, "utf8")
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line) as LoggedEvent)
      .filter(({ type }) => types.includes(type));
    if (events.length > 0) return events;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

test("products are listed, removed and fetched again", async () => {
  const before = await control.products();
  expect(before.items.map(({ code }) => code)).toContain("GIFT-25");
  expect(before.items[0]).toMatchObject({ family: "Books", quantityMin: 1, packaging: 0 });
  expect(await control.change({ act: "emptyProducts" })).toEqual({ removed: before.total });
  expect(await control.products()).toEqual({ items: [], total: 0, fetchedAt: null });
  expect(await control.change({ act: "fetchProducts" })).toEqual({
    loaded: { count: before.total, added: before.total, changed: 0 },
  });
  expect(await told("catalog.emptied")).toHaveLength(1);
});

test("customers come in pages, and without their names", async () => {
  const first = await control.customers({ after: "", limit: 5 });
  expect(first.total).toBe(24);
  expect(Object.keys(first.items[0] ?? {}).sort()).toEqual([
    "account",
    "fidelityPoint",
    "payment",
    "updatedAt",
  ]);
  const second = await control.customers({ after: "A-000005", limit: 5 });
  expect(second.items.map(({ account }) => account)).toContain("A-000006");
  await control.change({ act: "emptyCustomers" });
  expect(await control.change({ act: "fetchCustomers" })).toMatchObject({ loaded: { count: 24 } });
});

test("a task is added, paused, resumed and removed; what cannot be is refused at its field", async () => {
  const { clock, apps } = await control.schedule();
  expect(apps.map(({ app }) => app)).toContain("crm");
  const year = new Date(clock.nowMs).getUTCFullYear() + 1;
  const wanted = { app: "crm", time: `${year}-01-06T07:30`, recurrence: "weekly" } as const;
  const { task = "" } = await control.change({ act: "addTask", ...wanted });
  const found = async () => (await control.schedule()).tasks.find(({ id }) => id === task);
  expect(await found()).toMatchObject({ name: "get_customers", state: "waiting", ...wanted });
  await control.change({ act: "pauseTask", taskId: task });
  expect(await found()).toMatchObject({ state: "paused", nextDueMs: null });
  await control.change({ act: "resumeTask", taskId: task });
  await control.change({ act: "removeTask", taskId: task });
  expect(await found()).toBeUndefined();
  expect((await told("task.removed")).map(({ objects }) => objects?.[0]?.id)).toEqual([task]);

  const wrong = [
    [
      { ...wanted, time: "2020-01-01T00:00", recurrence: "once" },
      "body.time",
      "This time is over.",
    ],
    [{ ...wanted, recurrence: "every day" }, "body.recurrence", /no cron expression/],
    [{ ...wanted, app: "mail" }, "body.app", /Invalid option/],
  ] as const;
  for (const [input, path, message] of wrong) {
    await expect(control.change({ act: "addTask", ...input })).rejects.toMatchObject({
      code: "invalid-parameter",
      detail: { errors: [{ path, message: expect.stringMatching(message) }] },
    });
  }
  await expect(control.change({ act: "pauseTask", taskId: "none" })).rejects.toMatchObject({
    code: "not-found",
    message: expect.stringContaining("There is no task none."),
  });
});

test("the clock's speed and the simulator are set while the shop runs, and the shop tells it", async () => {
  await control.change({ act: "setSpeed", speed: 2 });
  expect((await control.schedule()).clock).toMatchObject({ speed: 2, speedCanBeSet: true });
  // However fast it runs, it is reached and set back.
  await control.change({ act: "setSpeed", speed: 3_600 });
  expect((await control.schedule()).clock.speed).toBe(3_600);
  await control.change({ act: "setSpeed", speed: 1 });
  await expect(control.change({ act: "setSpeed", speed: 100_000 })).rejects.toMatchObject({
    code: "invalid-parameter",
    detail: { errors: [expect.objectContaining({ path: "body.speed" })] },
  });

  await control.change({ act: "setFaults", rates: { "catalog.malformed": 1, "mail.lost": 0.5 } });
  await expect(control.change({ act: "fetchProducts" })).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringMatching(/^The shop answered: /),
  });
  const { faults } = await control.simulator();
  const on = faults.filter(({ rate }) => rate > 0);
  expect(on.map(({ name, rate, struck }) => [name, rate, struck])).toEqual([
    ["mail.lost", 0.5, 0],
    ["catalog.malformed", 1, 1],
  ]);
  await control.change({ act: "setFaults", rates: { "catalog.malformed": 0, "mail.lost": 0 } });
  expect((await control.simulator()).faults.every(({ rate }) => rate === 0)).toBe(true);
  await expect(
    control.change({ act: "setFaults", rates: { "mail.eaten": 1 } }),
  ).rejects.toMatchObject({ code: "invalid-parameter" });

  expect((await control.simulator()).customers).toMatchObject({ perHour: 0, until: null });
  await control.change({ act: "setCustomers", perHour: 100_000 });
  for (;;) {
    const { customers } = await control.simulator();
    expect(customers).toMatchObject({ perHour: 100_000, until: expect.any(String) });
    if (customers.arrived > 2) break;
  }
  await control.change({ act: "setCustomers", perHour: 0 });
  const { arrived } = (await control.simulator()).customers;
  expect((await control.simulator()).customers).toMatchObject({ perHour: 0, arrived });
  const sentences = (await told("trace.recorded")).map(({ message }) => message);
  expect(sentences).toEqual(
    expect.arrayContaining([
      "The clock's speed was changed from 1 to 2.",
      "The rates of 2 faults were changed.",
      "Customers come by themselves, 100000 an hour, for a day.",
      "No more customers come by themselves.",
    ]),
  );
});

test("no shop, a wrong password and a shop that is away are told apart", async () => {
  const none = createShopControl(() => null);
  expect(none.isConfigured).toBe(false);
  await expect(none.products()).rejects.toMatchObject({ code: "not-configured" });
  const stranger = createShopControl(() => ({ url: shop.url, operatorPassword: "guess" }));
  await expect(stranger.products()).rejects.toMatchObject({ code: "forbidden" });
  const away = createShopControl(() => ({ url: "http://127.0.0.1:1", operatorPassword: "x" }));
  await expect(away.products()).rejects.toMatchObject({ code: "shop-unavailable" });
});
