import { expect, test } from "vitest";
import type { Worklist } from "#query/answers/worklist-answers.ts";
import { lookAt } from "../look-at.ts";
import type { Screen } from "../look-at.ts";
import { useSimulatedTrade } from "../simulated.ts";

const trade = useSimulatedTrade();

async function findObject(filter: string): Promise<Worklist["items"][number]> {
  const { items } = await trade.ask<Worklist>(`/objects?${filter}&limit=1`);
  const [row] = items;
  if (row === undefined) throw new Error(`the trade has none of ${filter}`);
  return row;
}

test("an order number read out by mouse: verdict, facts to confirm, and only then its timeline", async () => {
  const { object } = await findObject("type=order&finding=order.paid-not-delivered");
  const { page, complaints } = await trade.browser.open();
  await page.goto(`/?q=${object.id}`);
  const preview = page.getByRole("complementary", { name: "Candidate 1" });
  await preview.getByText(`Order ${object.id}`, { exact: false }).first().waitFor();
  const row = page.getByRole("list", { name: "Candidates" }).getByRole("listitem").first();
  await row.getByText("Paid, not delivered").waitFor();
  expect(await preview.getByText("Confirm with the caller").count()).toBe(1);
  expect(await preview.getByText("Bought", { exact: true }).count()).toBe(1);
  expect(await preview.getByText(/\d\.\d\d EUR/).count()).toBeGreaterThan(0);
  expect(new URL(page.url()).pathname).toBe("/");
  await preview.getByRole("link", { name: "Open timeline" }).click();
  await page.waitForURL((url) => url.pathname === `/orders/${object.id}`);
  expect(complaints).toEqual([]);
  await lookAt(trade.browser, {
    name: "find-verdict",
    path: `/?q=${object.id}`,
    ready: "text=Confirm with the caller",
  });
});

test("a gift card with one wrong digit, by keyboard: candidates are chosen by number, then opened", async () => {
  const { object } = await findObject("type=giftCard&finding=gift-card");
  const last = object.id.at(-1) === "0" ? "1" : "0";
  const wrong = object.id.slice(0, -1) + last;
  const { page, complaints } = await trade.browser.open();
  await page.goto("/");
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe("find-box");
  await page.keyboard.type(wrong);
  await page.keyboard.press("Enter");
  const candidates = page.getByRole("list", { name: "Candidates" });
  await candidates.getByRole("link", { name: object.id }).waitFor();
  expect(await page.getByText("No record carries this ID.").count()).toBe(1);
  await page.keyboard.press("Enter");
  expect(new URL(page.url()).pathname).toBe("/");
  await page.keyboard.press("1");
  await page.getByRole("complementary", { name: "Candidate 1" }).getByText("Balance").waitFor();
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => url.pathname === `/gift-cards/${object.id}`);
  await page.getByRole("heading", { level: 1, name: new RegExp(object.id) }).waitFor();
  await page.goBack();
  await candidates.waitFor();
  await page.goto("/");
  const today = page.getByRole("region", { name: "Opened today" });
  await today.getByRole("link", { name: object.id }).waitFor();
  expect(await today.getByText("Gift card").count()).toBeGreaterThan(0);
  expect(complaints).toEqual([]);
});

test("a license is told by its product, term and order", async () => {
  const { object } = await findObject("type=license");
  const { page } = await trade.browser.open();
  await page.goto(`/?q=${object.id}&as=id`);
  const preview = page.getByRole("complementary", { name: "Candidate 1" });
  await preview.getByText("Valid until").waitFor();
  expect(await preview.getByText("Product", { exact: true }).count()).toBe(1);
});

const SCREENS: readonly Screen[] = [
  {
    name: "find-completion",
    path: "/?q=type:payment.*",
    ready: "tr.result",
    act: async (page) => {
      const box = page.getByRole("combobox");
      await box.fill("");
      await box.pressSequentially("type:pay");
      await page
        .getByRole("option", { name: /records/ })
        .first()
        .waitFor();
    },
  },
  {
    name: "find-columns",
    path: "/?q=type:payment.*+-source:moodle-trace&cols=time,id,what,objects,amount,attributes.gateway,seq",
    ready: "tr.result",
    act: async (page) => {
      await page.getByText("left out").waitFor({ state: "attached" });
      await page.locator(".choice-details summary").click();
    },
  },
];

test.each(SCREENS)("$name is seen well in every size and theme", (screen) =>
  expect(lookAt(trade.browser, screen)).resolves.toBeUndefined(),
);
