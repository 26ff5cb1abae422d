// The pages with millions of events behind them: first paint, first answer, slowest interaction of each screen.
//   node bench/dashboards.ts [--events 10000000] [--data-dir DIR] [--runs 3]
// With --data-dir the events stay there, and the next call uses them again.
import chromiumBinary from "@sparticuz/chromium";
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { chromium } from "playwright-core";
import { startBenchService } from "./bench-process.ts";
import { fillService } from "./fill-service.ts";
import { longTrade } from "./long-trade.ts";
import { measureScreen, type ScreenTimes } from "./page-times.ts";
import { screensToMeasure } from "./screens-to-measure.ts";

const { values } = parseArgs({
  options: {
    events: { type: "string", default: "10000000" },
    "data-dir": { type: "string" },
    runs: { type: "string", default: "3" },
  },
});
const directory = values["data-dir"] ?? mkdtempSync(join(tmpdir(), "tracewell-bench-pages-"));
const dataDir = join(directory, "data");
const isFilled = existsSync(dataDir);
mkdirSync(directory, { recursive: true });
const service = await startBenchService(dataDir, join(directory, "master.key"));
try {
  if (!isFilled) {
    const trade = longTrade(directory, Number(values.events));
    await fillService(service, trade, (sent) => process.stderr.write(`\r${sent} events`));
    process.stderr.write("\n");
  }
  await service.untilFollowed();
  const answer = await fetch(`${service.url}/api/v1/sign-in-links`, {
    method: "POST",
    headers: { authorization: `Bearer ${service.token}` },
  });
  const { path } = (await answer.json()) as { path: string };
  const browser = await chromium.launch({
    executablePath: await chromiumBinary.executablePath(),
    args: ["--no-sandbox", "--disable-gpu"],
  });
  const signingIn = await browser.newContext();
  const page = await signingIn.newPage();
  await page.goto(service.url + path);
  await page.getByRole("button").click();
  await page.waitForURL((url) => url.pathname === "/");
  const state = await signingIn.storageState();
  const rows: ScreenTimes[] = [];
  for (const screen of await screensToMeasure(service.url, service.token)) {
    for (let run = 0; run < Number(values.runs); run += 1) {
      rows.push(await measureScreen(browser, state, service.url, screen));
    }
  }
  await browser.close();
  const worst = new Map<string, ScreenTimes>();
  for (const row of rows) {
    const other = worst.get(row.name) ?? row;
    worst.set(row.name, {
      name: row.name,
      firstPaintMs: Math.max(row.firstPaintMs, other.firstPaintMs),
      answerMs: Math.max(row.answerMs, other.answerMs),
      interactionMs: Math.max(row.interactionMs, other.interactionMs),
      interactions: row.interactions,
    });
  }
  process.stdout.write(`events ${await service.headSeq()}; the worst of ${values.runs} runs, ms\n`);
  process.stdout.write("screen                  first paint   answer   interaction\n");
  for (const { name, firstPaintMs, answerMs, interactionMs } of worst.values()) {
    const figures = [
      Math.round(firstPaintMs).toString().padStart(11),
      Math.round(answerMs).toString().padStart(9),
      (interactionMs === 0 ? "< 16" : Math.round(interactionMs).toString()).padStart(14),
    ];
    process.stdout.write(`${name.padEnd(24)}${figures.join("")}\n`);
  }
} finally {
  await service.stop();
  if (values["data-dir"] === undefined) rmSync(directory, { recursive: true, force: true });
}
