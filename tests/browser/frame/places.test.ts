import { expect, test } from "vitest";
import { lookAt } from "../look-at.ts";
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

test("the places of a narrow window are a menu that closes on the way", () =>
  lookAt(trade.browser, { name: "places", path: "/licenses", ready: "h1" }));
