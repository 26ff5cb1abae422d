import { expect, test } from "vitest";
import { useBrowserFixture } from "../fixture.ts";

const fixture = useBrowserFixture();

const MOODLE = "/sources/moodle-trace/lines?format=moodle-trace&timezone=Europe/Prague";
const impossible = (message: string) =>
  `-- 2016-2-31 11:32:15 854 --\n                              [TU80WKRYTI9QUMJ4] ${message}\n`;

test("an impossible date is seen, corrected, read again and then found in its timeline", async () => {
  await fixture.service.push(MOODLE, "text/plain", impossible("Late words"));
  const { page, complaints } = await fixture.browser.open();
  await page.goto("/operations/quarantine");
  await page.getByRole("row", { name: /^q1 / }).click();
  const item = page.getByRole("complementary", { name: "q1" });
  const input = item.getByRole("textbox", { name: /Input, verbatim/ });
  await expect.poll(() => input.inputValue()).toBe(impossible("Late words"));
  await item.getByRole("button", { name: "Retry as it is" }).click();
  await item.getByText("Still not readable.").waitFor();
  await input.fill(impossible("Late words").replace("2016-2-31", "2016-7-31"));
  await item.getByRole("button", { name: "Retry corrected" }).click();
  await item.getByText("Accepted: 1 record.").waitFor();
  await page.getByRole("radio", { name: "Resolved" }).check();
  await page.getByRole("row", { name: /^q1 / }).waitFor();
  await page.goto("/transactions/TU80WKRYTI9QUMJ4");
  await page.getByRole("row", { name: /Late words/ }).waitFor();
  expect(complaints).toEqual([]);
});

test("an item is dismissed by keyboard, with a reason and a confirmation", async () => {
  await fixture.service.push("/events?source=balancer", "application/json", '{"probe":');
  const { page, complaints } = await fixture.browser.open();
  await page.goto("/operations/quarantine");
  await page.getByRole("row", { name: /^q2 / }).waitFor();
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

test("all open items of a source are read again at once, after a confirmation, with progress", async () => {
  const { page, complaints } = await fixture.browser.open();
  await fixture.service.push("/events?source=probe", "application/json", '{"probe":');
  await page.goto("/operations/quarantine");
  await page.getByRole("combobox", { name: "Source" }).selectOption("moodle-trace");
  await expect.poll(() => new URL(page.url()).searchParams.get("source")).toBe("moodle-trace");
  await page.getByRole("button", { name: "Retry all…" }).click();
  const dialog = page.getByRole("alertdialog", { name: "Retry every open item of moodle-trace?" });
  await dialog.getByRole("button", { name: "Retry all" }).click();
  await page.getByText("Done. 1 of 1 read again: 0 accepted, 1 still not readable.").waitFor();
  expect(complaints).toEqual([]);
});

test("a source is added, corrected where the service refuses it, and removed by its name", async () => {
  const { page } = await fixture.browser.open();
  await page.goto("/operations/sources");
  await page.getByRole("button", { name: "Add source…" }).click();
  const form = page.getByRole("alertdialog", { name: "Add a source" });
  await form.getByLabel("Name").fill("till");
  await form.getByLabel("Time zone").fill("Europe/Nowhere");
  await form.getByLabel("Stores").fill("main\neast");
  await form.getByRole("button", { name: "Add source" }).click();
  await expect.poll(() => form.getByLabel("Time zone").getAttribute("aria-invalid")).toBe("true");
  await form.getByLabel("Time zone").fill("Europe/Prague");
  await page.keyboard.press("Enter");
  await form.waitFor({ state: "detached" });
  const panel = page.getByRole("complementary", { name: "till" });
  await panel.getByText("main, east").waitFor();
  await page.getByRole("row", { name: /till No record yet/ }).waitFor();
  await panel.getByRole("button", { name: "Remove…" }).click();
  const removal = page.getByRole("alertdialog", { name: "Remove till?" });
  expect(await removal.getByRole("button", { name: "Remove source" }).isDisabled()).toBe(true);
  await removal.getByLabel("Type till to go on").fill("till");
  await page.keyboard.press("Enter");
  await panel.waitFor({ state: "detached" });
  await expect.poll(() => page.getByRole("row", { name: /^till/ }).count()).toBe(0);
});

test("a view is paused and resumed by keyboard, and answers say so meanwhile", async () => {
  const { page, complaints } = await fixture.browser.open();
  await page.goto("/operations/storage");
  await page.getByText("Every view has read it to its end.").waitFor();
  await page.getByRole("button", { name: "Pause Index…" }).focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("alertdialog", { name: "Pause the view Index?" });
  await dialog.getByText("answers made from this view").waitFor();
  await dialog.getByRole("button", { name: "Pause view" }).focus();
  await page.keyboard.press("Enter");
  await page.getByText("Not running: Index.").waitFor();
  await page.getByRole("button", { name: "Resume Index" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Pause Index…" }).waitFor();
  await page.getByRole("row", { name: /^Ledger .*The truth/ }).waitFor();
  expect(complaints).toEqual([]);
});

test("the focus returns to the row whose panel closes", async () => {
  const { page } = await fixture.browser.open({ size: "tablet" });
  await page.goto("/operations/sources");
  const row = page.getByRole("row", { name: /^moodle-trace/ });
  await row.click();
  const panel = page.getByRole("complementary", { name: "moodle-trace" });
  await expect.poll(() => panel.evaluate((it) => it === document.activeElement)).toBe(true);
  await page.keyboard.press("Escape");
  await expect.poll(() => row.evaluate((it) => it === document.activeElement)).toBe(true);
});

test("a service that is away leaves the last answer in sight, with its time", async () => {
  const { page } = await fixture.browser.open();
  await page.goto("/operations/sources");
  await page.getByRole("row", { name: /^moodle-trace/ }).waitFor();
  await page.route("**/api/v1/sources?*", (route) => route.abort());
  await page.getByRole("button", { name: "Read again" }).click();
  await page.getByText("Shown is the last answer, of").waitFor();
  expect(await page.getByRole("row", { name: /^moodle-trace/ }).count()).toBe(1);
});
