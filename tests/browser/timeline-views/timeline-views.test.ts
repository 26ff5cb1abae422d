import { beforeAll, describe, expect, it } from "vitest";
import type { Worklist } from "#query/answers/worklist-answers.ts";
import { lookAt } from "../look-at.ts";
import { useSimulatedTrade } from "../simulated.ts";

const trade = useSimulatedTrade();

/** An order that was paid and not delivered, and one that is completed. */
let stuck = "";
let completed = "";

async function firstOrder(query: string): Promise<string> {
  const { items } = await trade.ask<Worklist>(`/objects?type=order&${query}&limit=1`);
  return items[0]?.object.id ?? "";
}

beforeAll(async () => {
  stuck = await firstOrder("finding=license.renewal-of-unknown");
  completed = await firstOrder("state=completed");
});

describe("views of a timeline", () => {
  it("draw the states; a state or a row opens the record that led into it", async () => {
    const { page, complaints } = await trade.browser.open();
    await page.goto(`/orders/${stuck}?view=states`);
    const figure = page.locator(".states-figure");
    await figure.getByRole("link", { name: /^Paid.* so far/ }).click();
    await page.waitForURL(/rec=\d+/);
    await page.getByRole("heading", { name: /Record/ }).waitFor();
    const table = page.getByRole("table", { name: "States it was in, in order" });
    expect(await table.locator('[aria-current="true"]').textContent()).toContain("Paid");
    expect(await figure.textContent()).toContain("From Paid it can go to: Delivered");
    await page.keyboard.press("Escape");
    await page.waitForURL((url) => !url.searchParams.has("rec"));
    // By keyboard: the first state, its record, then the next one's.
    await page.keyboard.press("j");
    await page.keyboard.press("Enter");
    await page.waitForURL(/rec=\d+/);
    const opened = new URL(page.url()).searchParams.get("rec");
    await page.keyboard.press("j");
    await page.waitForURL((url) => url.searchParams.get("rec") !== opened);
    // What has not come, and what is overdue, is said.
    expect(
      await page.getByRole("table", { name: "Milestones" }).getByText("no record").count(),
    ).toBeGreaterThan(0);
    const owed = page.getByRole("table", { name: "What had to follow" });
    expect(await owed.locator(".grave").first().textContent()).toContain("overdue by");
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it("tell the story in sentences, by keyboard and as text", async () => {
    const { page, complaints } = await trade.browser.open();
    await page.goto(`/orders/${stuck}?view=narrative`);
    await page.getByRole("heading", { name: "Course" }).waitFor();
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    const focused = () => page.evaluate(() => document.activeElement?.textContent ?? "");
    const second = await focused();
    expect(second).toMatch(/^#\d/);
    await page.keyboard.press("Enter");
    await page.waitForURL(/rec=\d+/);
    expect(await page.locator(".narrative-sentence.selected").first().textContent()).toContain(
      second,
    );
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Copy as text" }).click();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toContain(`Order ${stuck}`);
    expect(copied).toMatch(/Paid at .* UTC.*\[main:\d+/);
    expect(copied).toMatch(/\nNot known\n/);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it("lay the object beside the normal course, or beside another one that is typed", async () => {
    const { page, complaints } = await trade.browser.open();
    await page.goto(`/orders/${stuck}?view=compare`);
    await page.getByRole("heading", { name: "The normal course of an order" }).waitFor();
    const steps = page.getByRole("table", { name: "Steps of both, like beside like" });
    expect(await steps.getByText("only in B").count()).toBeGreaterThan(0);
    await page.getByLabel("Compare with order").fill(completed);
    await page.keyboard.press("Enter");
    await page.waitForURL((url) => url.searchParams.get("with") === `order:${completed}`);
    await page.getByRole("link", { name: completed, exact: true }).first().waitFor();
    expect(await steps.locator(".differs").count()).toBeGreaterThan(0);
    await page.getByRole("link", { name: "Normal course" }).click();
    await page.getByRole("heading", { name: "The normal course of an order" }).waitFor();
    expect(complaints).toEqual([]);
    await page.getByLabel("Compare with order").fill("999");
    await page.getByRole("button", { name: "Compare", exact: true }).click();
    await page.getByText("No record names the order 999").waitFor();
    await page.context().close();
  });

  it.each([
    ["states", ".state-diagram"],
    ["narrative", ".narrative-sentence"],
    ["compare", ".compare .data-row.differs"],
  ])("are fit to read: %s", async (view, ready) => {
    await lookAt(trade.browser, {
      name: `timeline-${view}`,
      path: `/orders/${stuck}?view=${view}`,
      ready,
    });
    expect(stuck).not.toBe("");
  });
});
