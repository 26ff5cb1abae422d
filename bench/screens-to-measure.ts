import type { Page } from "playwright-core";
import type { ScreenToMeasure } from "./page-times.ts";

/** Rows walked through by keyboard. */
const STEPS = 5;

async function walk(page: Page): Promise<void> {
  for (let step = 0; step < STEPS; step += 1) await page.keyboard.press("j");
}

/** Every screen with its main acts; IDs are those of the trade that is there. */
export async function screensToMeasure(
  url: string,
  token: string,
): Promise<readonly ScreenToMeasure[]> {
  const first = async (path: string): Promise<string> => {
    const response = await fetch(`${url}/api/v1${path}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const { items } = (await response.json()) as { items: { object: { id: string } }[] };
    return items[0]?.object.id ?? "";
  };
  const order = await first("/objects?type=order&finding=license.missing&limit=1");
  const card = await first("/objects?type=giftCard&limit=1");
  return [
    {
      name: "find",
      path: "/",
      ready: "h1, h2",
      act: async (page) => {
        await page.keyboard.press("/");
        await page.keyboard.type("type:payment.declined");
        await page.keyboard.press("Enter");
        await page.locator("tr.result").first().waitFor({ timeout: 60_000 });
        await walk(page);
        await page.keyboard.press("Enter");
        await page.locator(".evidence").waitFor();
      },
    },
    {
      name: "timeline",
      path: `/orders/${order}`,
      ready: "tr.record",
      act: async (page) => {
        await walk(page);
        await page.keyboard.press("e");
        await page.keyboard.press("Enter");
      },
    },
    { name: "live", path: "/live", ready: "h1" },
    { name: "flow", path: "/flow", ready: "main svg[width]" },
    { name: "order numbers", path: "/order-numbers", ready: "tr[data-row]", act: walk },
    { name: "gift cards", path: "/gift-cards", ready: "tr[data-row]", act: walk },
    { name: "gift card", path: `/gift-cards?card=${card}`, ready: "canvas" },
    { name: "licenses", path: "/licenses", ready: "tr[data-row]", act: walk },
    { name: "replays", path: "/replays", ready: "h1", act: walk },
    { name: "incidents", path: "/incidents", ready: "h1" },
    { name: "operations", path: "/operations/sources", ready: "tr[data-row]", act: walk },
    { name: "storage", path: "/operations/storage", ready: "h1" },
  ];
}
