// A reader thread: one query engine over the index and the ledger. Slow questions never touch the main thread.
import { parentPort, workerData } from "node:worker_threads";
import { invariant } from "#domain/errors.ts";
import { createTokenHasher } from "#ingest/protection/token-hasher.ts";
import { createQueryEngine } from "#query/engine.ts";
import type { QueryEngine } from "#query/query-engine.ts";
import { searchHash } from "#storage/keys/protect-value.ts";
import { openIndexReader } from "./open-index.ts";
import { openReadStorage } from "./open-read-storage.ts";
import { MAIN_LEDGER, parseStorageOptions } from "./threads.ts";
import { toFailure } from "./thread-failure.ts";
import { notify, serveCalls, type Handlers } from "./thread-rpc.ts";

invariant(parentPort !== null, "a reader runs as a thread");
const port = parentPort;
const options = parseStorageOptions(workerData);

try {
  const { keys, ledger } = openReadStorage(options);
  const index = await openIndexReader(options);
  const hasher = createTokenHasher(keys);
  const engine: QueryEngine = createQueryEngine({
    index,
    ledgers: new Map([[MAIN_LEDGER, ledger]]),
    searchHash: (path, clear) => searchHash(keys, path, clear),
    hashProtected: (record, path, value) => hasher(record)(path, value),
  });
  const handlers: Handlers = {
    events: (request: Parameters<QueryEngine["events"]>[0]) => engine.events(request),
    event: (request: Parameters<QueryEngine["event"]>[0]) => engine.event(request),
    context: (request: Parameters<QueryEngine["context"]>[0]) => engine.context(request),
    resolve: (request: Parameters<QueryEngine["resolve"]>[0]) => engine.resolve(request),
    transaction: (request: Parameters<QueryEngine["transaction"]>[0]) =>
      engine.transaction(request),
    histogram: (request: Parameters<QueryEngine["histogram"]>[0]) => engine.histogram(request),
    facets: (request: Parameters<QueryEngine["facets"]>[0]) => engine.facets(request),
    tail: (request: Parameters<QueryEngine["tail"]>[0]) => engine.tail(request),
    // Looking for a record that was removed closes the files of all that were.
    forgetRemoved: () => void ledger.segmentOf(1),
    close: async () => {
      await index.close();
      ledger.close();
      keys.close();
      setImmediate(() => port.close());
    },
  };
  serveCalls(port, handlers);
  notify(port, "reader-ready", null);
} catch (error) {
  notify(port, "failed", toFailure(error));
  port.close();
}
