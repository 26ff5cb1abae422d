import { expect, test } from "vitest";
import { useSimulatedTrade } from "../simulated.ts";

const trade = useSimulatedTrade();

test("every screen is one command away, and the masthead names where one is", async () => {
  const { page, complaints } = await trade.browser.open();
  await page.goto("/");
  await page.getByRole("contentinfo").waitFor();
  for (const name of ["Flow", "Order numbers", "Gift cards", "Licenses", "Replays", "Incidents"]) {
    await page.keyboard.press("Control+k");
    await page.getByRole("searchbox").fill(`go to ${name}`);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name }).waitFor();
    const current = page.locator(".masthead [aria-current=page]");
    expect(await current.first().textContent()).toContain(name);
  }
  expect(complaints).toEqual([]);
});

/** Where one place more, or one less, has room; beside them the sizes that are looked at. */
const WIDTHS = [1440, 1366, 1280, 1181, 1024, 834, 720, 701, 360];

test("the masthead fits every width with counts on it; what has no room is in a menu that closes", async () => {
  const { page, complaints } = await trade.browser.open();
  const waiting = { items: Array.from({ length: 100 }, () => ({})) };
  await page.route(/explanation=unexplained|replays\?limit/, (route) =>
    route.fulfill({ json: waiting }),
  );
  await page.goto("/licenses");
  await expect.poll(() => page.getByText("99+").count()).toBeGreaterThan(2);
  await page.evaluate(() => document.fonts.ready);
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 700 });
    const beyond = () =>
      page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
    await expect.poll(beyond, { message: `at ${width} px` }).toBe(0);
    const operations = page.getByRole("link", { name: "Operations" });
    if ((await operations.count()) === 0) await page.getByRole("button", { name: "More" }).click();
    await operations.waitFor();
    await page.keyboard.press("Escape");
  }
  await page.getByRole("button", { name: "More" }).click();
  await page.getByRole("link", { name: "Flow" }).click();
  await page.getByRole("heading", { level: 1, name: "Flow" }).waitFor();
  expect(await page.locator(".more-menu:popover-open").count()).toBe(0);
  expect(complaints).toEqual([]);
});
