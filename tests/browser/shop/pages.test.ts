import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type OpenPages, openPages } from "../../shop/pages/open-pages.ts";
import { openBrowserAt, type TestBrowser } from "../browser.ts";
import { lookAt, type Screen } from "../look-at.ts";

let pages: OpenPages;
let browser: TestBrowser;

beforeAll(async () => {
  pages = await openPages();
  browser = await openBrowserAt(await pages.app.listen({ port: 0, host: "127.0.0.1" }));
});

afterAll(async () => {
  await browser?.close();
  await pages?.[Symbol.asyncDispose]();
});

const press = (name: string) => async (page: Page) => {
  await page.getByRole("button", { name }).click();
};

/** In this order: what an earlier screen does is seen in the later ones. */
const SCREENS: readonly Omit<Screen, "ready">[] = [
  { name: "shop-products-none", path: "/ecommerce/products" },
  { name: "shop-products", path: "/ecommerce/products", act: press("Fetch from the catalog") },
  {
    name: "shop-products-rejected",
    path: "/ecommerce/products",
    act: async (page) => {
      pages.fail("catalog.malformed");
      await press("Fetch from the catalog")(page);
      await page.getByRole("alert").waitFor();
    },
    expected: /status of 502/,
  },
  { name: "shop-products-empty", path: "/ecommerce/products/empty" },
  { name: "shop-customers", path: "/ecommerce/customers", act: press("Fetch from the CRM") },
  { name: "shop-scheduler", path: "/ecommerce/scheduler" },
  {
    name: "shop-scheduler-wrong",
    path: "/ecommerce/scheduler",
    act: async (page) => {
      await page.getByLabel("Recurrence", { exact: true }).selectOption("cron");
      await page.getByLabel("Cron expression").fill("every day");
      await press("Add the task")(page);
      await page.locator(".wrong").waitFor();
    },
    expected: /status of 422/,
  },
  { name: "shop-gift-cards", path: "/ecommerce/gift-cards" },
  {
    name: "shop-gift-cards-wrong",
    path: "/ecommerce/gift-cards/america",
    act: async (page) => {
      await page.getByLabel("Digits of a code").fill("3");
      await page.getByLabel("Sender").fill("nobody");
      await press("Save the settings")(page);
      await page.getByRole("alert").waitFor();
    },
    expected: /status of 422/,
  },
  { name: "shop-nothing", path: "/ecommerce/gift-cards/nowhere", expected: /status of 404/ },
];

test.each(SCREENS)(
  "$name: no finding of axe, nothing in the console, nothing too wide",
  async (screen) => {
    await expect(lookAt(browser, { ...screen, ready: "main" })).resolves.toBeUndefined();
  },
);

test("a task is added, paused, resumed and removed without a script", async () => {
  const { page } = await browser.open();
  await page.goto("/ecommerce/scheduler");
  await page.getByLabel("Application").selectOption("crm");
  await page.getByLabel("Date and time").fill("2026-01-06T07:30");
  await page.getByLabel("Recurrence", { exact: true }).selectOption("weekly");
  await press("Add the task")(page);
  await page.getByRole("status").getByText("put on the schedule").waitFor();
  const row = page.getByRole("row").filter({ hasText: "2026-01-06 07:30" });
  expect(await row.innerText()).toContain("Every week");

  await row.getByRole("button", { name: "Pause get_customers" }).click();
  await page.getByRole("status").getByText("rests").waitFor();
  expect(await row.innerText()).toContain("Paused");
  await row.getByRole("button", { name: "Resume get_customers" }).click();
  await page.getByRole("status").getByText("runs again").waitFor();

  await row.getByRole("link", { name: "Remove get_customers" }).click();
  await page.getByRole("heading", { name: "Take get_customers off the schedule?" }).waitFor();
  await press("Remove the task")(page);
  await page.getByRole("status").getByText("taken off").waitFor();
  expect(await row.count()).toBe(0);
  expect(pages.eventTypes().filter((type) => type.startsWith("task."))).toEqual(
    expect.arrayContaining(["task.scheduled", "task.paused", "task.resumed", "task.removed"]),
  );
});

test("products are removed only after the page that asks", async () => {
  const { page } = await browser.open();
  await page.goto("/ecommerce/products");
  await press("Fetch from the catalog")(page);
  await page.getByRole("link", { name: "Remove all…" }).click();
  expect(await page.getByRole("row").count()).toBe(0);
  await page.getByRole("link", { name: "Go back" }).click();
  expect(await page.getByRole("row").count()).toBeGreaterThan(10);
  await page.getByRole("link", { name: "Remove all…" }).click();
  await press("Remove all products")(page);
  await page.getByText("holds nothing").waitFor();
});

test("a gift card setting is saved for one store alone", async () => {
  const { page } = await browser.open();
  await page.goto("/ecommerce/gift-cards/europe");
  await page.getByLabel("Digits of a code").fill("20");
  await page.getByLabel("Name of field 4").fill("Occasion");
  await page.getByLabel("Label of field 4").fill("Occasion of the gift");
  await press("Save the settings")(page);
  // The template does not show it yet.
  await page.getByText("lacks ${Occasion}").waitFor();
  const template = page.getByLabel("Template");
  await template.fill(`${await template.inputValue()}\n\${Occasion}`);
  await press("Save the settings")(page);
  await page.getByRole("status").getByText("saved").waitFor();
  expect(await page.getByLabel("Digits of a code").inputValue()).toBe("20");
  expect(await page.getByLabel("Name of field 4").inputValue()).toBe("Occasion");
  await page.getByRole("link", { name: "America" }).click();
  expect(await page.getByLabel("Digits of a code").inputValue()).toBe("16");
});
