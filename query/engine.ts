import { performance } from "node:perf_hooks";
import { DEFAULT_DEADLINES, type Deadlines } from "#domain/lifecycles/deadlines.ts";
import type { EventIndexReader } from "#storage/index/event-index.ts";
import type { LifecycleReader } from "#storage/lifecycles/lifecycle-store.ts";
import { listEvents } from "./lists/list-events.ts";
import { readContext, readEvent } from "./lists/read-event.ts";
import type { MentionedInQuarantine } from "./numbers/quarantine-mentions.ts";
import { type QueryEngine, SCAN_BUDGET_MS } from "./query-engine.ts";
import type { QuerySources } from "./query-sources.ts";
import type { LedgerReaders } from "./reading/read-records.ts";
import type { Stopwatch } from "./reading/time-box.ts";
import { resolveIdentifier } from "./rescue/resolve-identifier.ts";
import type { HashProtected } from "./search/document-view.ts";
import { countFacets } from "./statistics/count-facets.ts";
import { countHistogram } from "./statistics/count-histogram.ts";
import { TailReader } from "./tail/tail-slice.ts";
import { readTransaction } from "./timeline/read-transaction.ts";

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

/** The query engine over one index and its ledgers; see the port. */
export function createQueryEngine(options: QueryEngineOptions): QueryEngine {
  const sources: QuerySources = {
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
  const tail = new TailReader(sources);
  return {
    events: (request) => listEvents(sources, request),
    event: async (request) => readEvent(sources, request),
    context: async (request) => readContext(sources, request),
    resolve: (request) => resolveIdentifier(sources, request),
    transaction: (request) => readTransaction(sources, request),
    histogram: (request) => countHistogram(sources, request),
    facets: (request) => countFacets(sources, request),
    tail: (request) => tail.slice(request),
  };
}
