import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import type { EventList } from "#query/answers/query-answers.ts";
import { lookAt } from "../look-at.ts";
import { useSimulatedTrade } from "../simulated.ts";
import { LOG_ONLY, TWO_LINES, useUncertainTrade } from "./uncertain-trade.ts";

const trade = useUncertainTrade();
const simulated = useSimulatedTrade();

/** A dialog is in the page a moment before it is shown. */
const dialog = (page: Page) =>
  page.getByRole("alertdialog", { name: `Replay ${trade.foreignId}?` });

test("by the log alone: an order that the shop does not know is decided with its records", async () => {
  const { page, complaints } = await trade.browser.open();
  await page.goto("/replays");
  await page.getByText("3 to decide, longest wait first.").waitFor();
  const rows = page.locator("tr[data-row]");
  expect(await rows.first().textContent()).toContain(LOG_ONLY.foreignId);
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  const opened = page.getByRole("region", { name: "Opened order" });
  await opened.getByText("There is no order").waitFor();
  expect(new URL(page.url()).searchParams.get("fid")).toBe(LOG_ONLY.foreignId);
  const tree = opened.getByRole("figure", { name: /^Decision tree with 10 ends/ });
  expect(await tree.getAttribute("aria-label")).toContain(
    "By the log: in web DB, paid, in main DB, paid, not generated, empty, GetKeyRequest.",
  );
  expect(await opened.getByText("no record tells otherwise", { exact: false }).count()).toBe(2);
  expect(await opened.getByRole("button", { name: /^Replay/ }).count()).toBe(0);
  const asked = opened.getByRole("listitem").filter({ hasText: "Paid at gateway?" });
  await asked.getByRole("button").click();
  const evidence = page.getByRole("complementary", { name: "Evidence" });
  await evidence.getByText("payment.stateRead", { exact: true }).waitFor();
  await page.keyboard.press("Escape");
  await evidence.waitFor({ state: "detached" });
  await page.keyboard.press("Escape");
  await opened.waitFor({ state: "detached" });
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.textContent))
    .toContain(LOG_ONLY.foreignId);
  expect(complaints).toEqual([]);
});

test("an uncertain order is looked at, dry run by key, replayed after a question, and verified", async () => {
  await lookAt(trade.browser, {
    name: "replays",
    path: `/replays?fid=${trade.foreignId}`,
    ready: ".replay-steps",
  });
  const { page, complaints } = await trade.browser.open();
  await page.goto("/replays?show=waiting");
  await page.getByText(trade.foreignId).click();
  const opened = page.getByRole("region", { name: "Opened order" });
  await opened.getByText("The log alone does not decide it.").waitFor();
  await page.keyboard.press("d");
  await opened.getByText("Dry run: Whole order. Nothing was loaded.").waitFor();
  await opened.getByRole("link", { name: "Open this replay" }).waitFor();
  const requested = "/events?q=type:replay.requested";
  expect((await trade.ask<EventList>(requested)).items).toEqual([]);

  await opened.getByRole("button", { name: "Replay whole order…" }).click();
  await dialog(page).getByText("The shop loads OrderInfo, then GetKeyRequest").waitFor();
  expect(await dialog(page).textContent()).toContain("replay.requested");
  await dialog(page).getByRole("button", { name: "Cancel" }).click();
  await dialog(page).waitFor({ state: "detached" });
  expect((await trade.ask<EventList>(requested)).items).toEqual([]);

  await page.route(/dryRun=false/, (route) => route.abort());
  await opened.getByRole("button", { name: "Replay whole order…" }).click();
  await dialog(page).getByRole("button", { name: "Replay now" }).click();
  await opened.getByText("Whether the replay was carried out is not known").waitFor();
  await page.unroute(/dryRun=false/);
  complaints.length = 0;
  await opened.getByRole("button", { name: "Replay whole order…" }).click();
  await dialog(page).getByRole("button", { name: "Replay now" }).click();
  await opened.getByText("Replay is under way").waitFor();
  await opened.getByText("Replayed: Whole order. Every check holds.").waitFor();
  expect(await opened.locator(".check-holds").count()).toBe(4);
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).not.toBe("BODY");
  expect((await trade.ask<EventList>(requested)).items).toHaveLength(1);
  await expect
    .poll(() => opened.locator(".run-outcome").textContent())
    .toContain("plainorderinfo+plaingetkeyrequest");
  await expect
    .poll(() => opened.getByRole("figure").getAttribute("aria-label"))
    .toContain(
      "By the shop, now: in web DB, paid, in main DB, paid, generated, Nothing to replay.",
    );
  await expect.poll(() => page.locator("tr.uncertain-order").count(), { timeout: 10_000 }).toBe(2);
  await opened.getByRole("link", { name: "Open this replay" }).click();
  await opened.getByText("It was what the facts call for").waitFor();
  await expect.poll(() => opened.locator(".check-holds").count()).toBe(4);
  expect(complaints).toEqual([]);
});

test("of an order with two licenses each line is decided by itself", async () => {
  const { page, complaints } = await trade.browser.open();
  await page.goto(`/replays?fid=${TWO_LINES.foreignId}`);
  const opened = page.getByRole("region", { name: "Opened order" });
  const label = () => opened.getByRole("figure").getAttribute("aria-label");
  await opened.getByRole("radio", { name: "License line 13297323620002339" }).waitFor();
  expect(await label()).toContain("not in main DB, empty, Whole order.");
  await opened.getByText("License line 13297323620002340").click();
  await expect.poll(label).toContain("not in main DB, “Previous license?” is not known.");
  expect(new URL(page.url()).searchParams.get("line")).toBe("13297323620002340");
  expect(complaints).toEqual([]);
});

test("a past replay shows what it was decided on, loaded and checked", async () => {
  const { page } = await trade.browser.open();
  await page.goto("/replays?show=past");
  const rows = page.locator("tr[data-row]");
  await expect.poll(() => rows.count()).toBe(2);
  await rows.filter({ hasNotText: "dry run" }).click();
  const opened = page.getByRole("region", { name: "Opened order" });
  await opened.getByText("plainorderinfo+plaingetkeyrequest").first().waitFor();
  expect(new URL(page.url()).searchParams.get("replay")).toMatch(/^replay-/);
  const shared = new URL(page.url());
  await lookAt(trade.browser, {
    name: "replay-past",
    path: `${shared.pathname}${shared.search}`,
    ready: ".replay-steps",
  });
});

test("an order that nobody knows, and a service that does not answer, say so", async () => {
  const { page } = await trade.browser.open();
  await page.goto("/replays?show=waiting");
  await page.getByLabel("FID or order number").fill("99-999999");
  await page.keyboard.press("Enter");
  await page.getByRole("alert").getByText("99-999999").waitFor();
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute("aria-label"));
  expect(await focused()).toBe("Opened order");
  expect(await page.getByRole("alert").textContent()).toContain("Code not-found");
  await page.route("**/api/v1/replays**", (route) => route.abort());
  await page.goto("/replays");
  await page.getByRole("alert").getByText("The service did not answer.").waitFor();
  await page.unroute("**/api/v1/replays**");
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByText(/\d to decide, longest wait first\./).waitFor();
});

test("where no shop is set up the log still decides, what to set is said, and nothing can be run", async () => {
  const { page, complaints } = await simulated.browser.open();
  await page.goto("/replays?show=waiting");
  await page.getByText("No order is uncertain, by the records through position").waitFor();
  await page.getByText("Past", { exact: true }).click();
  await page.locator("tr[data-row]").first().click();
  const opened = page.getByRole("region", { name: "Opened order" });
  await opened.getByText("Nothing was to be replayed, and nothing was.").waitFor();
  await opened.getByRole("link", { name: "What is to be done now" }).click();
  await opened.getByText("TRACEWELL_SHOP_URL", { exact: false }).waitFor();
  expect(await opened.getByRole("figure").getAttribute("aria-label")).toContain("By the log: ");
  expect(await opened.getByRole("button", { name: /Dry run|Replay/ }).count()).toBe(0);
  expect(complaints).toEqual([]);
});
