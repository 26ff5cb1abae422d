import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser } from "../browser.ts";
import type { TestBrowser } from "../browser.ts";
import { lookAt } from "../look-at.ts";
import { startRunningService } from "../running-service.ts";
import type { RunningService } from "../running-service.ts";
import { IN_QUARANTINE, numberOf, sequenceEvents, STORE } from "./sequence-events.ts";

let service: RunningService;
let browser: TestBrowser;

beforeAll(async () => {
  service = await startRunningService();
  browser = await openBrowser(service.signInUrl);
});
afterAll(async () => {
  await browser.close();
  await service.close();
});

const address = (page: Page) => new URL(page.url()).searchParams;

test("without any number it says what was looked for", async () => {
  const { page, complaints } = await browser.open();
  await page.goto("/order-numbers");
  await page.getByText("No record tells an order number yet.").waitFor();
  await page.context().close();
  expect(complaints).toEqual([]);
});

test("every number is explained, the unexplained first, by mouse", async () => {
  await service.push(
    "/events?source=shop&wait=indexed",
    "application/x-ndjson",
    sequenceEvents(Date.now())
      .map((event) => JSON.stringify(event))
      .join("\n"),
  );
  await service.push(
    "/events?source=shop",
    "application/x-ndjson",
    `{"type":"order.numberReserved","time":"not a time","message":"${numberOf(IN_QUARANTINE)}"}`,
  );
  await service.caughtUp();
  const { page, complaints } = await browser.open();
  await page.goto(`/order-numbers?store=${STORE}`);
  await page.getByText("2 of 64 have no explanation.").waitFor();
  const table = page.getByRole("table", { name: /unexplained first/ });
  await expect
    .poll(() => table.getByRole("row").nth(1).innerText())
    .toMatch(/100000134[\s\S]*Unexplained[\s\S]*100000133 and 100000135 were reserved/);
  expect(await table.getByRole("row").nth(3).innerText()).toMatch(/100000138[\s\S]*In replays/);
  expect(await table.getByRole("row", { name: "100000115" }).innerText()).toContain(
    "In quarantine",
  );
  expect(await table.getByRole("row", { name: "100000098" }).innerText()).toContain(
    "Silent when it should have been told: shop.",
  );
  expect(await table.getByRole("row", { name: "100000131" }).innerText()).toContain("No, never");

  // Another number of the strip is explained where it is pointed at, and stays when it is chosen.
  const strip = page.locator(".strip-all");
  const box = await strip.boundingBox();
  if (box === null) throw new Error("the strip is drawn");
  const cellPx = box.width / 64;
  const [x, y] = [box.x + (123 - 82 + 0.5) * cellPx, box.y + 115];
  await page.mouse.move(x, y);
  const readout = page.locator(".number-readout");
  await readout.getByText("took it late, 3 d 4 h after it was reserved").waitFor();
  await page.mouse.click(x, y);
  await page.waitForURL(/number=123/);
  await readout
    .getByRole("button", { name: /^Record/ })
    .first()
    .click();
  await page.locator(".evidence pre").first().waitFor();
  await page.keyboard.press("Escape");
  await page.locator(".evidence").waitFor({ state: "detached" });

  const key = page.getByRole("group", { name: "Show only numbers that are" });
  expect(await key.innerText()).toMatch(/Used\s*49/);
  await key.getByRole("button", { name: /^Declined/ }).click();
  await expect.poll(() => table.count()).toBe(0);
  const declined = page.getByRole("table", { name: "Numbers: Declined" });
  expect(await declined.getByRole("row").count()).toBe(3);
  expect(await declined.innerText()).toContain("card expired");
  await key.getByRole("button", { name: "Show all" }).click();
  await table.waitFor();
  expect(complaints).toEqual([]);
});

test("the strip is gone along by keyboard, and a number that was read out is gone to", async () => {
  const { page, complaints } = await browser.open();
  await page.goto(`/order-numbers?store=${STORE}`);
  await page.getByText("2 of 64 have no explanation.").waitFor();
  await page.keyboard.press("e");
  await page.waitForURL(/number=86/);
  const slider = page.getByRole("slider", { name: "Number in the strip" });
  await slider.focus();
  await page.keyboard.press("ArrowRight");
  await page.waitForURL(/number=87/);
  await expect.poll(() => slider.getAttribute("aria-valuetext")).toMatch(/^100000087, Used\./);
  await page.keyboard.press("PageUp");
  await page.waitForURL(/number=97/);
  await expect
    .poll(() => slider.getAttribute("aria-valuetext"))
    .toMatch(/^100000097, Source outage\./);
  await page.keyboard.press("E");
  await page.waitForURL(/number=89/);
  await page.keyboard.press("Enter");
  await page.locator(".evidence pre").first().waitFor();
  await page.keyboard.press("Escape");

  const jump = page.getByRole("textbox", { name: "Go to number" });
  await jump.fill("200000001");
  await page.keyboard.press("Enter");
  await page.getByText("It goes from 100000082 to 100000145.").waitFor();
  await jump.fill("100000118");
  await page.keyboard.press("Enter");
  await page.locator(".number-readout").getByText("No record names it").waitFor();
  expect(address(page).get("number")).toBe("118");

  await page.locator("body").press("j");
  await page.keyboard.press("j");
  await page.waitForURL(/number=118/);

  // Another store's numbers are not shown for one that is not known.
  await page.goto("/order-numbers?store=nowhere");
  await page.getByText("No record tells a number of store nowhere.").waitFor();
  await page.getByRole("link", { name: `Store ${STORE}` }).click();
  await page.getByText("2 of 64 have no explanation.").waitFor();
  expect(complaints).toEqual([]);
});

test("the strip and its table look right at every size", async () => {
  const path = `/order-numbers?store=${STORE}&number=118`;
  await lookAt(browser, {
    name: "order-numbers",
    path,
    ready: "text=2 of 64 have no explanation.",
  });
  const { page } = await browser.open();
  await page.goto(path);
  await page.getByText("2 of 64 have no explanation.").waitFor();
  await page.emulateMedia({ media: "print" });
  expect(await page.getByRole("table").getByRole("row").count()).toBe(16);
});
