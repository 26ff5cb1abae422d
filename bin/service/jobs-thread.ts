// The jobs thread: exports and alerts, long work that nobody waits for, with a query engine of its own.
import { randomBytes, randomUUID } from "node:crypto";
import { parentPort, workerData } from "node:worker_threads";
import { invariant } from "#domain/errors.ts";
import type { IngestGateway } from "#ingest/pipeline/ingest-gateway.ts";
import type { AlertDesk } from "#query/alerts/alert-desk.ts";
import { AllowedDestinations } from "#query/alerts/destinations.ts";
import { AlertDispatcher } from "#query/alerts/dispatch-alerts.ts";
import { createAlertDesk } from "#query/alerts/keep-alerts.ts";
import { createWebhookSender } from "#query/alerts/send-webhook.ts";
import type { ExportOrder } from "#query/exports/export-desk.ts";
import { ExportJobs } from "#query/exports/export-jobs.ts";
import { queryEngineOver } from "#query/engine.ts";
import { openAlertStore } from "#storage/alerts/sqlite/alert-store.ts";
import { openFileExportStore } from "#storage/exports/file-export-store.ts";
import { nodeFiles } from "#storage/files/node-files.ts";
import { systemTimer } from "#storage/index/retry-delays.ts";
import { readSealingKey } from "#storage/keys/sealing-key.ts";
import { alertHandlers } from "./alert-desk.ts";
import { LAGGING_NICENESS, yieldToOtherThreads } from "./background-priority.ts";
import { openQuerySources } from "./open-query-sources.ts";
import { alertsFile, exportsDirectory, MAIN_LEDGER, parseStorageOptions } from "./threads.ts";
import { toFailure } from "./thread-failure.ts";
import { CallClient, type Handlers, notify, serveCalls } from "./thread-rpc.ts";
import { VERSION } from "./version.ts";

invariant(parentPort !== null, "jobs run in a thread");
const port = parentPort;
const options = parseStorageOptions(workerData);
yieldToOtherThreads(LAGGING_NICENESS);

try {
  const open = await openQuerySources(options);
  const { sources, ledger, lifecycles } = open;
  const engine = queryEngineOver(sources);
  const main = new CallClient(port);
  const head = { ledger: MAIN_LEDGER, headSeq: 0 };
  const ingest: Pick<IngestGateway, "ingest"> = {
    ingest: (request) => main.call("ingest", request),
  };
  const store = openAlertStore({
    file: alertsFile(options.dataDir),
    key: readSealingKey(options.masterKeyFile),
  });
  const allowed = new AllowedDestinations(options.alertDestinations);
  const shared = {
    store,
    lifecycles,
    heads: () => [head],
    nowMs: Date.now,
    newId: randomUUID,
  };
  const dispatcher = new AlertDispatcher({
    ...shared,
    engine,
    ingest,
    send: createWebhookSender({ fetch, allowed, version: VERSION }),
    timer: systemTimer,
    onFailure: (error) => notify(port, "job-failure", toFailure(error)),
  });
  const desk: AlertDesk = createAlertDesk({ ...shared, dispatcher, allowed, randomBytes });
  const exports = ExportJobs.open({
    sources,
    store: openFileExportStore({
      files: nodeFiles,
      directory: exportsDirectory(options.dataDir),
    }),
    version: VERSION,
    nowMs: Date.now,
    newId: () => randomUUID().replaceAll("-", ""),
    onFailure: (error) => notify(port, "job-failure", toFailure(error)),
  });
  const handlers: Handlers = {
    advance: (headSeq: number) => {
      const isFirst = head.headSeq === 0;
      head.headSeq = Math.max(head.headSeq, headSeq);
      ledger.advance(head.headSeq);
      // Before it knows a head, it would take everything for new.
      if (isFirst) dispatcher.open();
      dispatcher.advance();
    },
    ...alertHandlers(desk),
    "export-start": (order: ExportOrder) => exports.start(order),
    "export-list": () => exports.list(),
    "export-get": (id: string) => exports.get(id),
    "export-cancel": (id: string) => exports.cancel(id),
    "export-resume": (id: string) => exports.resume(id),
    "export-remove": (id: string) => exports.remove(id),
    "export-manifest": (id: string) => exports.manifest(id),
    // Looking for a record that was removed closes the files of all that were.
    forgetRemoved: () => void ledger.segmentOf(1),
    close: async () => {
      await Promise.all([dispatcher.close(), exports.close()]);
      store.close();
      await open.close();
      setImmediate(() => port.close());
    },
  };
  serveCalls(port, handlers);
  notify(port, "jobs-ready", null);
} catch (error) {
  notify(port, "failed", toFailure(error));
  port.close();
}
