// How fast the shop is simulated: orders and events a second, all systems and files included.
//   node bench/shop.ts [--customers 600] [--days 2] [--seed 268] [--faults none]
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { parseFaultRates } from "#shop/simulation/fault-rates.ts";
import { OUTPUT_FILES } from "#shop/simulation/output-directory.ts";
import { simulate } from "#shop/simulation/simulate.ts";

/** Any Monday: what customers do depends on the time of day. */
const START_MS = Date.UTC(2026, 0, 5);

const { values } = parseArgs({
  args: process.argv.slice(2),
  options: {
    customers: { type: "string", default: "600" },
    days: { type: "string", default: "2" },
    seed: { type: "string", default: "268" },
    /** `none`, `all`, or `name=rate,…`. */
    faults: { type: "string", default: "none" },
  },
});

const directory = mkdtempSync(join(tmpdir(), "tracewell-bench-shop-"));
try {
  const startedMs = performance.now();
  const startedCpu = process.cpuUsage();
  const summary = await simulate({
    customers: Number(values.customers),
    days: Number(values.days),
    seed: Number(values.seed),
    rates: parseFaultRates(values.faults),
    startMs: START_MS,
    directory,
    replace: false,
  });
  const seconds = (performance.now() - startedMs) / 1_000;
  const { user, system } = process.cpuUsage(startedCpu);
  const orders = Object.values(summary.orders).reduce((sum, count) => sum + count, 0);
  const bytes = statSync(join(directory, OUTPUT_FILES.events)).size;
  const simulatedSeconds = (Date.parse(summary.to) - Date.parse(summary.from)) / 1_000;
  const rows = {
    customers: summary.arrived,
    orders,
    events: summary.events.written,
    "events.ndjson, MiB": (bytes / 1024 / 1024).toFixed(1),
    seconds: seconds.toFixed(1),
    "CPU seconds": ((user + system) / 1_000_000).toFixed(1),
    "orders a second": Math.round(orders / seconds),
    "events a second": Math.round(summary.events.written / seconds),
    "times as fast as the clock": Math.round(simulatedSeconds / seconds),
  };
  for (const [name, value] of Object.entries(rows)) {
    process.stdout.write(`${name.padEnd(28)}${String(value).padStart(10)}\n`);
  }
} finally {
  rmSync(directory, { recursive: true, force: true });
}
