import { expect, test } from "vitest";
import { lookAt } from "../look-at.ts";
import { useSimulatedTrade } from "../simulated.ts";

const trade = useSimulatedTrade();

interface Worklist {
  readonly items: readonly { readonly object: { readonly id: string } }[];
}

/** A paid order whose renewal got no license: two findings of its own, one of them by a deadline. */
async function unrenewedOrder(): Promise<string> {
  const path = "/objects?type=order&finding=license.renewal-of-unknown&limit=1";
  const { items } = await trade.ask<Worklist>(path);
  const [first] = items;
  if (first === undefined) throw new Error("the trade has no such order");
  return `/orders/${first.object.id}`;
}

test("an order is judged in one sentence, and each finding leads to the records that prove it", async () => {
  const { page, complaints } = await trade.browser.open();
  await page.goto(await unrenewedOrder());
  await page.getByText("Paid. Renewal of an unknown license; paid, not delivered.").waitFor();
  expect(await page.locator(".timeline-money").textContent()).toContain("Ordered");
  const due = page.locator("tr.due");
  expect(await due.textContent()).toContain("Delivery due by now; not recorded");
  const index = page.getByRole("region", { name: "2 findings" });
  await index.getByRole("button", { name: "Paid, not delivered" }).click();
  const card = page.locator("tr.finding:focus");
  await card.getByText("order.paid-not-delivered").waitFor();
  expect(new URL(page.url()).searchParams.get("finding")).toContain("order.paid-not-delivered");
  await card.locator(".evidence-link").first().click();
  const evidence = page.getByRole("complementary", { name: "Evidence" });
  await evidence.getByRole("button", { name: "Paid, not delivered" }).click();
  await page.locator("tr.finding:focus").getByText("order.paid-not-delivered").waitFor();
  await page.locator(".timeline-related").getByRole("link").first().click();
  await page.waitForURL(/\/transactions\//);
  await page.getByText("In production.").first().waitFor();
  expect(complaints).toEqual([]);
});

test("problems are walked by e and E, Enter opens the proof, o follows the same object", async () => {
  const { page, complaints } = await trade.browser.open();
  await page.goto(await unrenewedOrder());
  await page.locator("tr.finding").first().waitFor();
  await page.keyboard.press("e");
  const focused = page.locator("tr:focus");
  const first = await focused.textContent();
  await page.keyboard.press("e");
  await expect.poll(() => focused.textContent()).not.toBe(first);
  await page.keyboard.press("E");
  await expect.poll(() => focused.textContent()).toBe(first);
  await page.locator("tr.finding").first().focus();
  await page.keyboard.press("Enter");
  const evidence = page.getByRole("complementary", { name: "Evidence" });
  await evidence.locator("pre").first().waitFor();
  const opened = () => new URL(page.url()).searchParams.get("rec");
  const before = opened();
  await page.keyboard.press("O");
  await expect.poll(opened).not.toBe(before);
  await page.keyboard.press("Escape");
  await evidence.waitFor({ state: "detached" });
  await page.getByRole("row", { name: /Payment authorized/ }).focus();
  await page.keyboard.press("o");
  await evidence.getByText("payment.captured").first().waitFor();
  expect(complaints).toEqual([]);
});

test("an object is seen as of any of its records, by slider and to the millisecond", async () => {
  const { page, complaints } = await trade.browser.open();
  await page.goto(await unrenewedOrder());
  const records = page.locator("tr.record");
  await records.first().waitFor();
  const all = await records.count();
  await page.getByRole("button", { name: "As of now" }).click();
  const panel = page.getByRole("region", { name: "As it was" });
  await panel.getByRole("slider").focus();
  await page.keyboard.press("Home");
  await expect.poll(() => new URL(page.url()).searchParams.get("asOf")).not.toBeNull();
  await expect.poll(() => records.count()).toBeLessThan(all);
  await panel.getByText("records occurred later and are left out").waitFor();
  expect(await page.locator("tr.due.overdue").count()).toBe(0);
  expect(await panel.getByRole("slider").evaluate((one) => one === document.activeElement)).toBe(
    true,
  );
  await panel.getByLabel("Exact time, UTC").fill("yesterday");
  await panel.getByRole("button", { name: "Go to it" }).click();
  await panel.getByRole("alert").getByText("This is no time.").waitFor();
  await panel.getByLabel("Exact time, UTC").fill("2026-01-01");
  await page.keyboard.press("Enter");
  await page.getByText("No record of it is left at this moment.").waitFor();
  await expect.poll(() => page.getByText("The verdict is being made…").count()).toBe(0);
  await panel.getByRole("button", { name: "Back to now" }).click();
  await expect.poll(() => records.count()).toBe(all);
  await page.getByRole("button", { name: "Known at now" }).click();
  const known = page.getByRole("region", { name: "As it was known" });
  await known.getByRole("slider").focus();
  await page.keyboard.press("Home");
  await expect.poll(() => new URL(page.url()).searchParams.get("knownAt")).not.toBeNull();
  await known.locator(".moment-left").getByText("recorded").waitFor();
  expect(complaints).toEqual([]);
});

test("records are there before the verdict, and stay where it fails; views keep the address", async () => {
  const { page } = await trade.browser.open();
  const path = await unrenewedOrder();
  const { promise: held, resolve: release } = Promise.withResolvers<void>();
  await page.route(
    (url) =>
      url.pathname.startsWith("/api/v1/objects/order") && url.searchParams.get("limit") === "1",
    async (route) => {
      await held;
      await route.abort();
    },
  );
  await page.goto(path);
  await page.locator("tr.record").first().waitFor();
  expect(await page.getByText("The verdict is being made").count()).toBe(1);
  release();
  await page.getByText("No verdict: the service did not make it.").waitFor();
  expect(await page.locator("tr.record").count()).toBeGreaterThan(5);
  await page.unrouteAll();
  await page.goto(path);
  await page.getByRole("radio", { name: "Narrative" }).check();
  await page.getByText("paid since").first().waitFor();
  expect(new URL(page.url()).searchParams.get("view")).toBe("narrative");
  await page.getByRole("radio", { name: "Records" }).check();
  await page.locator("tr.record").first().waitFor();
  expect(new URL(page.url()).searchParams.get("view")).toBeNull();
  // A view that could not be loaded is loaded once the service is there again.
  await page.route("**/assets/compare-view*", (route) => route.abort());
  await page.getByRole("radio", { name: "Compare" }).check();
  await page.getByText("This page failed to show its answer.").waitFor();
  await page.unrouteAll();
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByRole("region", { name: "Comparison" }).waitFor();
});

test("looks right: what is due and wrong in its place, and a moment chosen", async () => {
  const path = await unrenewedOrder();
  expect(path).toContain("/orders/");
  await lookAt(trade.browser, {
    name: "timeline-verdict",
    path,
    ready: "tr.record",
    act: async (page) => {
      await page.locator(".findings-index button").last().click();
      await page.locator("tr.finding:focus").waitFor();
    },
  });
  await lookAt(trade.browser, {
    name: "timeline-as-of",
    path: `${path}?asOf=2026-03-08T01:58:49.143Z`,
    ready: ".moment-left",
  });
});
