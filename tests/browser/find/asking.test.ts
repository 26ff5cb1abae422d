import { expect, test } from "vitest";
import { useBrowserFixture } from "../fixture.ts";
import { PURCHASE_ID } from "../sample-events.ts";

const fixture = useBrowserFixture();

test("fields and values are completed in the box, by keyboard, and never get in the way of an ID", async () => {
  const { page, complaints } = await fixture.browser.open();
  await page.goto("/");
  const box = page.getByRole("combobox", { name: "Any ID or query" });
  const list = page.getByRole("listbox", { name: "Suggestions" });
  await box.pressSequentially("TU80WKRY");
  expect(await list.count()).toBe(0);
  await page.keyboard.press("Escape");
  await box.pressSequentially("ty");
  await list.getByRole("option", { name: /^type:/ }).waitFor();
  expect(await box.getAttribute("aria-activedescendant")).toBeNull();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect.poll(() => box.inputValue()).toBe("type:");
  await box.pressSequentially("payment.de");
  const declined = list.getByRole("option", { name: /^payment\.declined/ });
  await expect.poll(() => declined.textContent()).toContain("61 records");
  await page.keyboard.press("ArrowDown");
  const active = await box.getAttribute("aria-activedescendant");
  expect(await page.locator(`#${active}`).textContent()).toContain("payment.declined");
  await page.keyboard.press("Tab");
  expect(await box.inputValue()).toBe("type:payment.declined ");
  await box.pressSequentially("sou");
  await list.getByRole("option", { name: /^source:/ }).click();
  await list.getByRole("option", { name: /^gateway-a/ }).click();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "1 record", exact: true }).waitFor();
  expect(new URL(page.url()).searchParams.get("q")).toBe("type:payment.declined source:gateway-a");
  expect(complaints).toEqual([]);
});

test("a search is saved, asked again from the box, renamed and deleted", async () => {
  const { page, complaints } = await fixture.browser.open();
  await page.goto("/?q=type:payment.declined+insufficient");
  await page.getByRole("button", { name: "Save search" }).click();
  await page.getByLabel("Name", { exact: true }).fill("No money");
  await page.keyboard.press("Enter");
  await page.getByText("Saved as “No money”").waitFor();
  await page.getByRole("link", { name: "Tracewell, find" }).click();
  const saved = page.getByRole("region", { name: /Saved searches/ });
  await saved.getByRole("link", { name: "No money" }).waitFor();
  await page
    .getByRole("region", { name: /Asked lately/ })
    .getByRole("link")
    .first()
    .waitFor();
  await page.keyboard.press("ArrowDown");
  await page.getByRole("option", { name: /^No money/ }).waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "1 record", exact: true }).waitFor();
  await page.goBack();
  await saved.getByRole("button", { name: "Rename No money" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Too little money");
  await page.getByRole("button", { name: "Rename", exact: true }).click();
  await saved.getByRole("link", { name: "Too little money" }).waitFor();
  await saved.getByRole("button", { name: "Delete Too little money" }).click();
  await page.getByText("The saved search goes for everybody.").waitFor();
  await page.getByRole("button", { name: "Delete search" }).click();
  await saved.getByText("None yet.").waitFor();
  expect(complaints).toEqual([]);
});

test("what was opened is listed on the start page of this browser", async () => {
  const { page, complaints } = await fixture.browser.open();
  await page.goto(`/transactions/${PURCHASE_ID}`);
  await page.getByRole("heading", { level: 1, name: new RegExp(PURCHASE_ID) }).waitFor();
  await page.getByRole("link", { name: "Tracewell, find" }).click();
  await page.getByRole("link", { name: PURCHASE_ID }).waitFor();
  await page.getByRole("button", { name: "Forget these" }).click();
  await expect.poll(() => page.getByRole("link", { name: PURCHASE_ID }).count()).toBe(0);
  expect(complaints).toEqual([]);
});
