import { beforeAll, test } from "vitest";
import { useBrowserFixture } from "./fixture.ts";
import { lookAt } from "./look-at.ts";
import { SCREENS } from "./screens.ts";

const fixture = useBrowserFixture();

const STREAM_TYPES = ["quote.created", "payment.requested", "payment.declined", "order.placed"];

beforeAll(async () => {
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

test.each(SCREENS)("$name: no finding of axe, nothing in the console, nothing too wide", (screen) =>
  lookAt(fixture.browser, {
    ...screen,
    ...(screen.name === "live" && {
      ready: "text=Connected",
      act: async (page) => {
        await stream();
        await page.locator("tr.live-record").first().waitFor();
      },
    }),
  }),
);
