import { eventTimeMs } from "#domain/events/event-time.ts";
import type { RecordedEvent } from "#domain/events/event.ts";
import { foldKey } from "#domain/tokens/words.ts";
import type { TransactionAnswer } from "../answers/query-answers.ts";
import { counted, missingReason, withCommas } from "../coverage.ts";
import type { QuerySources } from "../query-sources.ts";
import { scanMatches } from "../reading/scan-matches.ts";
import { TimeBox } from "../reading/time-box.ts";
import type { OpenSearch } from "../search/open-search.ts";

/** Records read for what is said of a whole timeline; a sale leaves some tens, a task that runs for years thousands. */
export const SURVEY_RECORDS_MAX = 10_000;

/** Objects listed beside a timeline. */
const RELATED_MAX = 200;

/** When a source spoke in this transaction. */
export interface Sighting {
  readonly record: RecordedEvent;
  readonly timeMs: number;
}

/** What is said of a whole timeline, whichever page is shown. */
export interface TimelineSurvey {
  readonly summary: TransactionAnswer["summary"];
  readonly related: TransactionAnswer["related"];
  /** In the total order; at most `SURVEY_RECORDS_MAX`. */
  readonly sightings: readonly Sighting[];
  /** True when every record was read. */
  readonly isWhole: boolean;
  readonly reasons: readonly string[];
}

function isItself(type: string, id: string, token: string): boolean {
  return type === "transaction" && `t:${foldKey(id)}` === token;
}

function relatedObjects(
  sightings: readonly Sighting[],
  token: string,
): TransactionAnswer["related"] {
  const found = new Map<
    string,
    { type: string; id: string; roles: Set<string>; references: Set<number> }
  >();
  for (const [index, { record }] of sightings.entries()) {
    for (const { type, id, role } of record.event.objects ?? []) {
      if (isItself(type, id, token)) continue;
      const key = JSON.stringify([type, id]);
      const known = found.get(key) ?? { type, id, roles: new Set(), references: new Set() };
      found.set(key, known);
      if (role !== undefined) known.roles.add(role);
      known.references.add(index);
    }
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
export async function surveyTimeline(
  sources: QuerySources,
  search: OpenSearch,
  token: string,
): Promise<TimelineSurvey> {
  const { expression, range } = search;
  const sightings: Sighting[] = [];
  const timeBox = new TimeBox(sources.stopwatch, sources.scanBudgetMs);
  const everything = { expression, range, predicate: () => true, order: "oldest" } as const;
  const state = await scanMatches(sources, everything, timeBox, {
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
  const related = relatedObjects(sightings, token);
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
    isWhole,
    reasons,
  };
}
