import { presentEvent } from "#domain/events/present-event.ts";
import type { RecordedEvent } from "#domain/events/event.ts";
import type { IndexPosition } from "#storage/index/event-index.ts";
import type { EventList } from "../answers/query-answers.ts";
import {
  counted,
  coverageOf,
  currentPositions,
  missingReason,
  pinnedPositions,
} from "../coverage.ts";
import { type Cursor, filtersHash, readCursor, writeCursor } from "../cursor.ts";
import type { EventsRequest } from "../query-engine.ts";
import { advanceLedgers, type QuerySources } from "../query-sources.ts";
import { readRecords } from "../reading/read-records.ts";
import { scanMatches, type ScanState } from "../reading/scan-matches.ts";
import { TimeBox } from "../reading/time-box.ts";
import { type OpenSearch, openSearch, parseFilters } from "../search/open-search.ts";

interface Page {
  readonly records: readonly RecordedEvent[];
  /** Where the next page goes on; null at the end. */
  readonly next: IndexPosition | null;
  readonly reasons: readonly string[];
}

interface PageRequest {
  readonly order: EventsRequest["order"];
  readonly limit: number;
  readonly after?: IndexPosition;
}

async function readPage(
  sources: QuerySources,
  search: OpenSearch,
  request: PageRequest,
): Promise<Page> {
  const { limit } = request;
  const { expression, range } = search;
  const hits = await sources.index.search({ ...request, ...range, expression, limit: limit + 1 });
  const { records, missing } = readRecords(sources.ledgers, hits.slice(0, limit));
  return {
    records: records.map(({ record }) => record),
    next: hits.length > limit ? (hits[limit - 1] ?? null) : null,
    reasons: missingReason(missing),
  };
}

function budgetReason(state: ScanState, order: EventsRequest["order"], budgetMs: number): string {
  const where =
    state.last === undefined
      ? ""
      : ` ${order === "newest" ? "back" : "up"} to ${new Date(state.last.timeMs).toISOString()}`;
  return (
    `The scan stopped after ${budgetMs / 1_000} s and ${counted(state.looked, "record")}${where}; ` +
    "nextCursor goes on from there."
  );
}

async function scanPage(
  sources: QuerySources,
  search: OpenSearch & { readonly predicate: NonNullable<OpenSearch["predicate"]> },
  request: PageRequest,
): Promise<Page> {
  const { limit, order } = request;
  const found: { place: IndexPosition; record: RecordedEvent }[] = [];
  const timeBox = new TimeBox(sources.stopwatch, sources.scanBudgetMs);
  const state = await scanMatches(sources, { ...search, ...request }, timeBox, {
    visit: (place, record) => {
      found.push({ place, record });
      return found.length <= limit;
    },
    isSatisfied: () => found.length >= limit,
  });
  const last = found.length > limit ? found[limit - 1]?.place : state.last;
  const isCut = state.ended === "budget";
  return {
    records: found.slice(0, limit).map(({ record }) => record),
    next: state.ended === "all" ? null : (last ?? null),
    reasons: [
      ...missingReason(state.missing),
      ...(isCut ? [budgetReason(state, order, sources.scanBudgetMs)] : []),
    ],
  };
}

/**
 * Matching records in the total order, one page. The first page fixes the positions; the cursor carries
 * them on. With a predicate, records are scanned until the page is full or the budget ends.
 */
export async function listEvents(
  sources: QuerySources,
  request: EventsRequest,
): Promise<EventList> {
  const { facts, order, limit } = request;
  advanceLedgers(sources.ledgers, facts);
  const { tree, canonical } = parseFilters(request);
  const filters = filtersHash(["events", canonical, request.from, request.to]);
  const cursor: Cursor | null =
    request.cursor === undefined ? null : readCursor(request.cursor, { filters, order });
  const watermarks = await sources.index.watermarks();
  const positions =
    cursor === null
      ? currentPositions(facts, watermarks)
      : pinnedPositions(cursor.throughSeq, watermarks);
  const nowMs = cursor?.nowMs ?? request.nowMs;
  const search = await openSearch(sources, tree, request, { nowMs, positions });
  const { predicate } = search;
  const pageRequest = { order, limit, ...(cursor === null ? {} : { after: cursor.after }) };
  const page =
    predicate === null
      ? await readPage(sources, search, pageRequest)
      : await scanPage(sources, { ...search, predicate }, pageRequest);
  return {
    items: page.records.map(presentEvent),
    nextCursor:
      page.next === null
        ? null
        : writeCursor({ filters, order, throughSeq: positions, nowMs, after: page.next }),
    coverage: coverageOf(facts, positions, {
      reasons: page.reasons,
      behind: cursor === null ? "not indexed" : "later",
    }),
  };
}
