import { expect, test } from "vitest";
import { useBrowserFixture } from "./fixture.ts";

const fixture = useBrowserFixture();

test("without a session every page says how to get one, and keeps its address", async () => {
  const { page } = await fixture.browser.open({ signedIn: false });
  await page.goto("/transactions/TU80WKRYTI9QUMJ4");
  await page.getByRole("heading", { name: "This browser is not signed in" }).waitFor();
  expect(await page.getByText("tracewell sign-in", { exact: true }).count()).toBe(1);
  expect(new URL(page.url()).pathname).toBe("/transactions/TU80WKRYTI9QUMJ4");
});

test("an address that is no page leads back", async () => {
  const { page } = await fixture.browser.open();
  await page.goto("/nothing-here");
  await page.getByRole("heading", { name: "There is no page at this address." }).waitFor();
  await page.getByRole("link", { name: "Go to Find" }).click();
  await page.getByLabel("Any ID or query").waitFor();
  expect(new URL(page.url()).pathname).toBe("/");
});

test("theme and zone are kept in the browser, and single keys can be switched off", async () => {
  const { page, complaints } = await fixture.browser.open();
  await page.goto("/live");
  await page.getByRole("radio", { name: "Light" }).check();
  await page.keyboard.press("ArrowRight");
  expect(await page.getByRole("radio", { name: "Dark" }).isChecked()).toBe(true);
  await page.getByRole("radio", { name: "Local" }).check();
  await page.reload();
  expect(await page.locator("html").getAttribute("data-theme")).toBe("dark");
  expect(await page.getByRole("radio", { name: "Local" }).isChecked()).toBe(true);
  await page.getByRole("heading", { name: "Live tail" }).click();
  await page.keyboard.press("?");
  const help = page.getByRole("dialog", { name: "Keyboard" });
  await help.getByText("Single-letter keys").click();
  await page.keyboard.press("Escape");
  await help.waitFor({ state: "detached" });
  await page.keyboard.press("?");
  await page.keyboard.press("Space");
  expect(await help.count()).toBe(0);
  expect(await page.getByRole("button", { name: /^Pause/ }).count()).toBe(1);
  expect(complaints).toEqual([]);
});

test("commands are reached by Ctrl-K, also from within a field", async () => {
  const { page, complaints } = await fixture.browser.open();
  await page.goto("/");
  await page.getByLabel("Any ID or query").focus();
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog", { name: "Commands" }).waitFor();
  await page.keyboard.type("quarantine");
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => url.pathname === "/operations/quarantine");
  expect(complaints).toEqual([]);
});
