import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import type { ExportList, ExportManifest } from "#query/answers/export-answers.ts";
import { lookAt } from "../look-at.ts";
import { useSimulatedTrade } from "../simulated.ts";

const trade = useSimulatedTrade();

const EXPORTS = "/operations/exports";

/** What a link gives, as a file. */
async function download(page: Page, name: string): Promise<Buffer> {
  const downloading = page.waitForEvent("download");
  await page.getByRole("link", { name }).click();
  return readFile(await (await downloading).path());
}

test("what is shown is exported by x, followed, fetched, checked and deleted", async () => {
  const { page, complaints } = await trade.browser.open();
  await page.goto("/?q=type:payment.declined");
  await page.locator("tr.result").first().waitFor();
  await page.keyboard.press("x");
  const dialog = page.getByRole("dialog");
  await dialog.getByText("Records that match type:payment.declined").waitFor();
  await page.keyboard.press("ArrowDown");
  expect(await dialog.getByRole("radio", { name: "CSV" }).isChecked()).toBe(true);
  await page.keyboard.press("Enter");
  await dialog.getByText("Finished").waitFor();
  await dialog.getByRole("link", { name: "Show among exports" }).click();

  const panel = page.getByRole("complementary", { name: "Export" });
  await panel.getByText("SHA-256", { exact: true }).waitFor();
  const rows = page.locator("tr.opens");
  expect(await rows.first().textContent()).toContain("type:payment.declined");
  const downloading = page.waitForEvent("download");
  await panel.getByRole("link", { name: "Download" }).click();
  const file = await readFile(await (await downloading).path());
  const { counts, file: told } = JSON.parse(
    (await download(page, "Manifest")).toString(),
  ) as ExportManifest;
  expect(createHash("sha256").update(file).digest("hex")).toBe(told.sha256);
  expect(await panel.textContent()).toContain(told.sha256);
  expect(file.toString().trimEnd().split("\r\n").length).toBe(counts.records + 1);

  await panel.getByRole("button", { name: "Delete…" }).click();
  const asked = page.getByRole("alertdialog");
  await asked.getByText("Copies that were downloaded stay.").waitFor();
  const before = await rows.count();
  await asked.getByRole("button", { name: "Delete export" }).click();
  await expect.poll(() => panel.count()).toBe(0);
  await expect.poll(() => rows.count()).toBe(before - 1);
  expect(complaints).toEqual([]);
  await page.context().close();
});

test("an export is canceled while it waits for another, and resumed, by keyboard", async () => {
  const { page, complaints } = await trade.browser.open();
  await page.goto("/?q=source:shop");
  await page.locator("tr.result").first().waitFor();
  await page.keyboard.press("x");
  const dialog = page.getByRole("dialog");
  await dialog.getByText("OCEL 2.0").waitFor();
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await dialog.getByRole("button", { name: "Another format" }).focus();
  await page.keyboard.press("Enter");
  await dialog.getByText("OCEL 2.0").waitFor();
  await page.keyboard.press("Enter");
  await dialog.getByRole("link", { name: "Show among exports" }).focus();
  await page.keyboard.press("Enter");
  const panel = page.getByRole("complementary", { name: "Export" });
  const cancel = async () => {
    await panel.getByRole("button", { name: "Cancel…" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Cancel export" }).focus();
    await page.keyboard.press("Enter");
    await panel.getByText("Canceled").waitFor();
  };
  await cancel();
  await panel.getByRole("button", { name: "Resume" }).focus();
  await page.keyboard.press("Enter");
  await panel.getByRole("progressbar").waitFor();
  await cancel();
  await page.keyboard.press("Escape");
  expect(await panel.count()).toBe(0);
  expect(complaints).toEqual([]);
  await page.context().close();
});

test("screens of exports", async () => {
  await lookAt(trade.browser, {
    name: "exports",
    path: EXPORTS,
    ready: "tr.opens",
    act: async (page) => {
      await page.locator("tr.opens").first().click();
      await page.getByRole("complementary", { name: "Export" }).waitFor();
    },
  });
  await lookAt(trade.browser, {
    name: "export-dialog",
    path: "/?q=type:payment.declined",
    ready: "tr.result",
    act: async (page) => {
      await page.getByRole("button", { name: "Export" }).click();
      await page.getByText("The object-centric event log").waitFor();
    },
  });
  expect((await trade.ask<ExportList>("/exports")).items.length).toBeGreaterThan(0);
});
