import { eventTimeMs } from "#domain/events/event-time.ts";
import type { RecordedEvent } from "#domain/events/event.ts";
import { undeterminedOrder } from "#domain/events/order.ts";
import { presentEvent } from "#domain/events/present-event.ts";
import { parseTimeParameter } from "#domain/identifiers/time-parameter.ts";
import type { IndexPosition } from "#storage/index/event-index.ts";
import type { TimelineEntry, TransactionAnswer } from "../answers/query-answers.ts";
import { coverageOf, currentPositions, isBehind, pinnedPositions } from "../coverage.ts";
import { type Cursor, filtersHash, readCursor, writeCursor } from "../cursor.ts";
import type { TransactionRequest } from "../query-engine.ts";
import { advanceLedgers, type QuerySources } from "../query-sources.ts";
import { readRecords } from "../reading/read-records.ts";
import type { OpenSearch } from "../search/open-search.ts";
import { findTransaction } from "./find-transaction.ts";
import { positionsKnownAt } from "./known-at.ts";
import { surveyTimeline, type TimelineSurvey } from "./survey-timeline.ts";
import { findUnattributedNearby } from "./unattributed-nearby.ts";

/** Records of one millisecond that are compared across a page's edge. */
const SAME_MILLISECOND_MAX = 1_000;

interface TimelinePage {
  readonly records: readonly RecordedEvent[];
  readonly next: IndexPosition | null;
}

function placeOf(record: RecordedEvent | undefined): IndexPosition | null {
  if (record === undefined) return null;
  const { ledger, seq, event } = record;
  return { timeMs: eventTimeMs(event.time), ledger, seq };
}

/** The first page was read by the survey already, but for the longest timelines. */
async function readPage(
  sources: QuerySources,
  search: OpenSearch,
  survey: TimelineSurvey,
  request: { readonly limit: number; readonly after?: IndexPosition },
): Promise<TimelinePage> {
  const { limit, after } = request;
  const { sightings, isWhole } = survey;
  if (after === undefined && (isWhole || sightings.length > limit)) {
    const records = sightings.slice(0, limit).map(({ record }) => record);
    return { records, next: sightings.length > limit ? placeOf(records.at(-1)) : null };
  }
  const hits = await sources.index.search({
    ...search.range,
    ...request,
    expression: search.expression,
    order: "oldest",
    limit: limit + 1,
  });
  return {
    records: readRecords(sources.ledgers, hits.slice(0, limit)).records.map(({ record }) => record),
    next: hits.length > limit ? (hits[limit - 1] ?? null) : null,
  };
}

/** References of records whose order is not proven, those across the page's edges considered. */
async function undeterminedReferences(
  sources: QuerySources,
  search: OpenSearch,
  records: readonly RecordedEvent[],
  isWhole: boolean,
): Promise<Set<string>> {
  const groups = [records];
  const edges = isWhole ? [] : [records[0], records.at(-1)].filter((edge) => edge !== undefined);
  for (const { event } of edges) {
    const timeMs = eventTimeMs(event.time);
    const hits = await sources.index.search({
      ...search.range,
      fromMs: timeMs,
      toMs: timeMs + 1,
      expression: search.expression,
      order: "oldest",
      limit: SAME_MILLISECOND_MAX,
    });
    groups.push(readRecords(sources.ledgers, hits).records.map(({ record }) => record));
  }
  const found = new Set<string>();
  for (const group of groups) {
    const entries = group.map(({ event, source }) => ({ time: event.time, source }));
    for (const [index, undetermined] of undeterminedOrder(entries).entries()) {
      const record = group[index];
      if (undetermined && record !== undefined) found.add(`${record.ledger}:${record.seq}`);
    }
  }
  return found;
}

function timelineOf(
  records: readonly RecordedEvent[],
  undetermined: ReadonlySet<string>,
  previousMs: number | null,
): TimelineEntry[] {
  let beforeMs = previousMs;
  return records.map((record) => {
    const timeMs = eventTimeMs(record.event.time);
    const waitMs = beforeMs === null ? null : timeMs - beforeMs;
    beforeMs = timeMs;
    const answer = presentEvent(record);
    return { ...answer, waitMs, undeterminedOrder: undetermined.has(answer.reference) };
  });
}

/**
 * The timeline of a transaction, one page, with what is said of the whole of it. `asOf` ends it after that
 * very millisecond; `knownAt` leaves out what was recorded later. Records without an ID stand beside it,
 * never in it. Throws `not-found`, `invalid-cursor`, `invalid-parameter`.
 */
export async function readTransaction(
  sources: QuerySources,
  request: TransactionRequest,
): Promise<TransactionAnswer> {
  const { facts, limit, asOf, knownAt } = request;
  advanceLedgers(sources.ledgers, facts);
  const order = "oldest";
  const filters = filtersHash(["transaction", request.id.trim(), asOf, knownAt]);
  const cursor: Cursor | null =
    request.cursor === undefined ? null : readCursor(request.cursor, { filters, order });
  const nowMs = cursor?.nowMs ?? request.nowMs;
  const asOfMs = asOf === undefined ? null : parseTimeParameter(asOf, nowMs);
  const knownAtMs = knownAt === undefined ? null : parseTimeParameter(knownAt, nowMs);
  const watermarks = await sources.index.watermarks();
  const positions =
    cursor === null
      ? currentPositions(facts, watermarks)
      : pinnedPositions(cursor.throughSeq, watermarks);
  const token = await findTransaction(sources, request.id, {
    positions,
    isBehind: isBehind(facts, positions),
  });
  const search: OpenSearch = {
    expression: { kind: "token", token },
    predicate: null,
    range: {
      throughSeq:
        knownAtMs === null ? positions : positionsKnownAt(sources.ledgers, positions, knownAtMs),
      ...(asOfMs === null ? {} : { toMs: asOfMs + 1 }),
    },
  };
  const survey = await surveyTimeline(sources, search, token);
  const page = await readPage(sources, search, survey, {
    limit,
    ...(cursor === null ? {} : { after: cursor.after }),
  });
  const isWhole = cursor === null && page.next === null;
  const undetermined = await undeterminedReferences(sources, search, page.records, isWhole);
  const neighbors = await findUnattributedNearby(sources, survey.sightings, search.range);
  const written = page.records[0]?.event.transactionId ?? request.id.trim();
  return {
    object: { type: "transaction", id: written },
    timeline: timelineOf(page.records, undetermined, cursor?.after.timeMs ?? null),
    nextCursor:
      page.next === null
        ? null
        : writeCursor({ filters, order, throughSeq: positions, nowMs, after: page.next }),
    summary: survey.summary,
    related: survey.related,
    unattributedNearby: neighbors.unattributedNearby,
    coverage: coverageOf(facts, positions, {
      reasons: [...survey.reasons, ...neighbors.reasons],
      behind: cursor === null ? "not indexed" : "later",
    }),
  };
}
