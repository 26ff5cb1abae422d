import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import { RealClock } from "#shop/clock/real-clock.ts";
import { ShopDatabase } from "#shop/database/shop-database.ts";
import type { LoggedEvent } from "#shop/events/shop-event.ts";
import { seededRandom } from "#shop/random/seeded-random.ts";
import { pick } from "#shop/random/random-source.ts";
import { DEFAULT_SETTINGS } from "#shop/settings.ts";
import { EventFile } from "#shop/way-out/event-file.ts";
import { MoodleTrace } from "#shop/way-out/moodle-trace.ts";
import { Relay } from "#shop/way-out/relay.ts";
import { EVENTS_FILE, openOutboxes, TRACE_FILE } from "./relayed-directory.ts";

/**
 * Emits events into two databases and relays them until it kills itself at a moment drawn from the seed, or
 * is killed: `relaying-process.ts DIRECTORY SEED`. Says `begun` once it relays.
 */
const [directory = "", seedText = "1"] = process.argv.slice(2);
const random = seededRandom(Number(seedText), "relaying");
const moment = pick(random, [
  "append",
  "torn",
  "beforeSync",
  "afterSync",
  "commit",
  "emit",
  "killed",
] as const);
let stepsLeft = random.integer(1, 60);

function reach(reached: typeof moment): void {
  if (moment !== reached) return;
  stepsLeft -= 1;
  if (stepsLeft === 0) process.kill(process.pid, "SIGKILL");
}

class DeadlyFile extends EventFile {
  override append(event: LoggedEvent): void {
    // As when the machine stops in the middle of a write.
    if (moment === "torn" && stepsLeft === 1) {
      appendFileSync(this.path, JSON.stringify(event).slice(0, random.integer(1, 60)));
    }
    reach("torn");
    super.append(event);
    reach("append");
  }

  override sync(): void {
    reach("beforeSync");
    super.sync();
    reach("afterSync");
  }
}

const clock = new RealClock();
const outboxes = openOutboxes(directory, clock);
for (const outbox of outboxes) {
  const transaction = outbox.transaction.bind(outbox);
  outbox.transaction = (step) => {
    const answer = transaction(step);
    reach("commit");
    return answer;
  };
}
const [web] = outboxes;
if (!(web instanceof ShopDatabase)) throw new Error("no database");
const relay = new Relay({
  outboxes,
  file: new DeadlyFile(join(directory, EVENTS_FILE)),
  trace: new MoodleTrace({
    path: join(directory, TRACE_FILE),
    stores: DEFAULT_SETTINGS.stores,
    visits: web,
  }),
  clock,
  onFailure: (error) => {
    throw error;
  },
  batchMax: 25,
  keptRowsMax: Number.MAX_SAFE_INTEGER,
});
relay.start();
process.stdout.write("begun\n");
for (;;) {
  pick(random, outboxes).transaction((transaction) => {
    const count = random.integer(1, 3);
    for (let index = 0; index < count; index += 1) {
      transaction.emit({
        type: pick(random, ["payment.requested", "order.placed", "warning.recorded"]),
        transactionId: "TU80WKRYTI9QUMJ4",
        message: `Step ${random.integer(1, 1_000_000)} of a sale.`.repeat(random.integer(1, 9)),
      });
    }
    reach("emit");
  });
  if (random.integer(1, 4) === 1) await turn();
}
