import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openReplayPages, type ReplayPages } from "../../shop/pages/open-replay-pages.ts";
import type { PlacedOrder } from "../../shop/fulfillment/open-production.ts";
import { openBrowserAt, type TestBrowser } from "../browser.ts";
import { lookAt, type Screen } from "../look-at.ts";

/** More than any of these pages has to stop at. */
const TABS_MAX = 60;

const LICENSE = "isc.1.0.0.12m";

let pages: ReplayPages;
let browser: TestBrowser;
let refused: PlacedOrder;
let missing: PlacedOrder;
let byHand: PlacedOrder;
let verified: PlacedOrder;

beforeAll(async () => {
  pages = await openReplayPages();
  const { open } = pages;
  refused = await refusedThreeTimes();
  verified = open.uncertain([LICENSE]);
  await pages.app.inject({ method: "POST", url: `${at(verified)}/replay` });
  await open.pass(4_380_000);
  byHand = open.uncertain([LICENSE], { method: "paypal" });
  await open.pass(1_920_123);
  missing = open.uncertain([LICENSE, "BOX-ISC"], { previousLicenseId: open.license("active") });
  await open.pass(543_210);
  browser = await openBrowserAt(await pages.app.listen({ port: 0, host: "127.0.0.1" }));
});

afterAll(async () => {
  await browser?.close();
  await pages?.[Symbol.asyncDispose]();
});

async function refusedThreeTimes(): Promise<PlacedOrder> {
  const { open, app } = pages;
  open.fail("document.required-missing");
  const order = open.uncertain([LICENSE]);
  for (let time = 0; time < 3; time += 1) {
    await app.inject({ method: "POST", url: `/ecommerce/replays/${order.foreignId}/replay` });
  }
  return order;
}

const at = (order: PlacedOrder): string => `/ecommerce/replays/${order.foreignId}`;

const SCREENS: Record<string, () => Omit<Screen, "name" | "ready">> = {
  "shop-replays": () => ({ path: "/ecommerce/replays" }),
  "shop-replays-process": () => ({
    path: "/ecommerce/replays",
    act: (page) => page.getByText("The process, as the decision table has it").click(),
  }),
  "shop-replays-unknown": () => ({
    path: "/ecommerce/replays?find=38-999999",
    expected: /status of 404/,
  }),
  "shop-replay": () => ({ path: at(missing) }),
  "shop-replay-left": () => ({ path: at(refused) }),
  "shop-replay-paypal": () => ({ path: at(byHand) }),
  "shop-replay-ask": () => ({ path: `${at(missing)}/replay` }),
  "shop-replay-failed": () => ({
    path: at(refused),
    act: async (page) => {
      await page.locator(".history tbody a").first().click();
    },
  }),
  "shop-replay-verified": () => ({
    path: at(verified),
    act: async (page) => {
      await page.locator(".history tbody a").first().click();
    },
  }),
  "shop-replay-undecided": () => ({ path: at(missing) }),
};

test.each(Object.keys(SCREENS))(
  "%s: no finding of axe, nothing in the console, nothing wider than the window",
  async (name) => {
    const screen = SCREENS[name]?.();
    if (screen === undefined) throw new Error(`no screen ${name}`);
    pages.open.gateway.isAway = name === "shop-replay-undecided";
    const looking = lookAt(browser, { name, ready: "main", ...screen });
    await expect(looking).resolves.toBeUndefined();
    pages.open.gateway.isAway = false;
  },
);

test("by mouse: look, replay, and see what verification found", async () => {
  const order = pages.open.uncertain([LICENSE]);
  const { page, complaints } = await browser.open();
  await page.goto("/ecommerce/replays");
  await page.getByRole("link", { name: order.foreignId }).click();
  await page.getByRole("button", { name: "Look (dry run)" }).click();
  await page.getByRole("status").getByText("Nothing was loaded").waitFor();
  await page.getByRole("link", { name: "Replay the whole order…" }).click();
  await page.getByRole("heading", { name: /^Replay the whole order of/ }).waitFor();
  await page.getByRole("link", { name: "Go back" }).click();
  await page.getByText("The replay table was read and holds none").waitFor();
  await page.getByRole("link", { name: "Replay the whole order…" }).click();
  await page.getByRole("button", { name: "Replay the whole order" }).click();
  await page.getByRole("heading", { name: "Verified" }).waitFor();
  expect(await page.getByText(/: yes$/).count()).toBe(4);
  expect(await page.getByRole("img", { name: /absent-standard lit/ }).count()).toBe(1);
  await page.getByRole("link", { name: "Look at the order now" }).click();
  await page.getByText("so nothing is missing").waitFor();
  expect(complaints).toEqual([]);
});

test("by keyboard: find an order, replay it, and see what verification found", async () => {
  const order = pages.open.uncertain([LICENSE]);
  const { page } = await browser.open();
  await page.goto("/ecommerce/replays");
  await tabTo(page, /^$/, "INPUT");
  await page.keyboard.type(order.number);
  await page.keyboard.press("Enter");
  await page.waitForURL(`**${at(order)}`);
  await tabTo(page, /^Replay the whole order…$/, "A");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: /^Replay the whole order of/ }).waitFor();
  await tabTo(page, /^Replay the whole order$/, "BUTTON");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Verified" }).waitFor();
  // The drawing is wider than a phone: it can be scrolled without a mouse.
  await tabTo(page, /Found in the/, "DIV");
  expect(pages.open.order(order.number).state).not.toBe("uncertain");
});

test("on a phone everything that is pressed is large enough for a finger", async () => {
  const { page } = await browser.open({ size: "phone" });
  for (const path of ["/ecommerce/replays", at(refused)]) {
    await page.goto(path);
    const small = await page
      .locator(".button, input, summary, .masthead nav a, .list a")
      .evaluateAll((elements) =>
        elements
          .map((element) => ({
            text: element.textContent?.trim(),
            height: element.getBoundingClientRect().height,
          }))
          .filter(({ height }) => height < 44),
      );
    expect(small).toEqual([]);
  }
});

test("both load buttons, then the verification", async () => {
  const order = pages.open.uncertain([LICENSE]);
  const { page } = await browser.open();
  await page.goto(at(order));
  for (const name of ["OrderInfo", "GetKeyRequest"]) {
    await page.getByRole("link", { name: `Load ${name} of line item` }).click();
    await page.getByRole("heading", { name: /by hand\?$/ }).waitFor();
    await page.getByRole("button", { name: `Load ${name}` }).click();
    await page.getByRole("status").getByText("Nothing is verified yet").waitFor();
  }
  await page.getByRole("button", { name: "Verify what was loaded" }).click();
  await page.getByRole("heading", { name: "Verified" }).waitFor();
  expect(pages.open.order(order.number).state).not.toBe("uncertain");
});

/** Presses Tab until an element of this kind and text has the focus, which must be seen. */
async function tabTo(page: Page, text: RegExp, tag: string): Promise<void> {
  for (let presses = 0; presses < TABS_MAX; presses += 1) {
    await page.keyboard.press("Tab");
    const focused = await page.evaluate(() => {
      const element = document.activeElement;
      return {
        text: element?.textContent?.trim() ?? "",
        tag: element?.tagName ?? "",
        outline: element === null ? "" : getComputedStyle(element).outlineStyle,
      };
    });
    if (focused.tag !== tag || !text.test(focused.text)) continue;
    expect(focused.outline).toBe("solid");
    return;
  }
  throw new Error(`No ${tag} was reached by Tab.`);
}
