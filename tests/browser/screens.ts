import type { Page } from "playwright-core";
import type { Screen } from "./look-at.ts";
import { PURCHASE_ID } from "./sample-events.ts";

/** A dialog is in the page a moment before it is shown; then it is still transparent. */
async function shown(page: Page, role: "dialog" | "alertdialog"): Promise<void> {
  await page.getByRole(role).waitFor();
  await page.waitForFunction((selector) => {
    let element = document.querySelector(selector);
    while (element !== null && getComputedStyle(element).opacity === "1") {
      element = element.parentElement;
    }
    return element === null;
  }, `[role=${role}]`);
}

export const SCREENS: readonly Screen[] = [
  { name: "find-start", path: "/", ready: "text=What the box takes" },
  {
    name: "find-candidates",
    path: "/?q=TU80WKRYTl9QUMJ4",
    ready: "text=Read it back",
  },
  { name: "find-results", path: "/?q=type:payment.declined", ready: "tr.result" },
  {
    name: "find-problem",
    path: "/?q=outcome:failed+AND+)",
    ready: "[role=alert]",
    expected: /status of 400/,
  },
  { name: "timeline", path: `/transactions/${PURCHASE_ID}`, ready: "tr.record" },
  {
    name: "timeline-record",
    path: "/transactions/TU80WKRYTI9QUMJ4",
    ready: "tr.record",
    act: async (page) => {
      await page.locator("tr.record").nth(5).click();
      await page.locator(".evidence pre").first().waitFor();
    },
  },
  {
    name: "quarantine-item",
    path: "/operations/quarantine?item=q1",
    ready: ".evidence textarea",
  },
  {
    name: "quarantine-dismiss",
    path: "/operations/quarantine?item=q1",
    ready: ".evidence textarea",
    act: async (page) => {
      await page.getByRole("button", { name: "Dismiss…" }).click();
      await shown(page, "alertdialog");
    },
  },
  {
    name: "help",
    path: "/operations/quarantine",
    ready: "text=q1",
    act: async (page) => {
      await page.keyboard.press("?");
      await shown(page, "dialog");
    },
  },
  {
    name: "commands",
    path: "/operations/quarantine",
    ready: "text=q1",
    act: async (page) => {
      await page.keyboard.press("Control+k");
      await shown(page, "dialog");
    },
  },
];
