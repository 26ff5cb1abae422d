import { readFileSync } from "node:fs";
import type { IngestGateway } from "#ingest/pipeline/ingest-gateway.ts";
import { SAMPLE_FINGERPRINT, SAMPLE_SOURCE, SAMPLE_TIMEZONE } from "./sample.ts";
import { DEMO_SOURCE, demoVisit } from "./demo-visits.ts";

/** A visit begins about every two seconds: alive, and a day of it stays below 100 MB. */
const VISIT_INTERVAL_MS = 2_000;

/** The demo stops inventing after an hour, so that a forgotten one does not fill the disk. */
const DEMO_MS_MAX = 60 * 60 * 1000;

/** Loads the sample trace once: its records have derived IDs, so a second load finds duplicates. */
async function loadSample(ingest: IngestGateway): Promise<void> {
  await ingest.ingest({
    body: readFileSync(new URL("./moodle-trace.txt", import.meta.url)),
    sourceName: SAMPLE_SOURCE,
    format: "moodle-trace",
    timezone: SAMPLE_TIMEZONE,
    file: "moodle-trace.txt",
    fingerprint: SAMPLE_FINGERPRINT,
    waitIndexed: true,
    allItems: false,
  });
}

/** Loads the sample and lets a small shop run. The answer stops it. */
export async function startDemo(ports: {
  readonly ingest: IngestGateway;
  readonly nowMs: () => number;
  readonly random: () => number;
  readonly onError: (error: unknown) => void;
}): Promise<() => void> {
  await loadSample(ports.ingest);
  const startedMs = ports.nowMs();
  let visits = 0;
  const later = new Set<NodeJS.Timeout>();

  const send = async (event: unknown): Promise<void> => {
    try {
      await ports.ingest.ingest({
        body: Buffer.from(JSON.stringify(event)),
        sourceName: DEMO_SOURCE,
        format: "events",
        waitIndexed: false,
        allItems: false,
      });
    } catch (error) {
      ports.onError(error);
    }
  };
  const begin = (): void => {
    if (ports.nowMs() - startedMs > DEMO_MS_MAX) {
      clearInterval(interval);
      return;
    }
    const number = (Math.floor(startedMs / 1000) % 1_000_000) + ++visits;
    for (const event of demoVisit(number, ports.nowMs(), ports.random)) {
      const timer = setTimeout(
        () => {
          later.delete(timer);
          void send(event);
        },
        Math.max(0, Date.parse(event.time) - ports.nowMs()),
      );
      later.add(timer);
    }
  };
  const interval = setInterval(begin, VISIT_INTERVAL_MS);
  begin();
  return () => {
    clearInterval(interval);
    for (const timer of later) clearTimeout(timer);
  };
}
