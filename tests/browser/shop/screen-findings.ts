import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { axeFindings, SIZES, type SizeName, type TestBrowser, type Theme } from "../browser.ts";

/** For looking at. */
const PICTURES = join(import.meta.dirname, "..", "output");

export const THEMES: readonly Theme[] = ["light", "dark"];
const SIZE_NAMES = Object.keys(SIZES) as readonly SizeName[];

export interface Screen {
  readonly name: string;
  readonly path: string;
  readonly act?: (page: Page) => Promise<void>;
  /** The status that the browser notes in its console. */
  readonly complaint?: RegExp;
}

/**
 * What is wrong with the screen in any size: findings of axe, what the console says, what is wider than the
 * window. Takes a picture of each.
 */
export async function screenFindings(
  browser: TestBrowser,
  screen: Screen,
  theme: Theme,
): Promise<string[]> {
  await mkdir(PICTURES, { recursive: true });
  const findings: string[] = [];
  for (const size of SIZE_NAMES) {
    const { page, complaints } = await browser.open({ size, theme });
    await page.goto(screen.path);
    await screen.act?.(page);
    await page.getByRole("main").waitFor();
    const violations = await axeFindings(page);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    const { width, height } = SIZES[size];
    await page.screenshot({
      path: join(PICTURES, `${screen.name}-${width}x${height}-${theme}.png`),
      fullPage: true,
    });
    const found = [
      ...violations,
      ...(overflow > 0 ? [`${overflow} px wider than the window`] : []),
      ...complaints.filter((text) => screen.complaint?.test(text) !== true),
    ];
    findings.push(...found.map((finding) => `${size}: ${finding}`));
    await page.context().close();
  }
  return findings;
}
