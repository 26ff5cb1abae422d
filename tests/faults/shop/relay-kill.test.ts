import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { z } from "zod";
import { moodleTraceFormat } from "#ingest/formats/moodle-trace.ts";
import { RealClock } from "#shop/clock/real-clock.ts";
import type { ShopDatabase } from "#shop/database/shop-database.ts";
import type { LoggedEvent } from "#shop/events/shop-event.ts";
import { seededRandom } from "#shop/random/seeded-random.ts";
import { DEFAULT_SETTINGS } from "#shop/settings.ts";
import { EventFile } from "#shop/way-out/event-file.ts";
import { MoodleTrace, storeTracePath } from "#shop/way-out/moodle-trace.ts";
import { Relay } from "#shop/way-out/relay.ts";
import { TestPipeline } from "../../ingest/pipeline/open-pipeline.ts";
import { badOf, decode, eventsOf, noteCodes } from "../../ingest/formats/decoding.ts";
import { EVENTS_FILE, openOutboxes, TRACE_FILE } from "./relayed-directory.ts";

const ROUNDS = 60;
const PROGRAM = fileURLToPath(new URL("relaying-process.ts", import.meta.url));

/** Some rounds kill themselves before; this ends the others. */
const LIFE_MS_MAX = 150;

async function relayUntilKilled(directory: string, seed: number, lifeMs: number): Promise<void> {
  const child = spawn(process.execPath, [PROGRAM, directory, String(seed)]);
  let complaint = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (complaint += text));
  const exit = new Promise<NodeJS.Signals | null>((resolve) => {
    child.once("exit", (_code, signal) => resolve(signal));
  });
  const begun = new Promise<void>((resolve) => child.stdout.once("data", () => resolve()));
  await Promise.race([begun, exit]);
  await Promise.race([wait(lifeMs), exit]);
  child.kill("SIGKILL");
  const signal = await exit;
  if (signal !== "SIGKILL") throw new Error(`the process ended by itself: ${complaint}`);
}

function committed(database: ShopDatabase): LoggedEvent[] {
  return database
    .all(z.object({ event: z.string() }), "SELECT event FROM outbox ORDER BY id")
    .map(({ event }) => JSON.parse(event) as LoggedEvent);
}

test(`${ROUNDS} kills lose no event, keep the order of each outbox, and leave whole lines`, async () => {
  const directory = await mkdtemp(join(tmpdir(), "tracewell-relay-"));
  try {
    const random = seededRandom(5, "lives");
    for (let round = 1; round <= ROUNDS; round += 1) {
      await relayUntilKilled(directory, round, random.integer(1, LIFE_MS_MAX));
    }
    const clock = new RealClock();
    const outboxes = openOutboxes(directory, clock);
    const path = join(directory, EVENTS_FILE);
    const trace = join(directory, TRACE_FILE);
    const relay = new Relay({
      outboxes,
      file: new EventFile(path),
      trace: new MoodleTrace({
        path: trace,
        stores: DEFAULT_SETTINGS.stores,
        visits: outboxes[0] as ShopDatabase,
      }),
      clock,
      onFailure: (error) => {
        throw error;
      },
      keptRowsMax: Number.MAX_SAFE_INTEGER,
    });
    await relay.close();
    const text = readFileSync(path, "utf8");
    expect(text.endsWith("\n")).toBe(true);
    const total = expectEveryEvent(text, outboxes);
    expectTrace(readFileSync(storeTracePath(trace, "europe")), outboxes, total);
    expectIngested(text, total);
    for (const outbox of outboxes) outbox.close();
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
});

/** How many events there are. */
function expectEveryEvent(text: string, outboxes: readonly ShopDatabase[]): number {
  const lines = text.slice(0, -1).split("\n");
  const bytesOf = new Map<string, string>();
  for (const line of lines) {
    const { id } = JSON.parse(line) as LoggedEvent;
    expect(bytesOf.get(id) ?? line).toBe(line);
    bytesOf.set(id, line);
  }
  let total = 0;
  for (const outbox of outboxes) {
    const events = committed(outbox);
    total += events.length;
    expect(events.length).toBeGreaterThan(ROUNDS);
    const inFile = [...bytesOf.values()]
      .map((line) => JSON.parse(line) as LoggedEvent)
      .filter(({ id }) => id.startsWith(`${outbox.name}-`));
    expect(inFile).toEqual(events.map((event) => Object.assign(event, { level: "info" })));
  }
  // Nothing stands there that was not committed, and some crashes came between writing and marking.
  expect(bytesOf.size).toBe(total);
  expect(lines.length).toBeGreaterThan(total);
  return total;
}

function expectTrace(text: Buffer, outboxes: readonly ShopDatabase[], total: number): void {
  const decoded = decode(moodleTraceFormat, text, { timezone: "Europe/Prague" });
  expect(badOf(decoded)).toEqual([]);
  expect(new Set(decoded.flatMap(noteCodes))).toEqual(new Set());
  const told = new Set(eventsOf(decoded).map(({ event }) => String(event["time"])));
  for (const { time } of outboxes.flatMap(committed)) expect(told.has(time)).toBe(true);
  expect(decoded.length).toBeGreaterThanOrEqual(total);
}

function expectIngested(text: string, total: number): void {
  using ingest = new TestPipeline();
  expect(ingest.push(text)).toMatchObject({ accepted: total, quarantined: 0 });
}
