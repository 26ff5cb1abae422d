import { eventTimeMs } from "#domain/events/event-time.ts";
import type { RecordedEvent } from "#domain/events/event.ts";
import { undeterminedOrder } from "#domain/events/order.ts";
import { presentEvent } from "#domain/events/present-event.ts";
import { keyText } from "#domain/lifecycles/object-key.ts";
import type { IndexPosition } from "#storage/index/event-index.ts";
import type { TimelineEntry } from "../answers/object-answers.ts";
import type { TimelineSurvey } from "./survey-timeline.ts";
import type { TimelineScope, TimelineSources } from "./timeline-scope.ts";

/** Records of one millisecond that are compared across a page's edge. */
const SAME_MILLISECOND_MAX = 1_000;

export interface TimelinePage {
  readonly timeline: TimelineEntry[];
  /** Where the next page goes on; null at the end. */
  readonly next: IndexPosition | null;
}

interface RecordsPage {
  readonly records: readonly RecordedEvent[];
  readonly next: IndexPosition | null;
}

function placeOf(record: RecordedEvent | undefined): IndexPosition | null {
  if (record === undefined) return null;
  const { ledger, seq, event } = record;
  return { timeMs: eventTimeMs(event.time), ledger, seq };
}

/** The first page was read by the survey already, but for the longest timelines. */
async function readRecordsPage(
  { sources, events, scope, range }: TimelineSources,
  survey: TimelineSurvey,
  request: { readonly limit: number; readonly after?: IndexPosition },
): Promise<RecordsPage> {
  const { limit, after } = request;
  const { sightings, isWhole } = survey;
  if (after === undefined && (isWhole || sightings.length > limit)) {
    const records = sightings.slice(0, limit).map(({ record }) => record);
    return { records, next: sightings.length > limit ? placeOf(records.at(-1)) : null };
  }
  const hits = await sources.index.search({
    ...range,
    ...request,
    expression: scope.expression,
    order: "oldest",
    limit: limit + 1,
  });
  return {
    records: events.read(hits.slice(0, limit)).records.map(({ record }) => record),
    next: hits.length > limit ? (hits[limit - 1] ?? null) : null,
  };
}

/** References of records whose order is not proven, those across the page's edges considered. */
async function undeterminedReferences(
  { sources, events, scope, range }: TimelineSources,
  records: readonly RecordedEvent[],
  isWhole: boolean,
): Promise<Set<string>> {
  const groups = [records];
  const edges = isWhole ? [] : [records[0], records.at(-1)].filter((edge) => edge !== undefined);
  for (const { event } of edges) {
    const timeMs = eventTimeMs(event.time);
    const hits = await sources.index.search({
      ...range,
      fromMs: timeMs,
      toMs: timeMs + 1,
      expression: scope.expression,
      order: "oldest",
      limit: SAME_MILLISECOND_MAX,
    });
    groups.push(events.read(hits).records.map(({ record }) => record));
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

/** The linked object by which a record belongs to the story that does not name the object itself. */
function throughObject({ event }: RecordedEvent, scope: TimelineScope): TimelineEntry["through"] {
  if (scope.told.size === 0) return undefined;
  const objects = event.objects ?? [];
  if (objects.some(({ type, id }) => scope.isItself(type, id))) return undefined;
  for (const object of objects) {
    const told = scope.told.get(keyText(object));
    if (told !== undefined) return told;
  }
  return undefined;
}

function timelineOf(
  records: readonly RecordedEvent[],
  scope: TimelineScope,
  undetermined: ReadonlySet<string>,
  previousMs: number | null,
): TimelineEntry[] {
  let beforeMs = previousMs;
  return records.map((record) => {
    const timeMs = eventTimeMs(record.event.time);
    const waitMs = beforeMs === null ? null : timeMs - beforeMs;
    beforeMs = timeMs;
    const answer = presentEvent(record);
    const through = throughObject(record, scope);
    return {
      ...answer,
      waitMs,
      undeterminedOrder: undetermined.has(answer.reference),
      ...(through !== undefined && { through }),
    };
  });
}

/** One page of a timeline in the total order, with the waits between its records; `after` begins a later one. */
export async function readTimelinePage(
  from: TimelineSources,
  survey: TimelineSurvey,
  request: { readonly limit: number; readonly after?: IndexPosition },
): Promise<TimelinePage> {
  const { records, next } = await readRecordsPage(from, survey, request);
  const isWhole = request.after === undefined && next === null;
  const undetermined = await undeterminedReferences(from, records, isWhole);
  const timeline = timelineOf(records, from.scope, undetermined, request.after?.timeMs ?? null);
  return { timeline, next };
}
