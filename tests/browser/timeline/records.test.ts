import { expect, test } from "vitest";
import { useBrowserFixture } from "../fixture.ts";
import { PURCHASE_ID } from "../sample-events.ts";

const fixture = useBrowserFixture();

test("the sample trace is told step by step, with milliseconds, and its seven records in order", async () => {
  const { page, complaints } = await fixture.browser.open();
  await page.goto("/transactions/TU80WKRYTI9QUMJ4");
  const records = page.locator("tr.record");
  await records.first().waitFor();
  expect(await records.locator("time").allTextContents()).toEqual([
    "09:32:13.753",
    "09:32:14.193",
    "09:32:14.761",
    "09:32:14.764",
    "09:32:14.766",
    "09:32:14.774",
    "09:32:15.854",
  ]);
  expect(await page.getByText("7 records in 2.101 s; the longest wait is 1.080 s.").count()).toBe(
    1,
  );
  expect(await records.nth(5).textContent()).toContain("reassembled");
  expect(await page.getByRole("heading", { name: "1 unattributed record nearby" }).count()).toBe(1);
  expect(await page.getByRole("heading", { name: "Not known" }).count()).toBe(1);
  expect(complaints).toEqual([]);
});

test("the record behind a row is shown verbatim, with both clocks and the parser's note", async () => {
  const { page, complaints } = await fixture.browser.open();
  await page.goto("/transactions/TU80WKRYTI9QUMJ4");
  await page.getByRole("row", { name: /Transaction completed its operations/ }).click();
  const evidence = page.getByRole("complementary", { name: "Evidence" });
  await evidence.getByText("Reassembled.").waitFor();
  const raw = await evidence.locator("pre.raw").first().textContent();
  expect(raw).toContain(
    "[TU80WKRYTI9QUMJ4] Production Controller:\n-- 2016-7-27 11:32:14 774 --\nTransaction Complete Operations",
  );
  expect(await evidence.getByText("Occurred").count()).toBe(1);
  expect(await evidence.getByText("Recorded", { exact: true }).count()).toBe(1);
  expect(await evidence.getByText("Europe/Prague (+02:00)").count()).toBe(1);
  await evidence.getByRole("button", { name: "Copy raw" }).click();
  await evidence.getByRole("button", { name: "Copied" }).waitFor();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(
    "Transaction Complete Operations",
  );
  await evidence.getByRole("button", { name: "25 records around" }).click();
  await evidence.getByRole("heading", { name: "In the ledger, around it" }).waitFor();
  await expect.poll(() => evidence.locator(".around li").count()).toBeGreaterThan(6);
  expect(complaints).toEqual([]);
});

test("a timeline is walked by keyboard, and the focus returns to its row", async () => {
  const { page } = await fixture.browser.open();
  await page.goto("/transactions/TU80WKRYTI9QUMJ4");
  await page.locator("tr.record").first().waitFor();
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  const evidence = page.getByRole("complementary", { name: "Evidence" });
  await evidence.getByText("Payment captured").first().waitFor();
  await page.keyboard.press("o");
  await evidence.getByText("Production started").first().waitFor();
  await page.keyboard.press("O");
  await evidence.getByText("Payment captured").first().waitFor();
  await page.keyboard.press("j");
  await evidence.getByText("Production started").first().waitFor();
  await page.keyboard.press("Escape");
  await evidence.waitFor({ state: "detached" });
  expect(await page.locator("tr:focus").textContent()).toContain("Production started");
  await page.keyboard.press("c");
  await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()))
    .toBe("TU80WKRYTI9QUMJ4");
  await page.keyboard.press("r");
  await page.getByText("Juliett").waitFor();
});

test("a wait of days is a gap row to the millisecond that says what else was recorded", async () => {
  const { page, complaints } = await fixture.browser.open();
  await page.goto(`/transactions/${PURCHASE_ID}`);
  const gap = page.locator("tr.gap").first();
  await gap.getByText("3 d 4 h 02 min 11.432 s").waitFor();
  await gap.getByRole("button", { name: "What was recorded meanwhile?" }).click();
  await gap.getByText("No source wrote anything in this time").waitFor();
  await gap.getByText("2016-07-24 05:29:41.208").waitFor();
  await gap.getByRole("button", { name: "Close" }).click();
  expect(await gap.locator(".meanwhile").count()).toBe(0);
  expect(await page.locator("tr.day").allTextContents()).toEqual([
    expect.stringContaining("Sun 24 July 2016"),
    expect.stringContaining("Wed 27 July 2016"),
    // Deadlines that passed: of an authorization, and of the payment.
    expect.stringContaining("Wed 3 August 2016"),
    expect.stringContaining("Wed 10 August 2016"),
  ]);
  expect(complaints).toEqual([]);
});

test("same millisecond from two sources is marked, and named among what is not known", async () => {
  const { page } = await fixture.browser.open();
  await page.goto(`/transactions/${PURCHASE_ID}`);
  await page.getByText("same ms").waitFor();
  expect(await page.locator("tr.same-first, tr.same-last").count()).toBe(2);
  const doubt = page.getByText("Which of the records at 2016-07-24 05:29:40.912 came first");
  expect(await doubt.count()).toBe(1);
});

test("local time is named by zone and offset, and moves no record", async () => {
  const { page } = await fixture.browser.open();
  await page.goto("/transactions/TU80WKRYTI9QUMJ4");
  await page.locator("tr.record").first().waitFor();
  await page.getByRole("radio", { name: "Local" }).check();
  await expect
    .poll(() => page.locator("tr.record time").first().textContent())
    .toBe("11:32:13.753");
  expect(await page.getByText("Time, Europe/Prague").count()).toBe(1);
  expect(await page.locator("tr.record").count()).toBe(7);
});

test("an overview click opens the nearest record", async () => {
  const { page } = await fixture.browser.open();
  await page.goto("/transactions/TU80WKRYTI9QUMJ4");
  const track = page.locator(".overview-track");
  await track.waitFor();
  const box = await track.boundingBox();
  if (box === null) throw new Error("the overview is not drawn");
  await page.mouse.click(box.x + box.width - 9, box.y + 9);
  const evidence = page.getByRole("complementary", { name: "Evidence" });
  await evidence.getByText("no sales manager").first().waitFor();
  expect(new URL(page.url()).searchParams.get("rec")).toBe("7");
});

test("printing draws every row", async () => {
  const { page } = await fixture.browser.open({ size: "phone" });
  await page.goto(`/transactions/${PURCHASE_ID}`);
  await page.locator("tr.record").first().waitFor();
  await page.emulateMedia({ media: "print" });
  await expect.poll(() => page.locator("tr.record").count()).toBe(16);
});

test("an ID no record carries offers what is close to it", async () => {
  const { page } = await fixture.browser.open();
  await page.goto("/transactions/TU80WKRYTI9QUMJ5");
  await page.getByRole("heading", { name: "No record carries this ID." }).waitFor();
  await page.getByRole("link", { name: "Look for what is close to it" }).click();
  await page.getByRole("link", { name: "TU80WKRYTI9QUMJ4" }).waitFor();
  expect(new URL(page.url()).searchParams.get("as")).toBe("id");
});
