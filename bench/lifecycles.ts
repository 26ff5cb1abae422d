// The view of lifecycles: how fast it follows a ledger that is written at full speed, and how fast its
// worklists answer over a million objects.
//   node bench/lifecycles.ts [--customers 1500] [--days 5] [--copies 4] [--objects 1000000] [--pages 200]
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { measureLag, simulated } from "./lifecycle-lag.ts";
import { measureWorklists } from "./lifecycle-worklists.ts";

const { values } = parseArgs({
  args: process.argv.slice(2),
  options: {
    customers: { type: "string", default: "1500" },
    days: { type: "string", default: "5" },
    copies: { type: "string", default: "4" },
    objects: { type: "string", default: "1000000" },
    pages: { type: "string", default: "200" },
  },
});
const root = mkdtempSync(join(tmpdir(), "tracewell-bench-lives-"));
try {
  if (Number(values.copies) > 0) {
    const lines = await simulated(root, Number(values.customers), Number(values.days));
    await measureLag(root, lines, Number(values.copies));
  }
  if (Number(values.objects) > 0) {
    await measureWorklists(root, Number(values.objects), Number(values.pages));
  }
} finally {
  rmSync(root, { recursive: true, force: true });
}
