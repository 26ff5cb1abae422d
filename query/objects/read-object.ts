import type { Case } from "#domain/lifecycles/case.ts";
import type { ObjectKey } from "#domain/lifecycles/object-key.ts";
import { narrate } from "#domain/narrative/narrate.ts";
import type { ObjectAnswer } from "../answers/object-answers.ts";
import { counted, coverageOf, isBehind, judgedByRest } from "../coverage.ts";
import { filtersHash, readCursor, writeCursor } from "../cursor.ts";
import type { ObjectRequest } from "../query-engine.ts";
import { advanceLedgers, type QuerySources } from "../query-sources.ts";
import { surveyTimeline, type TimelineSurvey } from "../timeline/survey-timeline.ts";
import { readTimelinePage } from "../timeline/timeline-page.ts";
import { timelineScope } from "../timeline/timeline-scope.ts";
import { findUnattributedNearby } from "../timeline/unattributed-nearby.ts";
import { findObject } from "./find-object.ts";
import { type Moment, momentOf } from "./moment.ts";
import { ObjectEvents } from "./object-events.ts";
import { judgeWithRelated, type Verdicts } from "./related-verdicts.ts";

/** Under its name as it was given where records write it so; else by all that an ID may be. */
async function locate(
  sources: QuerySources,
  { facts, type, id, verdict = true }: ObjectRequest,
  { positions }: Moment,
  events: ObjectEvents,
): Promise<{ readonly key: ObjectKey; readonly whole: Case | null }> {
  // The story of a transaction is what carries its ID, whatever is linked to it.
  const isGathered = verdict || type !== "transaction";
  const given: ObjectKey = { type, id: id.trim() };
  const direct = isGathered ? await events.caseOf(given) : null;
  if (direct !== null) return { key: direct.object, whole: direct };
  const sight = { positions, isBehind: isBehind(facts, positions) };
  const key = await findObject(sources, given, sight);
  return { key, whole: isGathered ? await events.caseOf(key) : null };
}

/** Records that carry a time after the moment of judgment stand in the timeline, and not in the life. */
function laterReasons(whole: Case, { atMs, asOfMs }: Moment): string[] {
  if (asOfMs !== null) return [];
  const later = whole.events.filter(({ timeMs }) => timeMs > atMs).length;
  if (later === 0) return [];
  const at = new Date(atMs).toISOString();
  return [
    `${counted(later, "record carries", "records carry")} a time after ${at} and ${later === 1 ? "is" : "are"} not judged.`,
  ];
}

async function judge(
  sources: QuerySources,
  whole: Case,
  moment: Moment,
  from: { readonly events: ObjectEvents; readonly survey: TimelineSurvey },
): Promise<Verdicts> {
  const { events, survey } = from;
  const judged = { atMs: moment.atMs, deadlines: sources.deadlines };
  const verdicts = await judgeWithRelated(whole, judged, { events, related: survey.related });
  return { ...verdicts, reasons: [...verdicts.reasons, ...laterReasons(whole, moment)] };
}

/**
 * What happened to an object: its timeline, one page, with what is said of the whole of it, and the verdict,
 * rebuilt from its records now. `asOf` ends it after that very millisecond; `knownAt` leaves out what was
 * recorded later, and judges at that time where no other was asked for. Records without an ID stand beside it,
 * never in it. Throws `not-found`, `invalid-cursor`, `invalid-parameter`, `query-timeout`.
 */
export async function readObject(
  sources: QuerySources,
  request: ObjectRequest,
): Promise<ObjectAnswer> {
  const { facts, type, limit, asOf, knownAt, verdict = true } = request;
  advanceLedgers(sources.ledgers, facts);
  const order = "oldest";
  const filters = filtersHash([type, request.id.trim(), asOf, knownAt]);
  const cursor =
    request.cursor === undefined ? null : readCursor(request.cursor, { filters, order });
  const moment = await momentOf(sources, request, cursor);
  const { positions, range, nowMs } = moment;
  const events = new ObjectEvents(sources, range);
  const { key, whole } = await locate(sources, request, moment, events);
  const scope = timelineScope(key, whole);
  const from = { sources, events, scope, range };
  const survey = await surveyTimeline(from);
  const page = await readTimelinePage(from, survey, {
    limit,
    ...(cursor === null ? {} : { after: cursor.after }),
  });
  const neighbors = await findUnattributedNearby(from, survey.sightings);
  const verdicts =
    verdict && whole !== null ? await judge(sources, whole, moment, { events, survey }) : null;
  const coverage = coverageOf(facts, positions, {
    reasons: [
      ...scope.reasons,
      ...survey.reasons,
      ...neighbors.reasons,
      ...events.reasons(survey.missing),
      ...(verdicts === null ? [] : [...judgedByRest(facts), ...verdicts.reasons]),
    ],
    behind: cursor === null ? "not indexed" : "later",
  });
  return {
    object: scope.object,
    ...(verdicts !== null && { lifecycle: verdicts.lifecycle }),
    timeline: page.timeline,
    nextCursor:
      page.next === null
        ? null
        : writeCursor({ filters, order, throughSeq: positions, nowMs, after: page.next }),
    summary: survey.summary,
    related: verdicts?.related ?? [...survey.related],
    unattributedNearby: neighbors.unattributedNearby,
    ...(verdicts !== null && toldVerdicts(verdicts, coverage)),
    coverage,
  };
}

function toldVerdicts(
  { lifecycle, others, findings }: Verdicts,
  coverage: ObjectAnswer["coverage"],
): Pick<ObjectAnswer, "findings" | "narrative"> {
  return {
    findings: [...findings],
    narrative: narrate({ lifecycle, related: others, coverage }),
  };
}
