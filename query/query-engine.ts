import type { CoverageFacts } from "./answers/coverage.ts";
import type { EventAnswer } from "./answers/event-answer.ts";
import type { DescribedEvent } from "./answers/event-detail.ts";
import type {
  ContextAnswer,
  EventList,
  FacetsAnswer,
  HistogramAnswer,
  ResolveAnswer,
  TransactionAnswer,
} from "./answers/query-answers.ts";

/** Time one request may spend scanning documents before it answers with `partial`. */
export const SCAN_BUDGET_MS = 2_000;

/** Every request carries what the service knows about completeness; positions are fixed from it. */
export interface QueryRequest {
  readonly facts: CoverageFacts;
  /** Now, epoch milliseconds: resolves `now-1h`. */
  readonly nowMs: number;
}

export interface EventsRequest extends QueryRequest {
  readonly q?: string;
  readonly from?: string;
  readonly to?: string;
  readonly order: "newest" | "oldest";
  readonly limit: number;
  readonly cursor?: string;
}

export interface HistogramQuery extends QueryRequest {
  readonly q?: string;
  readonly from?: string;
  readonly to?: string;
  /** Width, for instance `1h`; chosen from the range when absent. */
  readonly bucket?: string;
}

export interface FacetsQuery extends QueryRequest {
  readonly q?: string;
  readonly from?: string;
  readonly to?: string;
  readonly fields: readonly string[];
  readonly limit: number;
}

export interface TransactionRequest extends QueryRequest {
  readonly id: string;
  readonly limit: number;
  readonly cursor?: string;
  readonly knownAt?: string;
  readonly asOf?: string;
}

/** A slice of the live stream: records of one ledger after `afterSeq` that match any of the queries. */
export interface TailRequest {
  readonly ledger: string;
  readonly afterSeq: number;
  readonly headSeq: number;
  readonly queries: readonly string[];
  readonly nowMs: number;
  readonly recordsMax: number;
}

export interface TailSlice {
  readonly items: readonly { readonly event: EventAnswer; readonly queries: readonly number[] }[];
  /** Everything up to here was looked at. */
  readonly throughSeq: number;
}

/**
 * Answers questions from the index and the ledger. Runs in reader threads; the service holds a proxy with
 * the same methods. Errors: `invalid-query` with `detail.position` and `detail.length` (characters),
 * `invalid-cursor`, `invalid-parameter`, `not-found`, `query-timeout`.
 */
export interface QueryEngine {
  events(request: EventsRequest): Promise<EventList>;
  event(request: QueryRequest & { reference: string }): Promise<DescribedEvent>;
  context(
    request: QueryRequest & { reference: string; before: number; after: number },
  ): Promise<ContextAnswer>;
  resolve(request: QueryRequest & { given: string }): Promise<ResolveAnswer>;
  transaction(request: TransactionRequest): Promise<TransactionAnswer>;
  histogram(request: HistogramQuery): Promise<HistogramAnswer>;
  facets(request: FacetsQuery): Promise<FacetsAnswer>;
  tail(request: TailRequest): Promise<TailSlice>;
}
