import { performance } from "node:perf_hooks";
import { DEFAULT_DEADLINES, type Deadlines } from "#domain/lifecycles/deadlines.ts";
import type { EventIndexReader } from "#storage/index/event-index.ts";
import type { LifecycleReader } from "#storage/lifecycles/lifecycle-store.ts";
import { readBalance } from "./gift-cards/read-balance.ts";
import { cardLiability, reconcileCards } from "./gift-cards/reconcile-cards.ts";
import { listEvents } from "./lists/list-events.ts";
import { readContext, readEvent } from "./lists/read-event.ts";
import { listNumbers, listNumberStores } from "./numbers/list-numbers.ts";
import type { MentionedInQuarantine } from "./numbers/quarantine-mentions.ts";
import { compareObjects } from "./objects/compare-objects.ts";
import { readObject } from "./objects/read-object.ts";
import { type QueryEngine, SCAN_BUDGET_MS } from "./query-engine.ts";
import { drawProcessMap } from "./process/draw-process-map.ts";
import { listStepObjects } from "./process/list-step-objects.ts";
import { measureDurations } from "./process/measure-durations.ts";
import type { QuerySources } from "./query-sources.ts";
import type { LedgerReaders } from "./reading/read-records.ts";
import { listPastReplays, listUncertainOrders, readReplaysOf } from "./replays/list-replays.ts";
import type { Stopwatch } from "./reading/time-box.ts";
import { resolveIdentifier } from "./rescue/resolve-identifier.ts";
import type { HashProtected } from "./search/document-view.ts";
import { countFacets } from "./statistics/count-facets.ts";
import { countHistogram } from "./statistics/count-histogram.ts";
import { TailReader } from "./tail/tail-slice.ts";
import { countObjects, listObjects } from "./worklists/list-objects.ts";

export interface QueryEngineOptions {
  readonly index: EventIndexReader;
  /** By name. The engine advances them to the heads each request states. */
  readonly ledgers: LedgerReaders;
  /** Without it, worklists, numbers, reports and statistics answer `index-unavailable`. */
  readonly lifecycles?: LifecycleReader;
  /** Without it, numbers that are mentioned in quarantine are not recognized; coverage says so. */
  readonly mentionedInQuarantine?: MentionedInQuarantine;
  /** Keyed hash of a clear value, as the index has it of the protected one. */
  readonly searchHash: (path: string, clear: string) => string;
  /**
   * Keyed hash of a protected value in a record. Without it, queries that must look at records (the live
   * stream, ranges, phrases) do not see protected values by their exact value.
   */
  readonly hashProtected?: HashProtected;
  /** By which lives are judged; the standard ones by default. */
  readonly deadlines?: Deadlines;
  /** Monotonic milliseconds; the process's clock by default. */
  readonly stopwatch?: Stopwatch;
  readonly scanBudgetMs?: number;
}

/** What answers are made from, with what stands for everything that was not given. */
export function querySources(options: QueryEngineOptions): QuerySources {
  return {
    index: options.index,
    ledgers: options.ledgers,
    lifecycles: options.lifecycles ?? null,
    mentionedInQuarantine: options.mentionedInQuarantine ?? null,
    searchHash: options.searchHash,
    hashProtected: options.hashProtected ?? (() => null),
    deadlines: options.deadlines ?? DEFAULT_DEADLINES,
    stopwatch: options.stopwatch ?? (() => performance.now()),
    scanBudgetMs: options.scanBudgetMs ?? SCAN_BUDGET_MS,
  };
}

/** The query engine over one index and its ledgers; see the port. */
export function createQueryEngine(options: QueryEngineOptions): QueryEngine {
  return queryEngineOver(querySources(options));
}

/** The same over sources that others use too. */
export function queryEngineOver(sources: QuerySources): QueryEngine {
  const tail = new TailReader(sources);
  return {
    events: (request) => listEvents(sources, request),
    event: async (request) => readEvent(sources, request),
    context: async (request) => readContext(sources, request),
    resolve: (request) => resolveIdentifier(sources, request),
    object: (request) => readObject(sources, request),
    compare: (request) => compareObjects(sources, request),
    histogram: (request) => countHistogram(sources, request),
    facets: (request) => countFacets(sources, request),
    tail: (request) => tail.slice(request),
    objects: (request) => listObjects(sources, request),
    objectCounts: (request) => countObjects(sources, request),
    orderNumbers: (request) => listNumbers(sources, request),
    numberStores: (request) => listNumberStores(sources, request),
    cardBalance: (request) => readBalance(sources, request),
    cardReconciliation: (request) => reconcileCards(sources, request),
    cardLiability: (request) => cardLiability(sources, request),
    durations: (request) => measureDurations(sources, request),
    processMap: (request) => drawProcessMap(sources, request),
    stepObjects: (request) => listStepObjects(sources, request),
    uncertainOrders: (request) => listUncertainOrders(sources, request),
    pastReplays: (request) => listPastReplays(sources, request),
    replaysOf: (request) => readReplaysOf(sources, request),
  };
}
