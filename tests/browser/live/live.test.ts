import { expect, test } from "vitest";
import type { Page } from "playwright-core";
import { lookAt } from "../look-at.ts";
import { useBrowserFixture } from "../fixture.ts";

const fixture = useBrowserFixture();

let pushed = 0;

/** Records that become known now; each message carries its number. */
async function push(type: string, many = 1, transactionId = "L1VE00000000TA1L") {
  const lines = Array.from({ length: many }, () => {
    pushed += 1;
    return JSON.stringify({
      type,
      time: new Date().toISOString(),
      transactionId,
      message: `live number ${pushed}`,
    });
  });
  return fixture.service.push("/events?source=live", "application/x-ndjson", lines.join("\n"));
}

async function openLive(page: Page, search = ""): Promise<void> {
  await page.goto(`/live${search}`);
  await page.getByText("Connected").waitFor();
}

const rows = (page: Page) => page.locator("tr.live-record");

test("a record appears as it becomes known; a filter leaves others out and stands in the address", async () => {
  const { page, complaints } = await fixture.browser.open();
  await openLive(page);
  await push("stock.counted");
  await page.getByText("live number 1", { exact: true }).waitFor();
  await page.getByLabel("Filter, the same language as Find").fill("type:stock.moved");
  await page.keyboard.press("Enter");
  await expect.poll(() => new URL(page.url()).searchParams.get("q")).toBe("type:stock.moved");
  await page.getByText("Connected").waitFor();
  await expect.poll(() => rows(page).count()).toBe(0);
  await push("stock.counted");
  await push("stock.moved");
  await expect.poll(() => rows(page).count()).toBe(1);
  expect(await rows(page).first().textContent()).toContain("live number 3");
  expect(complaints).toEqual([]);
});

test("Space pauses and resumes; what arrived meanwhile is then shown", async () => {
  const { page, complaints } = await fixture.browser.open();
  await openLive(page);
  await push("stock.counted");
  await expect.poll(() => rows(page).count()).toBe(1);
  await page.keyboard.press("Space");
  await page.getByRole("button", { name: /Resume/ }).waitFor();
  await push("stock.counted", 3);
  await page.getByText("Paused; 3 records are waiting.").waitFor();
  expect(await rows(page).count()).toBe(1);
  await page.keyboard.press("Space");
  await expect.poll(() => rows(page).count()).toBe(4);
  expect(complaints).toEqual([]);
});

test("rows that are appended never move what is being read", async () => {
  const { page } = await fixture.browser.open();
  await openLive(page);
  await push("stock.counted", 120);
  await expect.poll(() => page.locator("table").getAttribute("aria-rowcount")).toBe("121");
  await page.locator(".live-scroll").hover();
  await page.mouse.wheel(0, -1_200);
  await page.getByText("What you read stays where it is.").waitFor();
  const firstInSight = () =>
    page.evaluate(() => {
      const top = document.querySelector(".live-cols")?.getBoundingClientRect().bottom ?? 0;
      const found = [...document.querySelectorAll("tr.live-record")].find(
        (row) => row.getBoundingClientRect().top >= top,
      );
      return `${found?.textContent} at ${found?.getBoundingClientRect().top}`;
    });
  const before = await firstInSight();
  expect(before).toContain("live number");
  await push("stock.counted", 60);
  await page.getByText("60 new records below.").waitFor();
  expect(await firstInSight()).toBe(before);
  await page.getByRole("button", { name: /To the newest/ }).click();
  await page.getByText(`live number ${pushed}`, { exact: true }).waitFor();
});

test("tails stand side by side over one connection; each has its own records, and others stay", async () => {
  const { page, complaints } = await fixture.browser.open();
  const streams: string[] = [];
  page.on("request", (asked) => {
    if (asked.url().includes("/tail")) streams.push(asked.url());
  });
  await openLive(page, "?q=type:stock.*&q2=*");
  const left = page.getByRole("region", { name: "Column 1: type:stock.*" });
  const right = page.getByRole("region", { name: "Column 2: All records" });
  await push("stock.counted");
  await push("order.noted");
  await expect.poll(() => right.locator("tr.live-record").count()).toBe(2);
  expect(await left.locator("tr.live-record").count()).toBe(1);
  expect(streams).toHaveLength(1);
  await right.getByRole("button", { name: "Remove column All records" }).click();
  await expect.poll(() => page.url()).toMatch(/q=type(:|%3A)stock\.\*$/);
  await page.getByText("Connected").waitFor();
  await push("stock.counted");
  await expect.poll(() => rows(page).count()).toBe(2);
  expect(complaints).toEqual([]);
});

test("problems are gone to, and an ID is followed in a column beside, by keyboard", async () => {
  const { page, complaints } = await fixture.browser.open();
  await openLive(page);
  await push("stock.counted", 1, "F0LL0W0000000001");
  await push("payment.declined", 1, "F0LL0W0000000002");
  await push("stock.counted", 2, "F0LL0W0000000001");
  await expect.poll(() => rows(page).count()).toBe(4);
  await page.getByRole("button", { name: /^1 problem; go to the next/ }).click();
  const focused = () => page.evaluate(() => document.activeElement?.textContent ?? "");
  await expect.poll(focused).toContain("Payment declined");
  await page.keyboard.press("e");
  await page.getByText("No problem among the rows shown.").waitFor();
  await page.keyboard.press("c");
  await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()))
    .toBe("F0LL0W0000000002");
  await page.keyboard.press("f");
  const beside = page.getByRole("region", { name: "Column 2: tx:F0LL0W0000000002" });
  await beside.waitFor();
  await page.getByText("Connected").waitFor();
  await push("order.noted", 1, "F0LL0W0000000002");
  await expect.poll(() => beside.locator("tr.live-record").count()).toBe(1);
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("k");
  await page.keyboard.press("Enter");
  await page.getByRole("complementary").getByText("stock.counted").first().waitFor();
  expect(complaints).toEqual([]);
});

test("records a slow browser was not sent are a row with their range, and are loaded on demand", async () => {
  const { page, complaints } = await fixture.browser.open();
  const { firstSeq, lastSeq } = await push("stock.counted", 3);
  let isFirst = true;
  await page.route(/\/tail\?/, async (route) => {
    if (!isFirst) return route.continue();
    isFirst = false;
    const gap = { dropped: 3, from: `main:${firstSeq}`, to: `main:${lastSeq}` };
    return route.fulfill({
      contentType: "text/event-stream",
      body: `retry: 100\nevent: gap\ndata: ${JSON.stringify(gap)}\n\n`,
    });
  });
  await page.goto("/live");
  const gap = page.locator("tr.live-gap");
  await gap.getByText("3 records not shown").waitFor();
  expect(await gap.textContent()).toContain(`main:${firstSeq} – main:${lastSeq}`);
  await page.keyboard.press("k");
  await page.keyboard.press("Enter");
  await expect.poll(() => rows(page).count()).toBe(3);
  expect(await gap.count()).toBe(0);
  expect(await rows(page).first().textContent()).toContain(`#${firstSeq}`);
  expect(complaints).toEqual([]);
});

test("a filter that cannot be read is explained in its column; corrected, all columns go on", async () => {
  const { page } = await fixture.browser.open();
  await page.goto("/live?q=type:order.*&q2=type:(");
  const second = page.getByRole("region", { name: /Column 2/ });
  await second.getByText("Code invalid-query").waitFor();
  expect(await page.getByText("Stopped").count()).toBe(1);
  await page.getByText("One filter cannot be read").waitFor();
  await second.getByLabel(/Filter of column 2/).fill("type:stock.*");
  await page.keyboard.press("Enter");
  await page.getByText("Connected").waitFor();
  await push("order.noted");
  await expect.poll(() => rows(page).count()).toBe(1);
});

test("what came in the last five minutes is shown on demand", async () => {
  const { page, complaints } = await fixture.browser.open();
  await push("stock.counted", 2);
  await openLive(page, "?q=type:stock.*");
  await page.getByRole("button", { name: "Show the last 5 minutes" }).click();
  await expect.poll(() => rows(page).count()).toBeGreaterThan(1);
  expect(new URL(page.url()).searchParams.get("since")).toBe("now-5m");
  await page.keyboard.press("j");
  const newest = await page.locator(".live-table").getAttribute("aria-rowcount");
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.getAttribute("aria-rowindex")))
    .toBe(newest);
  expect(complaints).toEqual([]);
});

test("three tails, in every size and theme", async () => {
  await push("payment.declined", 6, "L00K000000000001");
  await push("order.placed", 30, "L00K000000000002");
  const path = "/live?since=now-5m&q=*&q2=type:payment.*&q3=type:order.*";
  await lookAt(fixture.browser, { name: "live-columns", path, ready: "tr.live-record" });
  expect(pushed).toBeGreaterThan(36);
});
