// A reader thread: one query engine over the index and the ledger. Slow questions never touch the main thread.
import { parentPort, workerData } from "node:worker_threads";
import { invariant } from "#domain/errors.ts";
import { queryEngineOver } from "#query/engine.ts";
import type { QueryEngine } from "#query/query-engine.ts";
import { openQuerySources } from "./open-query-sources.ts";
import { parseStorageOptions } from "./threads.ts";
import { toFailure } from "./thread-failure.ts";
import { notify, serveCalls, type Handlers } from "./thread-rpc.ts";

invariant(parentPort !== null, "a reader runs as a thread");
const port = parentPort;
const options = parseStorageOptions(workerData);

try {
  const open = await openQuerySources(options);
  const { sources, ledger } = open;
  const engine: QueryEngine = queryEngineOver(sources);
  const handlers: Handlers = {
    events: (request: Parameters<QueryEngine["events"]>[0]) => engine.events(request),
    event: (request: Parameters<QueryEngine["event"]>[0]) => engine.event(request),
    context: (request: Parameters<QueryEngine["context"]>[0]) => engine.context(request),
    resolve: (request: Parameters<QueryEngine["resolve"]>[0]) => engine.resolve(request),
    object: (request: Parameters<QueryEngine["object"]>[0]) => engine.object(request),
    compare: (request: Parameters<QueryEngine["compare"]>[0]) => engine.compare(request),
    histogram: (request: Parameters<QueryEngine["histogram"]>[0]) => engine.histogram(request),
    facets: (request: Parameters<QueryEngine["facets"]>[0]) => engine.facets(request),
    tail: (request: Parameters<QueryEngine["tail"]>[0]) => engine.tail(request),
    objects: (request: Parameters<QueryEngine["objects"]>[0]) => engine.objects(request),
    objectCounts: (request: Parameters<QueryEngine["objectCounts"]>[0]) =>
      engine.objectCounts(request),
    orderNumbers: (request: Parameters<QueryEngine["orderNumbers"]>[0]) =>
      engine.orderNumbers(request),
    numberStores: (request: Parameters<QueryEngine["numberStores"]>[0]) =>
      engine.numberStores(request),
    cardBalance: (request: Parameters<QueryEngine["cardBalance"]>[0]) =>
      engine.cardBalance(request),
    cardReconciliation: (request: Parameters<QueryEngine["cardReconciliation"]>[0]) =>
      engine.cardReconciliation(request),
    cardLiability: (request: Parameters<QueryEngine["cardLiability"]>[0]) =>
      engine.cardLiability(request),
    durations: (request: Parameters<QueryEngine["durations"]>[0]) => engine.durations(request),
    processMap: (request: Parameters<QueryEngine["processMap"]>[0]) => engine.processMap(request),
    stepObjects: (request: Parameters<QueryEngine["stepObjects"]>[0]) =>
      engine.stepObjects(request),
    uncertainOrders: (request: Parameters<QueryEngine["uncertainOrders"]>[0]) =>
      engine.uncertainOrders(request),
    pastReplays: (request: Parameters<QueryEngine["pastReplays"]>[0]) =>
      engine.pastReplays(request),
    replaysOf: (request: Parameters<QueryEngine["replaysOf"]>[0]) => engine.replaysOf(request),
    // Looking for a record that was removed closes the files of all that were.
    forgetRemoved: () => void ledger.segmentOf(1),
    close: async () => {
      await open.close();
      setImmediate(() => port.close());
    },
  };
  serveCalls(port, handlers);
  notify(port, "reader-ready", null);
} catch (error) {
  notify(port, "failed", toFailure(error));
  port.close();
}
