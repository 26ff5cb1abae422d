import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ConfigInput, parseConfig } from "#bin/config.ts";
import type { IngestAnswer } from "#ingest/pipeline/ingest-gateway.ts";
import type { Readiness } from "#query/answers/operation-answers.ts";
import { startService } from "#bin/service/start-service.ts";

export interface RunningService {
  readonly url: string;
  /** Of the service as it was started last; good for one browser. */
  readonly signInUrl: string;
  readonly token: string;
  /** Sends a body and answers what the service answered; throws unless it took it. */
  push(path: string, contentType: string, body: string | Uint8Array): Promise<IngestAnswer>;
  /** Resolves once every view has read what the ledger holds. */
  caughtUp(): Promise<void>;
  /** Ends the service and keeps its data, to be started again on the same port. */
  stop(): Promise<void>;
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** Seconds where the machine has nothing else to do. */
const CATCHING_UP_MS_MAX = 90_000;

/** The real service on a free port, with its own data directory and key; `settings` as of its configuration. */
export async function startRunningService(settings: ConfigInput = {}): Promise<RunningService> {
  const directory = await mkdtemp(join(tmpdir(), "tracewell-browser-"));
  const start = (port: number) =>
    startService(
      parseConfig({
        flags: {
          port,
          dataDir: join(directory, "data"),
          masterKeyFile: join(directory, "master.key"),
          readerThreads: 1,
          logLevel: "error",
          ...settings,
        },
      }),
    );
  let service = await start(0);
  const { url, adminToken } = service;
  return {
    url,
    token: adminToken,
    async caughtUp() {
      const endMs = Date.now() + CATCHING_UP_MS_MAX;
      while (Date.now() < endMs) {
        const response = await fetch(`${url}/readyz`);
        const { followers } = (await response.json()) as Readiness;
        if (followers.every(({ throughSeq, headSeq }) => throughSeq >= headSeq)) return;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      throw new Error("The views do not catch up.");
    },
    get signInUrl() {
      return service.signInUrl;
    },
    async push(path, contentType, body) {
      const response = await fetch(`${url}/api/v1${path}`, {
        method: "POST",
        headers: { authorization: `Bearer ${adminToken}`, "content-type": contentType },
        body: typeof body === "string" ? body : new Uint8Array(body),
      });
      if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
      const answer: IngestAnswer = await response.json();
      return answer;
    },
    stop: () => service.close(),
    async restart() {
      service = await start(Number(new URL(url).port));
    },
    async close() {
      await service.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** The real Moodle trace, a purchase of several objects with long waits, and many small records. */
export async function fillWithSamples(service: RunningService): Promise<void> {
  const { purchase, manyRecords } = await import("./sample-events.ts");
  const trace = await readFile(
    join(import.meta.dirname, "..", "fixtures", "traces", "moodle-trace.txt"),
  );
  const asMoodle = "format=moodle-trace&timezone=Europe/Prague&wait=indexed";
  await service.push(`/sources/moodle-trace/lines?${asMoodle}`, "text/plain", trace);
  await service.push(
    `/sources/moodle-trace/lines?${asMoodle}`,
    "text/plain",
    "-- 2016-7-27 11:32:13 701 --\nPayment: cannot read transaction from session\n",
  );
  for (const { source, events } of [...purchase(), { source: "shop", events: manyRecords() }]) {
    await service.push(
      `/events?source=${source}&wait=indexed`,
      "application/x-ndjson",
      events.map((event) => JSON.stringify(event)).join("\n"),
    );
  }
}
