import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { axeFindings, SIZES } from "./browser.ts";
import type { SizeName, Theme } from "./browser.ts";
import { useBrowserFixture } from "./fixture.ts";
import { SCREENS } from "./screens.ts";

const fixture = useBrowserFixture();

/** Pictures for the documentation are made on purpose only; otherwise they are for looking at. */
const PICTURES =
  process.env["TRACEWELL_SCREENSHOTS"] === "1"
    ? join(import.meta.dirname, "..", "..", "docs", "screenshots")
    : join(import.meta.dirname, "output");

/** Answers with an error status are what these screens show. */
const EXPECTED_COMPLAINTS = /status of 400/;

const THEMES: readonly Theme[] = ["light", "dark"];
const SIZE_NAMES = Object.keys(SIZES) as readonly SizeName[];
const STREAM_TYPES = ["quote.created", "payment.requested", "payment.declined", "order.placed"];

beforeAll(async () => {
  await mkdir(PICTURES, { recursive: true });
  await fixture.service.push(
    "/sources/moodle-trace/lines?format=moodle-trace&timezone=Europe/Prague",
    "text/plain",
    "-- 2016-2-31 11:32:15 854 --\n                              [TU80WKRYTI9QUMJ4] Late words\n",
  );
});

/** Enough records for a tail that fills a screen. */
async function stream(): Promise<void> {
  const lines = Array.from({ length: 48 }, (_, index) =>
    JSON.stringify({
      type: STREAM_TYPES[index % STREAM_TYPES.length],
      time: new Date(Date.parse("2026-05-02T08:00:00.000Z") + index * 431).toISOString(),
      transactionId: `L1VE00000000${String(Math.floor(index / 4)).padStart(4, "0")}`,
      objects: [{ type: "order", id: `10000${400 + Math.floor(index / 4)}` }],
    }),
  );
  await fixture.service.push("/events?source=live", "application/x-ndjson", lines.join("\n"));
}

const cases = SCREENS.flatMap((screen) => THEMES.map((theme) => ({ screen, theme })));

test.each(cases)(
  "$screen.name in $theme: no finding of axe, nothing in the console, nothing wider than the window",
  async ({ screen, theme }) => {
    for (const size of SIZE_NAMES) {
      const { page, complaints } = await fixture.browser.open({ size, theme });
      await page.goto(screen.path);
      if (screen.name === "live") {
        await page.getByText("Connected").waitFor();
        await stream();
      }
      await page.locator(screen.ready).first().waitFor();
      await screen.act?.(page);
      await page.evaluate(() => document.fonts.ready);
      expect({ size, findings: await axeFindings(page) }).toEqual({ size, findings: [] });
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect({ size, overflow }).toEqual({ size, overflow: 0 });
      const { width, height } = SIZES[size];
      await page.screenshot({
        path: join(PICTURES, `${screen.name}-${width}x${height}-${theme}.png`),
      });
      expect(complaints.filter((text) => !EXPECTED_COMPLAINTS.test(text))).toEqual([]);
      await page.context().close();
    }
  },
);
