import type { Browser, BrowserContext, Page } from "playwright-core";

export interface ScreenToMeasure {
  readonly name: string;
  readonly path: string;
  /** Selector of what is seen once the answer is there. */
  readonly ready: string;
  /** What a person does there; each press or click is one interaction. */
  readonly act?: (page: Page) => Promise<void>;
}

export interface ScreenTimes {
  readonly name: string;
  readonly firstPaintMs: number;
  readonly answerMs: number;
  /** The slowest interaction, from the press to the next picture. */
  readonly interactionMs: number;
  readonly interactions: number;
}

/**
 * Opens a screen in a fresh page and uses it. First paint and interactions are the browser's own figures (Paint
 * Timing, Event Timing: input to next paint, in steps of 8 ms; below 16 ms nothing is told).
 */
export async function measureScreen(
  browser: Browser,
  state: Awaited<ReturnType<BrowserContext["storageState"]>>,
  origin: string,
  screen: ScreenToMeasure,
): Promise<ScreenTimes> {
  const context = await browser.newContext({
    baseURL: origin,
    storageState: state,
    viewport: { width: 1440, height: 900 },
  });
  const page = await context.newPage();
  await page.addInitScript(() => {
    const told: number[] = [];
    Object.assign(globalThis, { told });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) told.push(entry.duration);
    }).observe({ type: "event", durationThreshold: 16, buffered: true } as PerformanceObserverInit);
  });
  await page.goto(screen.path);
  await page.locator(screen.ready).first().waitFor({ timeout: 120_000 });
  const answerMs = await page.evaluate(() => performance.now());
  await screen.act?.(page);
  const { told, firstPaintMs } = await page.evaluate(async () => {
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
    return {
      told: (globalThis as unknown as { told: number[] }).told,
      firstPaintMs: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0,
    };
  });
  await context.close();
  return {
    name: screen.name,
    firstPaintMs,
    answerMs,
    interactionMs: Math.max(0, ...told),
    interactions: told.length,
  };
}
