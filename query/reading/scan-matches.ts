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
import { type LedgerReaders, readRecords, type ReadRecords } from "./read-records.ts";
import type { TimeBox } from "./time-box.ts";

/** Records read between two looks at the clock: about 10 ms of work. */
export const SLICE_RECORDS_MAX = 512;

/** First slice: the first page of a query that matches most candidates needs no more. */
export const FIRST_SLICE_RECORDS = 64;

/**
 * Places asked of the index at once when a scan goes on: some queries, such as one for an attribute with
 * thousands of values, cost the index the same however few places it gives. About 15 ms without such a cost.
 */
export const PLACES_MAX = 16_384;

/** How much more is asked for each time. */
const PLACES_GROWTH = 8;

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
  /** Reads the records of places, in their order; from the ledgers by default. */
  readonly read?: (places: readonly IndexHit[]) => ReadRecords<IndexHit>;
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
  const readPlaces = sources.read ?? ((wanted) => readRecords(sources.ledgers, wanted));
  let last = request.after;
  let looked = 0;
  let missing = 0;
  let placesMax = FIRST_SLICE_RECORDS;
  for (;;) {
    const places = await sources.index.search({
      ...range,
      expression,
      order,
      limit: placesMax,
      ...(last === undefined ? {} : { after: last }),
    });
    for (let from = 0; from < places.length; from += SLICE_RECORDS_MAX) {
      const slice = places.slice(from, from + SLICE_RECORDS_MAX);
      const read = readPlaces(slice);
      missing += read.missing;
      for (const { place, record } of read.records) {
        looked += 1;
        last = place;
        const isMatch = predicate(new DocumentView(record, sources.hashProtected));
        if (isMatch && !visitor.visit(place, record))
          return { looked, last, missing, ended: "enough" };
      }
      last = slice.at(-1) ?? last;
      const isLast = from + slice.length === places.length && places.length < placesMax;
      if (isLast) return { looked, last, missing, ended: "all" };
      if (visitor.isSatisfied?.() === true) return { looked, last, missing, ended: "enough" };
      if (timeBox.isSpent) return { looked, last, missing, ended: "budget" };
      await timeBox.betweenSlices();
    }
    if (places.length < placesMax) return { looked, last, missing, ended: "all" };
    placesMax = Math.min(placesMax * PLACES_GROWTH, PLACES_MAX);
  }
}
