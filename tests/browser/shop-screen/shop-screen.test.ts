import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import type { EventAnswer } from "#query/answers/event-answer.ts";
import type { ShopProducts, ShopSchedule, ShopSimulator } from "#query/answers/shop-answers.ts";
import { lookAt, type Screen } from "../look-at.ts";
import { useSimulatedTrade } from "../simulated.ts";
import { useRunningShop } from "./running-shop.ts";

const fixture = useRunningShop();
const trade = useSimulatedTrade();

const dialogOf = (page: Page) => page.getByRole("alertdialog");
const confirm = async (page: Page, verb: string): Promise<void> => {
  await dialogOf(page).getByRole("button", { name: verb }).click();
  await dialogOf(page).waitFor({ state: "detached" });
};

/** The record that the page says was written. */
async function recordOf(page: Page): Promise<EventAnswer> {
  const reference = await page.locator(".shop-done a").innerText();
  return fixture.ask<EventAnswer>(`/events/${encodeURIComponent(reference)}`);
}

test("products are removed and fetched again, each after being asked and with a record", async () => {
  const { page, complaints } = await fixture.browser.open();
  await page.goto("/shop");
  await page.waitForURL(/\/shop\/products$/);
  const rows = page.locator("tbody tr");
  await rows.first().waitFor();
  const before = await rows.count();

  await page.getByLabel("Filter").fill("gift card");
  await expect.poll(() => rows.count()).toBe(3);
  expect(new URL(page.url()).searchParams.get("q")).toBe("gift card");
  await page.getByLabel("Filter").fill("nothing like it");
  await page.getByText("Nothing here contains “nothing like it”.").waitFor();
  await page.getByLabel("Filter").fill("");

  await page.getByRole("button", { name: "Remove all…" }).click();
  const dialog = dialogOf(page);
  expect(await dialog.innerText()).toContain(`Remove all ${before} products?`);
  expect(await dialog.innerText()).toContain("then catalog.emptied by the shop");
  await dialog.getByRole("button", { name: "Cancel" }).click();
  expect((await fixture.ask<ShopProducts>("/shop/products")).total).toBe(before);

  await page.getByRole("button", { name: "Remove all…" }).click();
  await confirm(page, "Remove all products");
  await page.getByText("The product table was read and holds nothing.").waitFor();
  expect(await page.getByRole("button", { name: "Remove all…" }).isDisabled()).toBe(true);
  await page.getByRole("button", { name: "Fetch from the catalog…" }).click();
  await confirm(page, "Fetch the products");
  await page.getByText(`Fetched ${before} products: ${before} new, 0 changed.`).waitFor();
  await expect.poll(() => rows.count()).toBe(before);
  expect(await recordOf(page)).toMatchObject({
    type: "shop.changeRequested",
    actor: { type: "operator", id: "admin" },
    attributes: { change: "fetchProducts", by: "admin" },
  });
  await page.locator(".shop-done a").click();
  await page.getByText("Somebody asked the shop to fetch its products").first().waitFor();
  expect(complaints).toEqual([]);
});

test("a task is added, paused, resumed and removed by keyboard alone", async () => {
  const { page, complaints } = await fixture.browser.open();
  await page.goto("/shop/scheduler");
  await page.locator("tbody tr").first().waitFor();
  const press = (key: string) => page.keyboard.press(key);

  await press("n");
  const form = page.getByRole("complementary", { name: "Add a task" });
  await form.waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe("new-task-app");
  await page.keyboard.type("Cust");
  expect(await form.innerText()).toContain("Calls ecommerce/auto_load_customers at e-commerce.");
  await page.getByLabel("Recurrence").focus();
  await page.keyboard.type("Cron");
  await page.getByLabel("Cron expression of five fields").fill("every day");
  await press("Enter");
  const field = page.getByLabel("Cron expression of five fields");
  await expect.poll(() => field.getAttribute("aria-invalid")).toBe("true");
  expect(await form.innerText()).toContain("is no cron expression of five fields");
  expect(await field.evaluate((input) => input === document.activeElement)).toBe(true);
  await field.fill("0 6 * * 1-5");
  await press("Enter");
  await page.getByText("get_customers was put on the schedule.").waitFor();
  await form.waitFor({ state: "detached" });
  expect(new URL(page.url()).search).toBe("");
  const { tasks } = await fixture.ask<ShopSchedule>("/shop/schedule");
  const added = tasks.find(({ recurrence }) => recurrence === "0 6 * * 1-5");
  expect(added).toMatchObject({ app: "crm", state: "waiting" });

  const row = page.locator("tbody tr").filter({ hasText: "0 6 * * 1-5" });
  await row.focus();
  await press("Enter");
  const panel = page.getByRole("complementary", { name: "get_customers" });
  await panel.waitFor();
  expect(new URL(page.url()).searchParams.get("task")).toBe(added?.id);
  await press("Escape");
  await panel.waitFor({ state: "detached" });
  await expect.poll(() => row.evaluate((opened) => opened === document.activeElement)).toBe(true);
  await press("Enter");
  await panel.waitFor();
  await press("p");
  await dialogOf(page).getByText("task.paused by the shop").waitFor();
  await dialogOf(page).getByRole("button", { name: "Pause the task" }).press("Enter");
  await panel.getByText("Paused").waitFor();
  expect(await recordOf(page)).toMatchObject({
    objects: [{ type: "task", id: added?.id }],
    attributes: { change: "pauseTask" },
  });
  await press("p");
  await dialogOf(page).getByRole("button", { name: "Resume the task" }).press("Enter");
  await panel.getByText("Waiting").waitFor();
  await panel.getByRole("button", { name: "Remove…" }).press("Enter");
  await dialogOf(page).getByRole("button", { name: "Remove the task" }).press("Enter");
  await page.getByText("get_customers was taken off the schedule.").waitFor();
  await row.waitFor({ state: "detached" });
  await panel.waitFor({ state: "detached" });
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe("shop-done");
  expect(complaints).toEqual([
    "Failed to load resource: the server responded with a status of 400 (Bad Request)",
  ]);
});

test("the clock, the customers and the faults of the shop are set while it runs", async () => {
  const { page, complaints } = await fixture.browser.open();
  await page.goto("/shop/simulator");
  await page.locator("tbody tr").first().waitFor();

  await page.getByRole("button", { name: "Set the speed…" }).click();
  const speed = dialogOf(page).getByLabel("Seconds of the shop in a second");
  await speed.fill("0");
  expect(await dialogOf(page).innerText()).toContain("Give a number from 0.1 to 3600.");
  expect(await dialogOf(page).getByRole("button", { name: "Set the speed" }).isDisabled()).toBe(
    true,
  );
  await speed.fill("60");
  await confirm(page, "Set the speed");
  await page.getByText("runs 60 times as fast as real time", { exact: true }).waitFor();
  const clock = page.getByRole("timer").locator("time");
  const first = await clock.innerText();
  await expect.poll(() => clock.innerText()).not.toBe(first);

  await page.getByRole("button", { name: "Let customers come…" }).click();
  await dialogOf(page).getByLabel("Customers an hour").fill("600");
  await confirm(page, "Let them come");
  await page.getByText("600 customers an hour come by themselves.").waitFor();
  await page.getByRole("button", { name: "Stop…" }).click();
  await confirm(page, "Stop the customers");
  await page.getByText("Nobody comes by itself.").waitFor();
  const { customers } = await fixture.ask<ShopSimulator>("/shop/simulator");
  expect(customers).toMatchObject({ perHour: 0, until: null });
  expect(customers.arrived).toBeGreaterThan(0);

  await page.getByLabel("Filter").fill("catalog");
  await page.getByRole("checkbox", { name: "catalog.malformed: strikes" }).check();
  await page.getByText("1 change not applied").waitFor();
  const rate = page.getByLabel("catalog.malformed: rate in percent");
  expect(await rate.inputValue()).toBe("2");
  await rate.fill("120");
  await page.getByText("Rates are numbers from 0 to 100.").waitFor();
  expect(await page.getByRole("button", { name: "Apply…" }).isDisabled()).toBe(true);
  await rate.fill("12.5");
  await page.getByRole("button", { name: "Apply…" }).press("Enter");
  expect(await dialogOf(page).innerText()).toMatch(/catalog\.malformed\s+0 % to 12\.5 %/);
  await confirm(page, "Change the rates");
  await page.getByText("1 of 54 faults on").waitFor();
  expect(await recordOf(page)).toMatchObject({
    attributes: { change: "setFaults", asked: { rates: ["catalog.malformed=0.125"] } },
  });

  await page.getByLabel("Filter").fill("");
  await page.getByRole("radio", { name: "On" }).check();
  await expect.poll(() => page.locator("tbody tr").count()).toBe(1);
  expect(new URL(page.url()).search).toBe("?faults=on");
  await page.getByRole("button", { name: "All off" }).click();
  await page.getByRole("button", { name: "Apply…" }).click();
  await confirm(page, "Change the rates");
  await page.getByText("0 of 54 faults on").waitFor();
  await page.getByText("No fault is shown").waitFor();
  expect(complaints).toEqual([]);
});

const SCREENS: readonly Screen[] = [
  { name: "shop-run-products", path: "/shop/products", ready: "tbody tr" },
  {
    name: "shop-run-scheduler",
    path: "/shop/scheduler?task=new",
    ready: "form.new-task",
    act: async (page) => {
      await page.getByLabel("First run").fill("2020-01-01T00:00");
      await page.getByLabel("Recurrence").selectOption("once");
      await page.getByRole("button", { name: "Add the task" }).click();
      await page.getByText("This time is over.").waitFor();
    },
    expected: /status of 400/,
  },
  {
    name: "shop-run-simulator",
    path: "/shop/simulator",
    ready: "tbody tr",
    act: async (page) => page.getByRole("checkbox").first().check(),
  },
];

test.each(SCREENS)(
  "$name: no finding of axe, nothing in the console, nothing too wide",
  async (screen) => {
    await expect(lookAt(fixture.browser, screen)).resolves.toBeUndefined();
  },
);

test("a service without a shop says what to set", async () => {
  await lookAt(trade.browser, {
    name: "shop-run-none",
    path: "/shop/simulator",
    ready: ".shop-away",
    act: async (page) => {
      const words = await page.locator("main").innerText();
      expect(words).toContain("No shop is set up");
      expect(words).toContain("TRACEWELL_SHOP_URL");
      expect(await page.locator("table").count()).toBe(0);
    },
    expected: /status of 409/,
  });
});

test("customers are shown without their names, and a shop that went away leaves the last answer", async () => {
  const { page } = await fixture.browser.open();
  await page.goto("/shop/customers");
  await page.locator("tbody tr").first().waitFor();
  const shown = await page.locator("main").innerText();
  expect(shown).toContain("24 customers");
  expect(shown).toContain("A-000001");
  expect(shown).not.toMatch(/Dvořák|Sharma/);

  await fixture.shop.close();
  await page.getByRole("button", { name: "Read again" }).click();
  await page.getByText("Shown is the last answer, of").waitFor();
  expect(await page.locator("tbody tr").count()).toBeGreaterThan(5);
  await page.getByRole("link", { name: "Scheduler" }).click();
  await page.getByRole("heading", { name: "The shop does not answer" }).waitFor();
  expect(await page.getByRole("alert").innerText()).toContain("shop-unavailable");
});
