import { TracewellError } from "#domain/errors.ts";
import type { QueryEngine } from "#query/query-engine.ts";
import type { ThreadClient } from "./thread-rpc.ts";

/** Questions waiting per reader thread; beyond it callers are told to come back. */
const PENDING_CALLS_MAX = 256;

/** A `QueryEngine` that hands each question to the reader thread with the fewest waiting. */
export function createReaderPool(readers: readonly ThreadClient[]): QueryEngine {
  const ask =
    (method: keyof QueryEngine) =>
    <Result>(request: unknown): Promise<Result> => {
      const least = readers.reduce((left, right) =>
        right.pendingCalls < left.pendingCalls ? right : left,
      );
      if (least.pendingCalls >= PENDING_CALLS_MAX) {
        return Promise.reject(
          new TracewellError(
            "overloaded",
            "Too many questions are waiting; ask again in a second.",
          ),
        );
      }
      return least.call<Result>(method, request);
    };
  return {
    events: ask("events"),
    event: ask("event"),
    context: ask("context"),
    resolve: ask("resolve"),
    object: ask("object"),
    compare: ask("compare"),
    histogram: ask("histogram"),
    facets: ask("facets"),
    tail: ask("tail"),
    objects: ask("objects"),
    objectCounts: ask("objectCounts"),
    orderNumbers: ask("orderNumbers"),
    numberStores: ask("numberStores"),
    cardBalance: ask("cardBalance"),
    cardReconciliation: ask("cardReconciliation"),
    cardLiability: ask("cardLiability"),
    durations: ask("durations"),
    processMap: ask("processMap"),
    stepObjects: ask("stepObjects"),
    uncertainOrders: ask("uncertainOrders"),
    pastReplays: ask("pastReplays"),
    replaysOf: ask("replaysOf"),
  };
}
