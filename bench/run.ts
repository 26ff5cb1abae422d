// Ingest, lookup, search and count over HTTP on a real service, each beside this machine's JSON.parse rate.
//   npm run bench -- [--events 1000000] [--seed 268]
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { generateEvents } from "./generate-events.ts";
import { BenchClient, measureLatency, type Latency } from "./http-client.ts";
import { directoryBytes, residentBytes, startBenchService } from "./bench-process.ts";

/** Body of one push and how many are under way: what a busy relay would do. */
const BODY_BYTES = 4 * 1024 * 1024;
const IN_FLIGHT = 3;

const EVENT_LOOP_METRIC = "nodejs_eventloop_lag_max_seconds";

const { values } = parseArgs({
  args: process.argv.slice(2),
  options: {
    events: { type: "string", default: "1000000" },
    seed: { type: "string", default: "268" },
  },
});
const count = Number(values.events);
const seed = Number(values.seed);

function progress(text: string): void {
  process.stderr.write(`${text}\n`);
}

progress(`Generating ${count} events …`);
const bodies: Buffer[] = [];
const transactionIds: string[] = [];
let rawBytes = 0;
{
  let lines: string[] = [];
  let bytes = 0;
  let number = 0;
  const flush = (): void => {
    if (lines.length > 0) bodies.push(Buffer.from(`${lines.join("\n")}\n`));
    lines = [];
    bytes = 0;
  };
  for (const line of generateEvents(count, seed)) {
    lines.push(line);
    bytes += line.length + 1;
    rawBytes += line.length + 1;
    if (number++ % Math.ceil(count / 2000) === 0) {
      transactionIds.push((JSON.parse(line) as { transactionId: string }).transactionId);
    }
    if (bytes >= BODY_BYTES) flush();
  }
  flush();
}

/** Events per second of one thread that only parses the same lines. */
function parseRate(): number {
  let parsed = 0;
  const startedMs = performance.now();
  for (const body of bodies) {
    for (const line of body.toString("utf8").split("\n")) {
      if (line === "") continue;
      JSON.parse(line);
      parsed += 1;
    }
    if (performance.now() - startedMs > 3_000) break;
  }
  return parsed / ((performance.now() - startedMs) / 1000);
}

const rate = (value: number): string => `${Math.round(value / 1000)} k/s`;
const latency = ({ p50Ms, p99Ms }: Latency): string =>
  `p50 ${p50Ms.toFixed(2)} ms, p99 ${p99Ms.toFixed(2)} ms`;
const mebibytes = (bytes: number): string => `${Math.round(bytes / 1024 / 1024)} MiB`;

const parseBefore = parseRate();
const directory = mkdtempSync(join(tmpdir(), "tracewell-bench-"));
const dataDir = join(directory, "data");
const service = await startBenchService(dataDir, join(directory, "master.key"));
const client = new BenchClient(service.url, service.token);
try {
  progress("Ingesting …");
  const startedMs = performance.now();
  let next = 0;
  const sender = async (): Promise<void> => {
    for (;;) {
      const body = bodies[next++];
      if (body === undefined) return;
      await client.call("POST", "/api/v1/events?source=bench", body);
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, sender));
  const durableSeconds = (performance.now() - startedMs) / 1000;
  await service.untilIndexed();
  const searchableSeconds = (performance.now() - startedMs) / 1000;
  // The figure begins anew each time it is read.
  const ingestStopMs = 1000 * (await client.metric(EVENT_LOOP_METRIC));
  const residentAfterIngest = residentBytes(service.pid);
  const parseAfter = parseRate();
  const parsePerSecond = (parseBefore + parseAfter) / 2;

  progress("Asking …");
  const id = (number: number): string => transactionIds[number % transactionIds.length] ?? "";
  const lookup = await measureLatency(2_000, (number) =>
    client.call("GET", `/api/v1/transactions/${id(number)}`),
  );
  const search = await measureLatency(200, () =>
    client.call("GET", "/api/v1/events?q=type:payment.captured%20success&limit=100"),
  );
  const wordCount = await measureLatency(50, () =>
    client.call("GET", "/api/v1/stats/histogram?q=COURSETOBUY&bucket=1d"),
  );
  const facets = await measureLatency(50, () =>
    client.call("GET", "/api/v1/stats/facets?fields=type"),
  );
  const rescue = await measureLatency(200, (number) => {
    const wrong = id(number).replace(/.$/, (last) => (last === "Q" ? "R" : "Q"));
    return client.call("GET", `/api/v1/resolve?id=${wrong}`);
  });

  const queryStopMs = 1000 * (await client.metric(EVENT_LOOP_METRIC));

  const result = {
    at: new Date().toISOString(),
    machine: {
      cpu: cpus()[0]?.model ?? "unknown",
      cores: availableParallelism(),
      node: process.version,
    },
    command: `npm run bench -- --events ${count} --seed ${seed}`,
    events: count,
    rawBytesPerEvent: rawBytes / count,
    parsePerSecond,
    ingest: {
      durablePerSecond: count / durableSeconds,
      searchablePerSecond: count / searchableSeconds,
      ratioToParse: count / searchableSeconds / parsePerSecond,
    },
    lookup,
    search,
    wordCount,
    facets,
    rescue,
    eventLoopStopMaxMs: { ingest: ingestStopMs, queries: queryStopMs },
    memory: { afterIngestBytes: residentAfterIngest, atEndBytes: residentBytes(service.pid) },
    disk: {
      ledgerBytesPerEvent: directoryBytes(join(dataDir, "ledgers")) / count,
      indexBytesPerEvent: directoryBytes(join(dataDir, "index")) / count,
    },
  };
  console.table({
    "JSON.parse, one thread": { result: rate(parsePerSecond), aim: "" },
    "ingest, durable": { result: rate(result.ingest.durablePerSecond), aim: "" },
    "ingest, durable and searchable": { result: rate(result.ingest.searchablePerSecond), aim: "" },
    "… as a ratio to JSON.parse": { result: result.ingest.ratioToParse.toFixed(2), aim: "≥ 0.5" },
    "ID → timeline": { result: latency(lookup), aim: "p99 < 2 ms" },
    "search, first page of 100": { result: latency(search), aim: "p99 < 20 ms" },
    "count of a word, by day": { result: latency(wordCount), aim: "< 10 ms" },
    "facets by type": { result: latency(facets), aim: "< 10 ms" },
    "rescue of a wrong ID": { result: latency(rescue), aim: "p99 < 20 ms" },
    "event loop stopped, ingest": { result: `${ingestStopMs.toFixed(0)} ms at most`, aim: "" },
    "event loop stopped, queries": {
      result: `${queryStopMs.toFixed(0)} ms at most`,
      aim: "< 50 ms",
    },
    "memory after ingest": { result: mebibytes(residentAfterIngest), aim: "< 512 MiB" },
    "disk, ledger": { result: `${result.disk.ledgerBytesPerEvent.toFixed(0)} B/event`, aim: "" },
    "disk, index": { result: `${result.disk.indexBytesPerEvent.toFixed(0)} B/event`, aim: "" },
  });
  const resultsDirectory = join(import.meta.dirname, "results");
  mkdirSync(resultsDirectory, { recursive: true });
  const file = join(resultsDirectory, `bench-${count}.json`);
  writeFileSync(file, `${JSON.stringify(result, null, 2)}\n`);
  progress(`Written: bench/results/bench-${count}.json (${readFileSync(file).length} bytes)`);
} finally {
  client.close();
  await service.stop();
  rmSync(directory, { recursive: true, force: true });
}
