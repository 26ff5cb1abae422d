import type {
  EventIndexReader,
  IndexExpression,
  IndexHit,
  IndexPosition,
  IndexRange,
  SortOrder,
} from "#storage/index/event-index.ts";
import type { RecordedEvent } from "#domain/events/event.ts";
import { DocumentView, type HashProtected } from "../search/document-view.ts";
import { type LedgerReaders, readRecords } from "./read-records.ts";
import type { TimeBox } from "./time-box.ts";

/** Records read between two looks at the clock: about 10 ms of work. */
export const SLICE_RECORDS_MAX = 512;

/** First slice: the first page of a query that matches most candidates needs no more. */
export const FIRST_SLICE_RECORDS = 64;

export interface ScanRequest {
  readonly expression: IndexExpression;
  readonly predicate: (view: DocumentView) => boolean;
  readonly range: IndexRange;
  readonly order: SortOrder;
  readonly after?: IndexPosition;
}

export interface ScanState {
  /** Candidates looked at. */
  readonly looked: number;
  /** The last candidate looked at; a later scan goes on after it. */
  readonly last: IndexPosition | undefined;
  readonly missing: number;
  /** Why it ended: no more candidates, the visitor had enough, or the time was up. */
  readonly ended: "all" | "enough" | "budget";
}

export interface ScanSources {
  readonly index: EventIndexReader;
  readonly ledgers: LedgerReaders;
  readonly hashProtected: HashProtected;
}

export interface ScanVisitor {
  /** Called for each match in order; false ends the scan at once. */
  readonly visit: (hit: IndexHit, record: RecordedEvent) => boolean;
  /** Asked between slices: true ends the scan. */
  readonly isSatisfied?: () => boolean;
}

/**
 * Reads the candidates of an expression in slices and visits those that pass the predicate, in order.
 * At least one slice is read however little time is left.
 */
export async function scanMatches(
  sources: ScanSources,
  request: ScanRequest,
  timeBox: TimeBox,
  visitor: ScanVisitor,
): Promise<ScanState> {
  const { expression, predicate, range, order } = request;
  let last = request.after;
  let looked = 0;
  let missing = 0;
  let limit = FIRST_SLICE_RECORDS;
  for (;;) {
    const hits = await sources.index.search({
      ...range,
      expression,
      order,
      limit,
      ...(last === undefined ? {} : { after: last }),
    });
    const read = readRecords(sources.ledgers, hits);
    missing += read.missing;
    for (const { place, record } of read.records) {
      looked += 1;
      last = place;
      const isMatch = predicate(new DocumentView(record, sources.hashProtected));
      if (isMatch && !visitor.visit(place, record))
        return { looked, last, missing, ended: "enough" };
    }
    last = hits.at(-1) ?? last;
    if (hits.length < limit) return { looked, last, missing, ended: "all" };
    if (visitor.isSatisfied?.() === true) return { looked, last, missing, ended: "enough" };
    if (timeBox.isSpent) return { looked, last, missing, ended: "budget" };
    limit = SLICE_RECORDS_MAX;
    await timeBox.betweenSlices();
  }
}
