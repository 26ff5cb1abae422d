import type { LifecycleType } from "#domain/lifecycles/object-key.ts";
import type { CompareAnswer } from "./answers/compare-answers.ts";
import type { OrderReplays, PastReplays, UncertainOrders } from "./answers/replay-answers.ts";
import type { ReplaysRequest } from "./replays/replays-request.ts";
import type { CoverageFacts } from "./answers/coverage.ts";
import type { EventAnswer } from "./answers/event-answer.ts";
import type {
  CardBalance,
  CardLiability,
  CardReconciliation,
} from "./answers/gift-card-answers.ts";
import type { NumberStores, OrderNumbers } from "./answers/number-answers.ts";
import type { CardBalanceRequest, CardReportRequest } from "./gift-cards/card-request.ts";
import type { OrderNumbersRequest } from "./numbers/number-request.ts";
import type { Durations, ProcessMap, StepObjects } from "./answers/process-answers.ts";
import type { ObjectCounts, Worklist } from "./answers/worklist-answers.ts";
import type {
  DurationsRequest,
  ProcessMapRequest,
  StepObjectsRequest,
} from "./process/process-request.ts";
import type { ObjectsRequest } from "./worklists/worklist-request.ts";
import type { DescribedEvent } from "./answers/event-detail.ts";
import type {
  ContextAnswer,
  EventList,
  FacetsAnswer,
  HistogramAnswer,
  ResolveAnswer,
} from "./answers/query-answers.ts";
import type { ObjectAnswer } from "./answers/object-answers.ts";

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

export interface ObjectRequest extends QueryRequest {
  readonly type: LifecycleType;
  /** Any ID of it; a gift card's code and a license's number too. */
  readonly id: string;
  readonly limit: number;
  readonly cursor?: string;
  readonly knownAt?: string;
  readonly asOf?: string;
  /** False leaves lifecycle, findings and narrative out; true by default. */
  readonly verdict?: boolean;
}

/** `left` and `right` as `<type>:<ID>`; `right` may be `normal`. */
export interface CompareRequest extends QueryRequest {
  readonly left: string;
  readonly right: string;
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
  object(request: ObjectRequest): Promise<ObjectAnswer>;
  compare(request: CompareRequest): Promise<CompareAnswer>;
  histogram(request: HistogramQuery): Promise<HistogramAnswer>;
  facets(request: FacetsQuery): Promise<FacetsAnswer>;
  tail(request: TailRequest): Promise<TailSlice>;
  objects(request: ObjectsRequest): Promise<Worklist>;
  objectCounts(request: QueryRequest): Promise<ObjectCounts>;
  orderNumbers(request: OrderNumbersRequest): Promise<OrderNumbers>;
  numberStores(request: QueryRequest): Promise<NumberStores>;
  cardBalance(request: CardBalanceRequest): Promise<CardBalance>;
  cardReconciliation(request: CardReportRequest): Promise<CardReconciliation>;
  cardLiability(request: CardReportRequest): Promise<CardLiability>;
  durations(request: DurationsRequest): Promise<Durations>;
  processMap(request: ProcessMapRequest): Promise<ProcessMap>;
  stepObjects(request: StepObjectsRequest): Promise<StepObjects>;
  /** Uncertain orders with what is to be replayed of each. */
  uncertainOrders(request: ReplaysRequest): Promise<UncertainOrders>;
  /** Past replays with what is to be thought of each. */
  pastReplays(request: ReplaysRequest): Promise<PastReplays>;
  /** Of one order, by foreign ID or number. */
  replaysOf(request: QueryRequest & { readonly foreignId: string }): Promise<OrderReplays>;
}
