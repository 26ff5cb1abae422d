import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { axeFindings, SIZES } from "./browser.ts";
import type { SizeName, TestBrowser, Theme } from "./browser.ts";

/** For looking at; nobody looks where tests run unattended. */
const PICTURES = join(import.meta.dirname, "output");

/** Of the documentation; made on purpose only, with `TRACEWELL_SCREENSHOTS=1`. */
const KEPT = join(import.meta.dirname, "..", "..", "docs", "screenshots");
const isKeeping = process.env["TRACEWELL_SCREENSHOTS"] === "1";
const isLookedAt = isKeeping || process.env["CI"] === undefined;

/** Screens of the documentation, by name: each in every size and theme. */
const KEPT_SCREENS: ReadonlySet<string> = new Set([
  "find-verdict",
  "find-results",
  "timeline-verdict",
  "timeline-states",
  "timeline-compare",
  "incident",
  "live-columns",
  "flow-map",
  "order-numbers",
  "gift-card",
  "licenses-renewals",
  "replays",
  "shop-run-scheduler",
  "operations-source",
  "exports",
]);

/** A state of the application that is looked at: by axe, and in pictures. */
export interface Screen {
  /** Of its pictures: `gift-cards-1440x900-light.png`. */
  readonly name: string;
  readonly path: string;
  /** Selector of what is seen once the screen shows its answer. */
  readonly ready: string;
  readonly act?: (page: Page) => Promise<void>;
  /** Console messages that belong to what is shown, such as an answer with an error status. */
  readonly expected?: RegExp;
}

const THEMES: readonly Theme[] = ["light", "dark"];

/** Sizes that one window can be drawn to; a phone has touch, and is another window. */
const WINDOWS: readonly (readonly SizeName[])[] = [["wide", "tablet"], ["phone"]];

/** What axe looks at: a tablet's elements are those of one of the others, and a theme is colors alone. */
const LOOKS_OF_AXE: ReadonlySet<string> = new Set(["wide light", "wide dark", "phone light"]);

/**
 * Opens a screen in every size and theme: nothing is wider than the window, the console stays empty, and axe finds
 * nothing. Leaves a picture of each.
 */
export async function lookAt(browser: TestBrowser, screen: Screen): Promise<void> {
  const directory = isKeeping && KEPT_SCREENS.has(screen.name) ? KEPT : PICTURES;
  await mkdir(directory, { recursive: true });
  for (const sizes of WINDOWS) {
    const [first = "wide"] = sizes;
    const { page, complaints } = await browser.open({ size: first });
    await page.goto(screen.path);
    await page.locator(screen.ready).first().waitFor();
    await screen.act?.(page);
    for (const size of sizes) {
      await page.setViewportSize(SIZES[size]);
      for (const theme of THEMES) {
        await look(page, join(directory, screen.name), size, theme);
      }
    }
    const unexpected = complaints.filter((words) => screen.expected?.test(words) !== true);
    expect(unexpected).toEqual([]);
    await page.context().close();
  }
}

async function look(page: Page, file: string, size: SizeName, theme: Theme): Promise<void> {
  await page.emulateMedia({ colorScheme: theme });
  await page.evaluate(() => document.fonts.ready);
  await page.evaluate(
    () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
  );
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect({ size, theme, overflow }).toEqual({ size, theme, overflow: 0 });
  if (LOOKS_OF_AXE.has(`${size} ${theme}`)) {
    expect({ size, theme, findings: await axeFindings(page) }).toEqual({
      size,
      theme,
      findings: [],
    });
  }
  if (!isLookedAt) return;
  const { width, height } = SIZES[size];
  await page.screenshot({ path: `${file}-${width}x${height}-${theme}.png` });
}
