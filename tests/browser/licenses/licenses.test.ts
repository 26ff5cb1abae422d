import { describe, expect, it } from "vitest";
import type { Worklist } from "#query/answers/worklist-answers.ts";
import { lookAt } from "../look-at.ts";
import { useSimulatedTrade } from "../simulated.ts";

const trade = useSimulatedTrade();

describe("licenses", () => {
  it("list orders whose licenses were not delivered; one opens beside, by mouse and keyboard", async () => {
    const { page, complaints } = await trade.browser.open();
    const { items } = await trade.ask<Worklist>("/objects?type=order&finding=license&order=newest");
    await page.goto("/licenses");
    const table = page.getByRole("table", {
      name: "Orders whose licenses were not delivered as they should",
    });
    const rows = table.locator("tbody tr");
    await rows.first().waitFor();
    expect(await rows.count()).toBe(items.length);
    await page.keyboard.press("j");
    await page.keyboard.press("Enter");
    await page.waitForURL((url) => url.searchParams.get("order") === items[0]?.object.id);
    const opened = page.getByRole("region", { name: "Opened license or order" });
    await opened.getByRole("heading", { name: /line sells licenses/ }).waitFor();
    // The evidence of its finding, and back.
    await opened.locator(".license-finding-list .evidence-link").first().click();
    await page.waitForURL(/rec=\d+/);
    await page.getByRole("heading", { name: /Record/ }).waitFor();
    await page.keyboard.press("Escape");
    await page.waitForURL((url) => !url.searchParams.has("rec"));
    // One rule alone, from the choices.
    await page.getByRole("link", { name: /^Two licenses for one line/ }).click();
    await page.waitForURL(/finding=license.duplicate/);
    await rows.first().click();
    await opened.getByText(/2 licenses made/).waitFor();
    await opened.locator(".license-lines .license-button").first().click();
    await page.waitForURL(/license=LN/);
    await opened.getByRole("heading", { name: "Facts", exact: true }).waitFor();
    expect(await opened.textContent()).toContain("Valid until");
    await page.keyboard.press("Escape");
    await page.waitForURL((url) => !url.searchParams.has("license"));
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it("draw chains of renewals, and lead from one license of a chain to the next", async () => {
    const { page, complaints } = await trade.browser.open();
    await page.goto("/licenses?show=renewals");
    const row = page
      .getByRole("table", { name: "Chains of renewals, the last renewed first" })
      .locator("tbody tr")
      .first();
    await row.waitFor();
    expect(await row.textContent()).toContain("follows without a gap");
    expect(await row.locator(".term-bars rect").count()).toBe(2);
    await row.click();
    const opened = page.getByRole("region", { name: "Opened license or order" });
    await opened.getByRole("heading", { name: "Chain of 2 licenses" }).waitFor();
    const renewal = new URL(page.url()).searchParams.get("license");
    await opened.locator(".license-chain-steps .license-button").click();
    await page.waitForURL((url) => url.searchParams.get("license") !== renewal);
    await opened.getByRole("link", { name: "Open timeline" }).click();
    await page.waitForURL(/\/licenses\/LN/);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it("list what ends soonest first, and all by their state", async () => {
    const { page, complaints } = await trade.browser.open();
    const { items } = await trade.ask<Worklist>(
      "/objects?type=license&expiresWithin=365d&order=expiring&limit=2",
    );
    await page.goto("/licenses?show=expiring&within=7d");
    await page.getByRole("link", { name: "1 year" }).click();
    await page.waitForURL(/within=365d/);
    if (items.length === 0) {
      await page.getByText("No license’s term ends within 1 year.").waitFor();
    } else {
      const first = page.locator(".data-table tbody tr").first();
      await first.getByText(items[0]?.object.id ?? "").waitFor();
    }
    await page.getByRole("link", { name: "All licenses" }).click();
    await page.getByRole("link", { name: /^Blocked/ }).click();
    await page.waitForURL(/state=blocked/);
    await page.locator('.license-choices a[aria-current="true"]', { hasText: "Blocked" }).waitFor();
    const states = page.locator(".data-table tbody .cell-state");
    await expect.poll(() => states.allTextContents()).toEqual(["Blocked", "Blocked"]);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it("say what was looked for where there is nothing", async () => {
    const { page } = await trade.browser.open({ size: "phone" });
    await page.goto("/licenses?finding=license.missing");
    const empty = page.locator(".license-empty");
    await empty.waitFor();
    expect(await empty.textContent()).toContain("No order has the finding “License missing”.");
    await page.goto("/licenses?license=LN000");
    await page.getByText("Looked for a license under this ID").waitFor();
    await page.getByRole("link", { name: "Look for what is close to it" }).click();
    await page.waitForURL(/\/\?.*LN000/);
    await page.context().close();
  });

  it("are fit to read", async () => {
    const { items } = await trade.ask<Worklist>(
      "/objects?type=order&finding=license.renewal-of-unknown&limit=1",
    );
    await lookAt(trade.browser, {
      name: "licenses-deliveries",
      path: "/licenses",
      ready: ".license-findings",
    });
    await lookAt(trade.browser, {
      name: "licenses-order",
      path: `/licenses?order=${items[0]?.object.id}`,
      ready: ".license-lines",
    });
    await lookAt(trade.browser, {
      name: "licenses-renewals",
      path: "/licenses?show=renewals",
      ready: ".term-bars",
    });
    expect(items).toHaveLength(1);
  });
});
