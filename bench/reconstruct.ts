// How long a life takes to be rebuilt from its events, those at hand: 10, 100 and 1,000 of them.
//   node bench/reconstruct.ts [--seconds 2]
import { parseArgs } from "node:util";
import { Bench } from "tinybench";
import type { Case } from "#domain/lifecycles/case.ts";
import { DEFAULT_DEADLINES } from "#domain/lifecycles/deadlines.ts";
import { caseOf } from "#domain/lifecycles/gather-case.ts";
import { reconstruct } from "#domain/lifecycles/reconstruct.ts";
import { cardOfEvents, type ManyEvents, orderOfEvents } from "./life-of-many-events.ts";

const COUNTS = [10, 100, 1_000];
const DAY_MS = 86_400_000;

const { values } = parseArgs({
  args: process.argv.slice(2),
  options: { seconds: { type: "string", default: "2" } },
});

function gathered({ object, events }: ManyEvents): Case {
  const whole = caseOf(object, events);
  if (whole === null) throw new Error("The object is named by its own events.");
  return whole;
}

const bench = new Bench({ time: Number(values.seconds) * 1_000 });
for (const count of COUNTS) {
  for (const [name, many] of [
    ["order", orderOfEvents(count)],
    ["gift card", cardOfEvents(count)],
  ] as const) {
    const judged = {
      atMs: (many.events.at(-1)?.timeMs ?? 0) + DAY_MS,
      deadlines: DEFAULT_DEADLINES,
    };
    const title = `${name}, ${many.events.length} events`;
    let whole = gathered(many);
    bench.add(`${title}: rebuilt`, () => reconstruct(whole, judged), {
      // What a case has looked up it keeps: each life is rebuilt from a new one.
      beforeEach: () => {
        whole = gathered(many);
      },
    });
    bench.add(`${title}: gathered and rebuilt`, () => reconstruct(gathered(many), judged));
  }
}
await bench.run();
for (const { name, result } of bench.tasks) {
  if (result.state !== "completed") throw new Error(`${name} did not complete: ${result.state}`);
  const { p50, p99, samplesCount } = result.latency;
  const times = `p50 ${p50.toFixed(3)} ms, p99 ${p99.toFixed(3)} ms`;
  process.stdout.write(`${name.padEnd(44)}${times} (${samplesCount} times)\n`);
}
