import { beforeAll, expect, test } from "vitest";
import type { CardLiability } from "#query/answers/gift-card-answers.ts";
import type { Worklist } from "#query/answers/worklist-answers.ts";
import { lookAt } from "../look-at.ts";
import { useSimulatedTrade } from "../simulated.ts";

const trade = useSimulatedTrade();

/** A card on which more was authorized than was available. */
let overdrawn = "";

beforeAll(async () => {
  const { items } = await trade.ask<Worklist>(
    "/objects?type=giftCard&finding=gift-card.overdrawn&limit=1",
  );
  overdrawn = items[0]?.object.id ?? "";
});

test("by keyboard: cards with findings first, e opens the next, and its account is read back in time", async () => {
  const { page, complaints } = await trade.browser.open();
  const asked = page.waitForRequest(/objects\?.*finding=gift-card&/);
  await page.goto("/gift-cards");
  await asked;
  const rows = page.locator("tr[data-row]");
  await rows.first().waitFor();
  expect(await rows.first().textContent()).toContain("Gift card captured twice");
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  const opened = page.getByRole("region", { name: "Opened gift card" });
  await opened.getByText("Adds up, EUR").waitFor();
  expect(await opened.textContent()).toContain("More was taken or held than there was");
  await page.keyboard.press("e");
  await expect.poll(() => new URL(page.url()).searchParams.get("card")).toBe(overdrawn);
  const slider = opened.getByRole("slider", { name: "Moment of the account" });
  await slider.focus();
  await page.keyboard.press("ArrowLeft");
  await opened.getByText("balance 40.00, held 1500.00, available −1460.00").waitFor();
  await opened.getByText("More was taken or held than there was: −1460.00 USD available").waitFor();
  expect(new URL(page.url()).searchParams.get("asOf")).toBe("2026-03-16T12:04:37.199Z");
  expect(await opened.locator("tr[aria-current] b").textContent()).toBe("Authorized");
  await opened.getByLabel("As of, UTC").fill("2026-02-31");
  await page.keyboard.press("Enter");
  await opened.getByRole("alert").getByText("Not a moment.").waitFor();
  await opened.getByLabel("As of, UTC").fill("2026-03-12");
  await page.keyboard.press("Enter");
  await expect.poll(() => opened.locator("tr[aria-current] b").textContent()).toBe("Issued");
  await opened.getByRole("button", { name: "Now", exact: true }).click();
  await opened.getByText("The account now").waitFor();
  expect(complaints).toEqual([]);
});

test("by mouse: a finding narrows the cards, a movement opens its record, Esc leads back step by step", async () => {
  const { page, complaints } = await trade.browser.open();
  await page.goto("/gift-cards");
  await page.getByRole("link", { name: /^Gift card overdrawn/ }).click();
  const rows = page.locator("tr[data-row]");
  await expect.poll(() => rows.count()).toBe(1);
  await rows.first().click();
  const opened = page.getByRole("region", { name: "Opened gift card" });
  await opened.locator(".movements").getByRole("button").nth(3).click();
  const evidence = page.getByRole("complementary", { name: "Evidence" });
  await evidence.getByText("giftCard.authorized", { exact: true }).waitFor();
  await page.keyboard.press("Escape");
  await evidence.waitFor({ state: "detached" });
  await page.keyboard.press("Escape");
  await opened.waitFor({ state: "detached" });
  const search = new URL(page.url()).searchParams;
  expect(Object.fromEntries(search)).toEqual({ finding: "gift-card.overdrawn" });
  await page.goto("/gift-cards?state=unissued");
  await page.getByText("No gift card is like that.").waitFor();
  await page.getByRole("link", { name: "Show all gift cards" }).click();
  await expect.poll(() => rows.count()).toBeGreaterThan(1);
  expect(complaints).toEqual([]);
});

test("all cards add up to the cent, now and then; the one that does not is opened", async () => {
  const { page, complaints } = await trade.browser.open();
  await page.goto("/gift-cards");
  await page.getByText("Reconciliation and liability").click();
  const euros = page.getByRole("table", { name: "Gift cards in EUR" });
  const { totals } = await trade.ask<CardLiability>("/gift-cards/liability");
  const owed = totals.find(({ currency }) => currency === "EUR")?.owed ?? 0;
  const total = euros.locator("tfoot");
  await total.getByText((owed / 100).toFixed(2), { exact: true }).waitFor();
  await page.getByLabel("As of, UTC").fill("2026-03-02 04:00");
  await page.keyboard.press("Enter");
  await page.getByText("The sums of every card are as they should be.").waitFor();
  expect(new URL(page.url()).searchParams.get("asOf")).toBe("2026-03-02T04:00:00.000Z");
  await page.getByRole("button", { name: "Now", exact: true }).click();
  await page.getByText("1 card needs a look").waitFor();
  const cut = "The time for this answer ended after 2 cards: the sums are theirs alone.";
  await page.route("**/gift-cards/reconciliation*", async (route) => {
    const answer = await (await route.fetch()).json();
    const coverage = { ...answer.coverage, status: "partial", reasons: [cut] };
    await route.fulfill({ json: { ...answer, coverage } });
  });
  await page.getByRole("button", { name: "Read again" }).click();
  await page.getByRole("main").getByText(cut).waitFor();
  await page.getByRole("row", { name: /More was captured than was on it/ }).click();
  await page.getByRole("region", { name: "Opened gift card" }).getByText("Adds up").waitFor();
  expect(complaints).toEqual([]);
});

test("gift cards look as they should, in every size and theme", async () => {
  await lookAt(trade.browser, { name: "gift-cards", path: "/gift-cards", ready: "tr[data-row]" });
  await lookAt(trade.browser, {
    name: "gift-card",
    path: `/gift-cards?card=${overdrawn}`,
    ready: ".chart canvas",
  });
  await lookAt(trade.browser, {
    name: "gift-cards-sums",
    path: "/gift-cards?show=sums",
    ready: ".sums-table",
  });
  expect(overdrawn).not.toBe("");
});
