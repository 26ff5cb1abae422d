import { expect, test } from "vitest";
import { useBrowserFixture } from "../fixture.ts";
import { MANY_RECORDS, PURCHASE_ID } from "../sample-events.ts";

const fixture = useBrowserFixture();

/** As the service refuses. */
const REFUSAL = {
  code: "forbidden",
  title: "Forbidden",
  detail: "Not for this reader.",
  status: 403,
};

test("a misread ID is found by keyboard alone: candidates with reasons, opened only by choice", async () => {
  const { page, complaints } = await fixture.browser.open();
  await page.goto("/");
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe("find-box");
  await page.keyboard.type("/[tu80-WKRY Tl9Q umj4]");
  await page.keyboard.press("Enter");
  const candidates = page.getByRole("list", { name: "Candidates" });
  await candidates.getByRole("link", { name: "TU80WKRYTI9QUMJ4" }).waitFor();
  expect(new URL(page.url()).searchParams.get("q")).toBe("[tu80-WKRY Tl9Q umj4]");
  expect(await candidates.textContent()).toContain("read as");
  await page.keyboard.press("Enter");
  expect(new URL(page.url()).pathname).toBe("/");
  await page.keyboard.press("1");
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => url.pathname === "/transactions/TU80WKRYTI9QUMJ4");
  await page.getByRole("heading", { level: 1, name: /TU80WKRYTI9QUMJ4/ }).waitFor();
  await page.goBack();
  await candidates.getByRole("link").first().waitFor();
  expect(complaints).toEqual([]);
});

test("the character in doubt is marked, and the preview spells the candidate", async () => {
  const { page, complaints } = await fixture.browser.open();
  await page.goto("/?q=TU80WKRYTl9QUMJ4");
  const preview = page.getByRole("complementary", { name: "Candidate 1" });
  await preview.getByText("India").waitFor();
  expect(await page.locator(".find-drawn .typed-doubtful").textContent()).toBe("l");
  expect(await page.locator(".candidate mark").first().textContent()).toBe("I");
  expect(await preview.getByText("No handler for").count()).toBe(1);
  expect(await page.getByText("Also tried, over all time:").count()).toBe(1);
  await preview.getByRole("link", { name: "Open timeline" }).click();
  await page.waitForURL((url) => url.pathname === "/transactions/TU80WKRYTI9QUMJ4");
  expect(complaints).toEqual([]);
});

test("an ID that nothing is close to says what was tried", async () => {
  const { page } = await fixture.browser.open();
  await page.goto("/?q=ZZZZZZZZ99999999");
  await page.getByText("No record carries this ID.").waitFor();
  await page.getByText("Also tried, over all time:").waitFor();
  expect(await page.getByRole("list", { name: "Candidates" }).count()).toBe(0);
});

test("a query lists its records; a facet narrows them, and all of it stands in the address", async () => {
  const { page, complaints } = await fixture.browser.open();
  await page.goto("/");
  await page.getByLabel("Any ID or query").fill("type:payment.declined");
  await page.getByRole("button", { name: "Find", exact: true }).click();
  await page.getByRole("heading", { name: "61 records" }).waitFor();
  await page.getByRole("link", { name: /^Only source gateway-a/ }).click();
  await page.getByRole("heading", { name: "1 record", exact: true }).waitFor();
  expect(new URL(page.url()).searchParams.get("q")).toBe("type:payment.declined source:gateway-a");
  await page.getByRole("link", { name: "No longer only source gateway-a" }).click();
  await page.getByRole("link", { name: "Leave out source gateway-a" }).click();
  await page.getByRole("heading", { name: "60 records" }).waitFor();
  expect(new URL(page.url()).searchParams.get("q")).toBe("type:payment.declined -source:gateway-a");
  await page.getByRole("link", { name: "No longer leave out source gateway-a" }).click();
  await page.getByRole("heading", { name: "61 records" }).waitFor();
  await page.getByRole("link", { name: /^Only source gateway-a/ }).click();
  await page.getByRole("heading", { name: "1 record", exact: true }).waitFor();
  await page.getByRole("row", { name: /insufficient funds/ }).click();
  await page.getByRole("complementary", { name: "Evidence" }).waitFor();
  const shared = page.url();
  expect(new URL(shared).searchParams.get("rec")).toMatch(/^\d+$/);
  await page.goto("about:blank");
  await page.goto(shared);
  await page
    .getByRole("complementary", { name: "Evidence" })
    .getByText("insufficient funds")
    .first()
    .waitFor();
  expect(complaints).toEqual([]);
});

test("results are walked by keyboard: j and k move, Enter opens, o follows the same ID, Esc returns", async () => {
  const { page } = await fixture.browser.open();
  await page.goto("/?q=source:shop+amount:>0&as=query");
  await page.getByRole("row").nth(1).waitFor();
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  const focused = () =>
    page.evaluate(() => document.activeElement?.closest("tr")?.getAttribute("aria-rowindex"));
  await expect.poll(focused).toBe("3");
  const id = await page.locator("tr:focus .identifier").textContent();
  await page.keyboard.press("k");
  await expect.poll(focused).toBe("2");
  await page.keyboard.press("o");
  await expect.poll(focused).toBe("3");
  expect(await page.locator("tr:focus .identifier").textContent()).toBe(id);
  await page.keyboard.press("Enter");
  const evidence = page.getByRole("complementary", { name: "Evidence" });
  await evidence.waitFor();
  await page.keyboard.press("Escape");
  await evidence.waitFor({ state: "detached" });
  await expect.poll(focused).toBe("3");
});

test("keys that come faster than rows are drawn lose no step", async () => {
  const { page } = await fixture.browser.open();
  await page.goto("/?q=source:shop+amount:>0&as=query");
  await page.getByRole("row").nth(1).waitFor();
  await page.evaluate(() => {
    for (const key of ["j", "j", "j", "k"]) {
      document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
    }
  });
  await expect
    .poll(() =>
      page.evaluate(() => document.activeElement?.closest("tr")?.getAttribute("aria-rowindex")),
    )
    .toBe("3");
});

test("what is read does not move when more arrives, and the list scrolls to its end", async () => {
  const { page, complaints } = await fixture.browser.open();
  const held = Promise.withResolvers<undefined>();
  await page.route(/cursor=/, async (route) => {
    await held.promise;
    await route.continue();
  });
  await page.goto("/?q=source:shop&as=query&order=oldest");
  await page.getByRole("row").nth(20).waitFor();
  await page.mouse.move(700, 600);
  await page.mouse.wheel(0, 3_000);
  await page.getByRole("button", { name: "Reading…" }).waitFor({ state: "attached" });
  const topRow = () =>
    page.evaluate(() => {
      const rows = [...document.querySelectorAll<HTMLElement>("tbody tr")];
      const row = rows.find((candidate) => candidate.getBoundingClientRect().top > 120);
      return `${row?.getAttribute("aria-rowindex")} at ${row?.getBoundingClientRect().top}`;
    });
  const height = () => page.evaluate(() => document.body.scrollHeight);
  const [rowBefore, heightBefore] = [await topRow(), await height()];
  expect(rowBefore).toMatch(/^\d+ at \d+/);
  held.resolve(undefined);
  await expect.poll(height).toBeGreaterThan(heightBefore);
  expect(await topRow()).toBe(rowBefore);
  const end = page.getByText(`End of the answer: ${MANY_RECORDS + 12} records.`);
  await expect
    .poll(async () => {
      await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
      return end.count();
    })
    .toBe(1);
  expect(await page.getByRole("table").getAttribute("aria-rowcount")).toBe(`${MANY_RECORDS + 13}`);
  expect(complaints).toEqual([]);
});

test("more that cannot be read is asked for once, said where it is missing, and can be tried again", async () => {
  const { page } = await fixture.browser.open();
  let asked = 0;
  await page.route(/cursor=/, (route) => {
    asked += 1;
    return asked > 1 ? route.continue() : route.fulfill({ status: 403, json: REFUSAL });
  });
  await page.goto("/?q=source:shop&as=query&order=oldest");
  await page.getByRole("row").nth(20).waitFor();
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  await page.locator(".results").getByRole("alert").getByText(REFUSAL.detail).waitFor();
  expect(asked).toBe(1);
  await page.getByRole("button", { name: "More records" }).click();
  await page.locator(".results").getByRole("alert").waitFor({ state: "detached" });
  expect(asked).toBeGreaterThan(1);
});

test("keys begin anew in an answer that is narrowed", async () => {
  const { page } = await fixture.browser.open();
  await page.goto("/?q=type:payment.declined");
  await page.getByRole("row").nth(1).waitFor();
  for (let step = 0; step < 5; step += 1) await page.keyboard.press("j");
  const focused = () =>
    page.evaluate(() => document.activeElement?.closest("tr")?.getAttribute("aria-rowindex"));
  await expect.poll(focused).toBe("6");
  await page.getByRole("link", { name: /^Only source gateway-a/ }).click();
  await page.getByRole("heading", { name: "1 record", exact: true }).waitFor();
  await page.keyboard.press("j");
  await expect.poll(focused).toBe("2");
});

test("a query that cannot be read is explained at its character", async () => {
  const { page } = await fixture.browser.open();
  await page.goto("/?q=outcome:failed+AND+)");
  const alert = page.getByRole("alert");
  await alert.waitFor();
  expect(await alert.textContent()).toMatch(/At character \d+:/);
  expect(await page.locator(".find-drawn .typed-doubtful").count()).toBeGreaterThan(0);
  expect(await page.getByLabel("Any ID or query").getAttribute("aria-invalid")).toBe("true");
});

test("a stretch of the histogram zooms, by mouse and by keyboard", async () => {
  const { page } = await fixture.browser.open();
  await page.goto(
    "/?q=source:shop&from=2026-05-01T08:00:00.000Z&to=2026-05-01T13:00:00.000Z&as=query",
  );
  const bars = page.locator(".histogram-bars.selectable");
  await bars.waitFor();
  const box = await bars.boundingBox();
  if (box === null) throw new Error("the histogram is not drawn");
  await page.mouse.move(box.x + box.width * 0.25, box.y + 20);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.5, box.y + 20, { steps: 4 });
  await page.mouse.up();
  await expect
    .poll(() => new URL(page.url()).searchParams.get("from"))
    .not.toBe("2026-05-01T08:00:00.000Z");
  const zoomed = page.url();
  await page.getByLabel("Stretch of time, from").focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await expect.poll(() => page.url()).not.toBe(zoomed);
});

test("the range a stretch was zoomed to is left again, step by step or at once", async () => {
  const { page } = await fixture.browser.open();
  await page.goto(
    "/?q=source:shop&from=2026-05-01T09:00:00.000Z&to=2026-05-01T10:00:00.000Z&as=query",
  );
  await page.getByRole("button", { name: "Zoom out" }).click();
  await expect
    .poll(() => new URL(page.url()).searchParams.get("from"))
    .toBe("2026-05-01T08:00:00.000Z");
  await page.goto("/?q=source:shop&from=yesterday");
  await page.getByText("yesterday is not a time").waitFor();
  await page.getByRole("button", { name: "All time" }).click();
  await expect.poll(() => new URL(page.url()).searchParams.has("from")).toBe(false);
  await page.getByRole("row").nth(1).waitFor();
});

test("columns are chosen, stand in the address, and are there for the next search", async () => {
  const { page, complaints } = await fixture.browser.open();
  await page.goto("/?q=type:payment.declined");
  await page.getByText("Columns", { exact: true }).click();
  await page.getByRole("checkbox", { name: "Source" }).check();
  await page.getByRole("columnheader", { name: "Source" }).waitFor();
  await page.getByRole("checkbox", { name: "Type" }).uncheck();
  await expect
    .poll(() => new URL(page.url()).searchParams.get("cols"))
    .toBe("time,id,what,source,seq");
  await page.getByLabel("A field of the sender’s own").fill("attributes.gateway");
  await page.getByRole("button", { name: "Add column" }).click();
  await page.getByRole("columnheader", { name: "gateway", exact: true }).waitFor();
  await page.goto("/?q=type:order.placed");
  await page.getByRole("columnheader", { name: "gateway", exact: true }).waitFor();
  await page.getByText("Columns", { exact: true }).click();
  await page.getByRole("button", { name: "Columns as they were" }).click();
  await page.getByRole("columnheader", { name: "Type" }).waitFor();
  expect(new URL(page.url()).searchParams.has("cols")).toBe(false);
  expect(complaints).toEqual([]);
});

test("problems are found among results by e and E, and x exports what is shown", async () => {
  const { page } = await fixture.browser.open();
  await page.goto(`/?q=${PURCHASE_ID}&as=query&order=oldest`);
  await page.getByRole("row").nth(1).waitFor();
  const refused = () =>
    page.evaluate(() => document.activeElement?.classList.contains("refused") ?? false);
  await page.keyboard.press("j");
  expect(await refused()).toBe(false);
  await page.keyboard.press("e");
  await expect.poll(refused).toBe(true);
  await page.keyboard.press("x");
  await page.getByRole("dialog").or(page.getByRole("alertdialog")).waitFor();
});
