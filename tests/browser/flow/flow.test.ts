import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import type { ProcessMap } from "#query/answers/process-answers.ts";
import { axeFindings } from "../browser.ts";
import { lookAt } from "../look-at.ts";
import { useSimulatedTrade } from "../simulated.ts";

const trade = useSimulatedTrade();

const address = (page: Page) => new URL(page.url()).searchParams;

const PERIOD = "from=2026-03-12T00:00:00.000Z&to=2026-03-22T00:00:00.000Z";

test("from the map to a step, and from there to the order that waited longest, by mouse", async () => {
  const map = await trade.ask<ProcessMap>("/stats/process-map");
  const { page, complaints } = await trade.browser.open();
  await page.goto("/flow");
  await page.getByText(`${map.objects} orders.`).waitFor();
  const drawing = page.getByRole("region", { name: /Process map/ });
  const drawn = await drawing.getByRole("button").count();
  expect(drawn).toBeGreaterThan(8);

  // Fewer steps are drawn where fewer are asked for; the address keeps it.
  await page.getByRole("slider", { name: /Steps drawn/ }).fill("5");
  await expect.poll(() => address(page).get("steps")).toBe("5");
  expect(await page.locator(".map-line").count()).toBe(5);
  await page.goBack();
  await page.goto("/flow");

  await drawing.getByRole("button", { name: /^Payment requested/ }).click();
  const panel = page.getByRole("complementary", { name: "What stands behind it" });
  await panel
    .getByRole("button", { name: /^Payment captured/ })
    .last()
    .click();
  await panel.getByText("Longest waits").waitFor();
  const waited = panel.locator(".flow-behind a").first();
  const id = await waited.innerText();
  await waited.click();
  await page.waitForURL(new RegExp(`/orders/${id}`));
  expect(complaints).toEqual([]);
});

test("the map is gone along by keyboard, zoomed, and read as a table", async () => {
  const { page, complaints } = await trade.browser.open();
  await page.goto("/flow");
  const drawing = page.getByRole("region", { name: /Process map/ });
  const first = drawing.getByRole("button").first();
  await first.focus();
  await page.keyboard.press("ArrowDown");
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute("data-type"));
  expect(await focused()).toBe("payment.requested");
  await page.keyboard.press("Enter");
  await expect.poll(() => address(page).get("open")).toBe("payment.requested");
  const width = (await drawing.boundingBox())?.width ?? 0;
  await page.keyboard.press("+");
  await expect.poll(async () => (await drawing.boundingBox())?.width ?? 0).toBeGreaterThan(width);
  const zoomed = (await drawing.boundingBox())?.width ?? 0;
  await drawing.hover({ position: { x: 5, y: 5 } });
  await page.keyboard.down("Control");
  await page.mouse.wheel(0, 120);
  await page.keyboard.up("Control");
  await expect.poll(async () => (await drawing.boundingBox())?.width ?? 0).toBeLessThan(zoomed);
  await page.keyboard.press("Escape");
  await expect.poll(() => address(page).get("open")).toBeNull();

  await page.getByRole("radio", { name: "Table" }).check();
  const table = page.getByRole("table", { name: /Process map/ });
  await table.waitFor();
  await page.getByRole("radio", { name: "Table" }).blur();
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await expect.poll(() => address(page).get("open")).toContain(">");
  await page.getByText("Longest waits").waitFor();
  expect(complaints).toEqual([]);
});

test("waits, stories, failures and changes each have their view; an empty time says so", async () => {
  const { page, complaints } = await trade.browser.open();
  await page.goto("/flow?view=steps");
  const steps = page.getByRole("table", { name: /slowest first/ });
  await expect.poll(() => steps.getByRole("row").count()).toBeGreaterThan(10);

  await page.getByRole("radio", { name: "Variants" }).check();
  const stories = page.getByRole("table", { name: /Stories/ });
  await stories.getByRole("row").nth(2).click();
  await page.getByText("does not have at that place").waitFor();
  expect(await page.locator(".variant-story .own").count()).toBeGreaterThan(0);

  await page.getByRole("radio", { name: "Error rates" }).check();
  const declined = page.getByRole("row", { name: /Payments declined/ });
  await expect.poll(() => declined.innerText()).toMatch(/\d+ of \d+/);

  await page.getByRole("radio", { name: "Changes" }).check();
  await page.getByText("Choose a period").waitFor();
  await page.goto(`/flow?view=changes&${PERIOD}`);
  await page.getByText(/against the 10 d before/).waitFor();
  await page
    .getByRole("table", { name: /What changed/ })
    .getByRole("row")
    .nth(1)
    .waitFor();
  expect(await axeFindings(page)).toEqual([]);

  await page.goto("/flow?from=2020-01-01T00:00:00.000Z&to=2020-02-01T00:00:00.000Z");
  await page.getByText("No object of this type began in this time.").waitFor();
  await page.getByRole("button", { name: "All time" }).click();
  await page.getByRole("region", { name: /Process map/ }).waitFor();
  expect(complaints).toEqual([]);
});

test("the views look right at every size", async () => {
  const step = "open=payment.requested%3Epayment.captured";
  await lookAt(trade.browser, { name: "flow-map", path: "/flow", ready: ".map-node" });
  await lookAt(trade.browser, {
    name: "flow-step",
    path: `/flow?view=steps&${step}`,
    ready: ".flow-behind li",
  });
  const { page } = await trade.browser.open({ size: "phone" });
  await page.goto("/flow?view=variants");
  await page.locator(".variant-story").first().waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
});
