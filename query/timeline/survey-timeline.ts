import { eventTimeMs } from "#domain/events/event-time.ts";
import type { RecordedEvent } from "#domain/events/event.ts";
import { keyText } from "#domain/lifecycles/object-key.ts";
import type { ObjectAnswer, RelatedObject } from "../answers/object-answers.ts";
import { counted, missingReason, withCommas } from "../coverage.ts";
import { scanMatches } from "../reading/scan-matches.ts";
import { TimeBox } from "../reading/time-box.ts";
import type { TimelineScope, TimelineSources } from "./timeline-scope.ts";

/** Records read for what is said of a whole timeline; a sale leaves some tens, a task that runs for years thousands. */
export const SURVEY_RECORDS_MAX = 10_000;

/** Objects listed beside a timeline. */
export const RELATED_MAX = 200;

/** When a source spoke in this story. */
export interface Sighting {
  readonly record: RecordedEvent;
  readonly timeMs: number;
}

/** What is said of a whole timeline, whichever page is shown. */
export interface TimelineSurvey {
  readonly summary: ObjectAnswer["summary"];
  readonly related: readonly RelatedObject[];
  /** In the total order; at most `SURVEY_RECORDS_MAX`. */
  readonly sightings: readonly Sighting[];
  /** Records that the ledger no longer holds. */
  readonly missing: number;
  /** True when every record was read. */
  readonly isWhole: boolean;
  readonly reasons: readonly string[];
}

/** Each object that the records touch once, but the object itself; also the transactions they belong to. */
function relatedObjects(sightings: readonly Sighting[], scope: TimelineScope): RelatedObject[] {
  const found = new Map<
    string,
    { type: string; id: string; roles: Set<string>; references: Set<number> }
  >();
  const note = (index: number, type: string, id: string, role?: string): void => {
    if (scope.isItself(type, id)) return;
    const key = keyText({ type, id });
    const known = found.get(key) ?? { type, id, roles: new Set(), references: new Set() };
    found.set(key, known);
    if (role !== undefined) known.roles.add(role);
    known.references.add(index);
  };
  for (const [index, { record }] of sightings.entries()) {
    const { transactionId, objects = [] } = record.event;
    if (transactionId !== undefined) note(index, "transaction", transactionId);
    for (const { type, id, role } of objects) note(index, type, id, role);
  }
  return [...found.values()].map(({ type, id, roles, references }) => ({
    type,
    id,
    roles: [...roles],
    records: references.size,
  }));
}

function longestWait(sightings: readonly Sighting[]): number | null {
  let longest: number | null = null;
  for (const [index, { timeMs }] of sightings.entries()) {
    const before = sightings[index - 1];
    if (before !== undefined) longest = Math.max(longest ?? 0, timeMs - before.timeMs);
  }
  return longest;
}

/** Reads the timeline from its beginning, within bounds, and sums it up. */
export async function surveyTimeline(from: TimelineSources): Promise<TimelineSurvey> {
  const { sources, events, scope, range } = from;
  const { expression } = scope;
  const sightings: Sighting[] = [];
  const timeBox = new TimeBox(sources.stopwatch, sources.scanBudgetMs);
  const everything = { expression, range, predicate: () => true, order: "oldest" } as const;
  const state = await scanMatches({ ...sources, read: events.read }, everything, timeBox, {
    visit: (_hit, record) => {
      sightings.push({ record, timeMs: eventTimeMs(record.event.time) });
      return sightings.length < SURVEY_RECORDS_MAX;
    },
  });
  const isWhole = state.ended === "all";
  const records = isWhole ? sightings.length : await sources.index.count({ ...range, expression });
  const [last] = isWhole
    ? [sightings.at(-1)]
    : await sources.index.search({ ...range, expression, order: "newest", limit: 1 });
  const firstMs = sightings[0]?.timeMs ?? null;
  const lastMs = last?.timeMs ?? null;
  const related = relatedObjects(sightings, scope);
  const reasons = missingReason(state.missing);
  if (records > sightings.length) {
    reasons.push(
      `Related objects, neighbors and the longest wait come from the first ${counted(sightings.length, "record")} of ${withCommas(records)}.`,
    );
  }
  if (related.length > RELATED_MAX) {
    reasons.push(
      `Of ${counted(related.length, "related object")} the first ${RELATED_MAX} are listed.`,
    );
  }
  return {
    summary: {
      records,
      from: firstMs === null ? null : new Date(firstMs).toISOString(),
      to: lastMs === null ? null : new Date(lastMs).toISOString(),
      durationMs: firstMs === null || lastMs === null ? null : lastMs - firstMs,
      longestWaitMs: longestWait(sightings),
    },
    related: related.slice(0, RELATED_MAX),
    sightings,
    missing: state.missing,
    isWhole,
    reasons,
  };
}
