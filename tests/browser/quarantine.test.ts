import { expect, test } from "vitest";
import { useBrowserFixture } from "./fixture.ts";

const fixture = useBrowserFixture();

const MOODLE = "/sources/moodle-trace/lines?format=moodle-trace&timezone=Europe/Prague";
const impossible = (message: string) =>
  `-- 2016-2-31 11:32:15 854 --\n                              [TU80WKRYTI9QUMJ4] ${message}\n`;

test("an impossible date is seen, corrected, read again and then found in its timeline", async () => {
  await fixture.service.push(MOODLE, "text/plain", impossible("Late words"));
  const { page, complaints } = await fixture.browser.open();
  await page.goto("/operations");
  await page.waitForURL((url) => url.pathname === "/operations/quarantine");
  await page.getByRole("button", { name: "q1", exact: true }).click();
  const item = page.getByRole("complementary", { name: "q1" });
  const input = item.getByRole("textbox", { name: /Input, verbatim/ });
  await expect.poll(() => input.inputValue()).toBe(impossible("Late words"));
  await item.getByRole("button", { name: "Retry as it is" }).click();
  await item.getByText("Still not readable.").waitFor();
  await input.fill(impossible("Late words").replace("2016-2-31", "2016-7-31"));
  await item.getByRole("button", { name: "Retry corrected" }).click();
  await item.getByText("Accepted: 1 record.").waitFor();
  await page.getByRole("radio", { name: "Resolved" }).check();
  await page.getByRole("button", { name: "q1", exact: true }).waitFor();
  await page.goto("/transactions/TU80WKRYTI9QUMJ4");
  await page.getByRole("row", { name: /Late words/ }).waitFor();
  expect(complaints).toEqual([]);
});

test("an item is dismissed by keyboard, with a reason and a confirmation", async () => {
  await fixture.service.push("/events?source=balancer", "application/json", '{"probe":');
  const { page, complaints } = await fixture.browser.open();
  await page.goto("/operations/quarantine");
  await page.getByRole("button", { name: "q2", exact: true }).waitFor();
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  const item = page.getByRole("complementary", { name: "q2" });
  await item.getByRole("button", { name: "Dismiss…" }).focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("alertdialog", { name: "Dismiss q2?" });
  await dialog.waitFor();
  expect(await dialog.getByRole("button", { name: "Dismiss item" }).isDisabled()).toBe(true);
  await dialog.getByLabel("Reason").focus();
  await page.keyboard.type("A probe of the load balancer; no shop wrote it.");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await dialog.waitFor({ state: "detached" });
  await item.getByText("A probe of the load balancer").waitFor();
  await page.keyboard.press("Escape");
  await page.getByText("Nothing is in quarantine.").waitFor();
  expect(complaints).toEqual([]);
});

test("an open item makes answers partial, and the coverage line says why", async () => {
  const { page } = await fixture.browser.open();
  await page.goto("/transactions/TU80WKRYTI9QUMJ4");
  const coverage = page.getByRole("contentinfo");
  await coverage.getByText("Complete").waitFor();
  await fixture.service.push(MOODLE, "text/plain", impossible("Other words"));
  await page.reload();
  await coverage.getByRole("button", { name: "Partial" }).click();
  await page.getByRole("heading", { name: "Why partial" }).waitFor();
  expect(await page.locator(".coverage-reasons li").count()).toBeGreaterThan(0);
});
