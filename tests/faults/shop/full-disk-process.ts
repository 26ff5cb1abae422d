import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { RealClock } from "#shop/clock/real-clock.ts";
import { ShopDatabase } from "#shop/database/shop-database.ts";
import { WEB_SCHEMA } from "#shop/database/web-schema.ts";
import { secureRandom } from "#shop/random/secure-random.ts";
import { DEFAULT_SETTINGS } from "#shop/settings.ts";
import { EventFile } from "#shop/way-out/event-file.ts";
import { MoodleTrace } from "#shop/way-out/moodle-trace.ts";
import { Relay } from "#shop/way-out/relay.ts";
import { EVENTS_FILE, TRACE_FILE } from "./relayed-directory.ts";

/**
 * Relays EVENTS events into DIRECTORY while files may not grow beyond a bound that was set before it was
 * started, then lifts the bound: `full-disk-process.ts DIRECTORY EVENTS`. Prints, as JSON, how many events
 * waited before and after.
 */
const [directory = "", count = "0"] = process.argv.slice(2);
const clock = new RealClock();
const web = new ShopDatabase({
  name: "web",
  path: ":memory:",
  schema: WEB_SCHEMA,
  clock,
  random: secureRandom,
  durable: false,
});
const failures: unknown[] = [];
const relay = new Relay({
  outboxes: [web],
  file: new EventFile(join(directory, EVENTS_FILE)),
  trace: new MoodleTrace({
    path: join(directory, TRACE_FILE),
    stores: DEFAULT_SETTINGS.stores,
    visits: web,
  }),
  clock,
  onFailure: (error) => failures.push(error),
});
relay.start();
for (let number = 1; number <= Number(count); number += 1) {
  web.transaction((transaction) => {
    transaction.emit({
      type: "order.placed",
      transactionId: "TU80WKRYTI9QUMJ4",
      message: `Order ${number} ${"x".repeat(number % 90)}`,
    });
  });
  // Some are written together, some alone.
  if (number % 50 === 0) await clock.sleep(5);
}
while (failures.length < 2) await clock.sleep(20);
const waitedBefore = web.waitingEvents(Number(count)).length;
execFileSync("prlimit", ["--pid", String(process.pid), "--fsize=unlimited"]);
await relay.close();
const waitedAfter = web.waitingEvents(Number(count)).length;
web.close();
process.stdout.write(JSON.stringify({ waitedBefore, waitedAfter }));
