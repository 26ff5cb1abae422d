// Ingest, questions and the live stream on a real service, each beside this machine's JSON.parse rate.
//   npm run bench -- [--events 1000000] [--seed 268] [--file] [--tail]
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { directoryBytes, residentBytes, startBenchService } from "./bench-process.ts";
import { type EventPiece, EventPieces, parseRate } from "./event-pieces.ts";
import { BenchClient, type Latency } from "./http-client.ts";
import { followPiece, type IngestTime, pushPiece } from "./ingest.ts";
import { measureTail } from "./live-tail.ts";
import { measureQueries } from "./queries.ts";
import { microsecondsPerEvent, readThreadTimes } from "./thread-times.ts";

const EVENT_LOOP_METRIC = "nodejs_eventloop_lag_max_seconds";

const { values } = parseArgs({
  args: process.argv.slice(2),
  options: {
    events: { type: "string", default: "1000000" },
    seed: { type: "string", default: "268" },
    /** The events come from a followed file instead of HTTP; a million at most. */
    file: { type: "boolean", default: false },
    /** The live stream too. */
    tail: { type: "boolean", default: false },
  },
});
const count = Number(values.events);
const seed = Number(values.seed);

function progress(text: string): void {
  process.stderr.write(`${text}\n`);
}

const rate = (value: number): string => `${Math.round(value / 1000)} k/s`;
const latency = ({ p50Ms, p99Ms }: Latency): string =>
  `p50 ${p50Ms.toFixed(2)} ms, p99 ${p99Ms.toFixed(2)} ms`;
const mebibytes = (bytes: number): string => `${Math.round(bytes / 1024 / 1024)} MiB`;

const directory = mkdtempSync(join(tmpdir(), "tracewell-bench-"));
const dataDir = join(directory, "data");
const followedFile = join(directory, "followed.ndjson");
const service = await startBenchService(
  dataDir,
  join(directory, "master.key"),
  values.file ? followedFile : undefined,
);
const client = new BenchClient(service.url, service.token);
try {
  const pieces = new EventPieces(count, seed);
  const parseRates: number[] = [];
  const total: IngestTime = { durableSeconds: 0, searchableSeconds: 0 };
  const threads = readThreadTimes(service.pid);
  let rawBytes = 0;
  let done = 0;
  let residentMax = 0;
  let last: EventPiece | null = null;
  for (let piece = pieces.next(); piece !== null; piece = pieces.next()) {
    if (done === 0) parseRates.push(parseRate(piece));
    const spent = values.file
      ? await followPiece(service, piece, followedFile)
      : await pushPiece(client, service, piece);
    total.durableSeconds += spent.durableSeconds;
    total.searchableSeconds += spent.searchableSeconds;
    rawBytes += piece.bytes;
    done += piece.events;
    residentMax = Math.max(residentMax, residentBytes(service.pid));
    last = piece;
    progress(`${done} of ${count}: ${rate(piece.events / spent.searchableSeconds)} searchable`);
  }
  const behindRecords = await service.recordsBehind();
  const judgedFromMs = performance.now();
  await service.untilFollowed();
  const judgedSeconds = total.searchableSeconds + (performance.now() - judgedFromMs) / 1_000;
  residentMax = Math.max(residentMax, residentBytes(service.pid));
  const threadMicroseconds = microsecondsPerEvent(threads, readThreadTimes(service.pid), count);
  if (last !== null) parseRates.push(parseRate(last));
  const parsePerSecond = parseRates.reduce((sum, one) => sum + one, 0) / parseRates.length;
  // The figure begins anew each time it is read.
  const ingestStopMs = 1_000 * (await client.metric(EVENT_LOOP_METRIC));
  progress("Asking …");
  const queries = await measureQueries(client, pieces.transactionIds);
  const queryStopMs = 1_000 * (await client.metric(EVENT_LOOP_METRIC));
  const disk = {
    ledgerBytesPerEvent: directoryBytes(join(dataDir, "ledgers")) / count,
    indexBytesPerEvent: directoryBytes(join(dataDir, "index")) / count,
    lifecyclesBytesPerEvent: directoryBytes(join(dataDir, "lifecycles")) / count,
  };
  const tail = values.tail ? await measureTail(client, service) : null;
  const result = {
    at: new Date().toISOString(),
    machine: {
      cpu: cpus()[0]?.model ?? "unknown",
      cores: availableParallelism(),
      node: process.version,
    },
    command: `npm run bench -- ${process.argv.slice(2).join(" ")}`,
    events: count,
    from: values.file ? "followed file" : "HTTP",
    rawBytesPerEvent: rawBytes / count,
    parsePerSecond,
    ingest: {
      durablePerSecond: count / total.durableSeconds,
      searchablePerSecond: count / total.searchableSeconds,
      ratioToParse: count / total.searchableSeconds / parsePerSecond,
      threadMicroseconds,
    },
    lifecycles: { behindRecords, judgedPerSecond: count / judgedSeconds },
    ...queries,
    ...(tail !== null && { tail }),
    eventLoopStopMaxMs: { ingest: ingestStopMs, queries: queryStopMs },
    memory: { highestBytes: residentMax, atEndBytes: residentBytes(service.pid) },
    disk,
  };
  const { ingest } = result;
  const diskBytes =
    disk.ledgerBytesPerEvent + disk.indexBytesPerEvent + disk.lifecyclesBytesPerEvent;
  const diskShare = diskBytes / result.rawBytesPerEvent;
  console.table({
    "JSON.parse, one thread": { result: rate(parsePerSecond), aim: "" },
    "ingest, durable": { result: rate(ingest.durablePerSecond), aim: "" },
    "ingest, durable and searchable": { result: rate(ingest.searchablePerSecond), aim: "" },
    "… as a ratio to JSON.parse": { result: ingest.ratioToParse.toFixed(2), aim: "≥ 0.5" },
    "lifecycles behind when all is searchable": { result: `${behindRecords} records`, aim: "" },
    "ingest, durable and judged": { result: rate(count / judgedSeconds), aim: "" },
    "ID → timeline and verdict": { result: latency(queries.lookup), aim: "p99 < 2 ms; 5 at 100 M" },
    "search, first page of 100": { result: latency(queries.search), aim: "p99 < 20 ms" },
    "count of a word, by day": { result: latency(queries.wordCount), aim: "< 10 ms at 1 M" },
    "facets by type": { result: latency(queries.facets), aim: "< 10 ms at 1 M" },
    "rescue of a wrong ID": { result: latency(queries.rescue), aim: "p99 < 20 ms" },
    ...(tail !== null && {
      "written → seen by 500 clients": {
        result: `p50 ${tail.p50Ms.toFixed(0)} ms, p99 ${tail.p99Ms.toFixed(0)} ms at ${rate(tail.writtenPerSecond)}; ${tail.seen} of ${tail.expected} seen, ${tail.dropped} told as gaps`,
        aim: "p99 < 50 ms",
      },
    }),
    "event loop stopped, ingest": { result: `${ingestStopMs.toFixed(0)} ms at most`, aim: "" },
    "event loop stopped, queries": {
      result: `${queryStopMs.toFixed(0)} ms at most`,
      aim: "< 50 ms",
    },
    "memory, highest": { result: mebibytes(residentMax), aim: "< 512 MiB" },
    "disk, ledger": { result: `${disk.ledgerBytesPerEvent.toFixed(0)} B/event`, aim: "" },
    "disk, index": { result: `${disk.indexBytesPerEvent.toFixed(0)} B/event`, aim: "" },
    "disk, lifecycles": { result: `${disk.lifecyclesBytesPerEvent.toFixed(0)} B/event`, aim: "" },
    "disk as a share of the raw bytes": {
      result: `${Math.round(diskShare * 100)} %`,
      aim: "< 40 %",
    },
  });
  console.table(
    Object.fromEntries(
      Object.entries(threadMicroseconds).map(([name, spent]) => [
        name,
        { "CPU, µs an event": Number(spent.toFixed(2)) },
      ]),
    ),
  );
  const resultsDirectory = join(import.meta.dirname, "results");
  mkdirSync(resultsDirectory, { recursive: true });
  const name = `bench-${values.file ? "file-" : ""}${count}.json`;
  writeFileSync(join(resultsDirectory, name), `${JSON.stringify(result, null, 2)}\n`);
  progress(`Written: bench/results/${name}`);
} finally {
  client.close();
  await service.stop();
  rmSync(directory, { recursive: true, force: true });
}
