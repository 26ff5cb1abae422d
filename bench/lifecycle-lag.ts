import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { parseFaultRates } from "#shop/simulation/fault-rates.ts";
import { OUTPUT_FILES } from "#shop/simulation/output-directory.ts";
import { simulate } from "#shop/simulation/simulate.ts";
import { nodeFiles } from "#storage/files/node-files.ts";
import { openLedgerWriter } from "#storage/ledger/file-ledger-writer.ts";
import type { FollowedThrough } from "./lifecycles-thread.ts";
import { show } from "./show.ts";

const START_MS = Date.UTC(2026, 0, 5);
const GROUP_RECORDS = 2_000;

/** The shop's events without its scheduler's, which touch no object. */
export async function simulated(root: string, customers: number, days: number): Promise<string[]> {
  const directory = join(root, "trade");
  const rates = parseFaultRates("all");
  await simulate({ customers, days, seed: 5, rates, startMs: START_MS, directory, replace: false });
  const lines = readFileSync(join(directory, OUTPUT_FILES.events), "utf8").split("\n");
  return lines.filter((line) => line !== "" && !line.includes('"type":"task.'));
}

/** The same trade once more, of other customers. */
function copyOf(line: string, copy: number): { id: string; json: string } {
  const event = JSON.parse(line) as {
    id: string;
    transactionId?: string;
    objects?: { id: string }[];
  };
  event.id = `${copy}-${event.id}`;
  if (event.transactionId !== undefined) event.transactionId += copy;
  for (const object of event.objects ?? []) object.id = `${copy}-${object.id}`;
  return { id: event.id, json: JSON.stringify(event) };
}

/** Writes the events `copies` times at full speed while a thread of low priority follows. */
export async function measureLag(
  root: string,
  lines: readonly string[],
  copies: number,
): Promise<void> {
  const place = { directory: join(root, "ledger"), file: join(root, "lives", "lives.sqlite") };
  const drafts = Array.from({ length: copies }, (_value, copy) =>
    lines.map((line) => copyOf(line, copy)),
  ).flat();
  const writer = openLedgerWriter({
    files: nodeFiles,
    directory: place.directory,
    ledger: "main",
    clock: Date.now,
  });
  const worker = new Worker(new URL("lifecycles-thread.ts", import.meta.url), {
    workerData: place,
  });
  let throughSeq = 0;
  const { promise: ready, resolve: isReady } = Promise.withResolvers<void>();
  const { promise: done, resolve: isDone } = Promise.withResolvers<number>();
  // Some events are told twice, and recorded once.
  let lastSeq = Infinity;
  worker.on("message", (message: FollowedThrough) => {
    ({ throughSeq } = message);
    isReady();
    if (throughSeq >= lastSeq) isDone(message.cpuMs);
  });
  await ready;
  const startedMs = performance.now();
  for (const [index, { id, json }] of drafts.entries()) {
    writer.stage({ id, sourceName: "shop", sourceJson: '{"name":"shop"}', eventJson: json });
    if (index % GROUP_RECORDS !== GROUP_RECORDS - 1 && index !== drafts.length - 1) continue;
    writer.commit();
    worker.postMessage(writer.headSeq, []);
    await new Promise(setImmediate);
  }
  const writtenMs = performance.now();
  lastSeq = writer.headSeq;
  const behind = lastSeq - throughSeq;
  worker.postMessage(lastSeq, []);
  const cpuMs = await done;
  const endedMs = performance.now();
  worker.postMessage(null, []);
  writer.close();
  show("events", drafts.length);
  show("written, events a second", Math.round((drafts.length / (writtenMs - startedMs)) * 1_000));
  show("behind when all were written, events", behind);
  show("caught up after, s", ((endedMs - writtenMs) / 1_000).toFixed(1));
  show("followed, events a second", Math.round((drafts.length / (endedMs - startedMs)) * 1_000));
  show("CPU of the follower, µs an event", ((cpuMs / drafts.length) * 1_000).toFixed(1));
  show("view, bytes an event", Math.round(statSync(place.file).size / drafts.length));
}
