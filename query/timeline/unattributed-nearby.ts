import { eventTimeMs } from "#domain/events/event-time.ts";
import type { RecordedEvent } from "#domain/events/event.ts";
import { compareOccurrence } from "#domain/events/order.ts";
import { presentEvent } from "#domain/events/present-event.ts";
import { isLifecycleType } from "#domain/lifecycles/object-key.ts";
import { sourceToken, unattributedToken } from "#domain/tokens/event-tokens.ts";
import type { ObjectAnswer } from "../answers/object-answers.ts";
import { readRecords } from "../reading/read-records.ts";
import type { Sighting } from "./survey-timeline.ts";
import type { TimelineSources } from "./timeline-scope.ts";

/** A record this close to one of the object, from the same source, may be of the same visit. */
export const NEARBY_MS = 2_000;

/** Steps of one visit lie closer than this: what stands between them is a neighbor too. */
export const VISIT_PAUSE_MS_MAX = 60_000;

/** Neighbors shown; more would bury the timeline. */
const NEARBY_RECORDS_MAX = 50;

/** Stretches of time looked into: a transaction that returns over weeks has one for each visit. */
const STRETCHES_MAX = 32;

interface Stretch {
  readonly sourceName: string;
  /** Sightings of one source, each at most `VISIT_PAUSE_MS_MAX` after the one before. */
  readonly sightings: Sighting[];
}

type Neighbors = Pick<ObjectAnswer, "unattributedNearby"> & { readonly reasons: string[] };

function stretchesOf(sightings: readonly Sighting[]): Stretch[] {
  const latest = new Map<string, Stretch>();
  const stretches: Stretch[] = [];
  for (const sighting of sightings) {
    const { name } = sighting.record.source;
    const open = latest.get(name);
    const lastMs = open?.sightings.at(-1)?.timeMs ?? -Infinity;
    if (open !== undefined && sighting.timeMs - lastMs <= VISIT_PAUSE_MS_MAX) {
      open.sightings.push(sighting);
    } else {
      const stretch = { sourceName: name, sightings: [sighting] };
      stretches.push(stretch);
      latest.set(name, stretch);
    }
  }
  return stretches;
}

/** The object's record nearest in time; the earlier one of two. */
function nearestSighting(stretch: Stretch, timeMs: number): Sighting | undefined {
  let nearest = stretch.sightings[0];
  for (const sighting of stretch.sightings) {
    const distance = Math.abs(sighting.timeMs - timeMs);
    if (nearest === undefined || distance < Math.abs(nearest.timeMs - timeMs)) nearest = sighting;
  }
  return nearest;
}

function whyNearby(record: RecordedEvent, stretch: Stretch): string {
  const timeMs = eventTimeMs(record.event.time);
  const nearest = nearestSighting(stretch, timeMs);
  if (nearest === undefined) return `Same source ${stretch.sourceName}.`;
  const { ledger, seq, event } = nearest.record;
  const distanceMs = timeMs - nearest.timeMs;
  const where =
    distanceMs === 0
      ? "in the same millisecond as"
      : `${Math.abs(distanceMs)} ms ${distanceMs < 0 ? "before" : "after"}`;
  const why = record.event.unattributed;
  return (
    `Same source ${stretch.sourceName}, ${where} ${event.type} (${ledger}:${seq}); ` +
    `it carries no transaction ID${why === undefined ? "" : `: ${why}`}.`
  );
}

/** It belongs to the story already, or names an object that has a story of its own. */
function belongsElsewhere(record: RecordedEvent, own: ReadonlySet<string>, type: string): boolean {
  if (type === "transaction") return false;
  const { ledger, seq, event } = record;
  if (own.has(`${ledger}:${seq}`)) return true;
  return event.objects?.some((object) => isLifecycleType(object.type)) === true;
}

/**
 * Records without a transaction ID, close in source and time. They may not belong to it. Beside an object other
 * than a transaction, those that name an object are left out: they are not without an ID.
 */
export async function findUnattributedNearby(
  { sources, scope, range }: TimelineSources,
  sightings: readonly Sighting[],
): Promise<Neighbors> {
  const own = new Set(sightings.map(({ record }) => `${record.ledger}:${record.seq}`));
  const stretches = stretchesOf(sightings);
  const found = new Map<string, ObjectAnswer["unattributedNearby"][number]>();
  const reasons: string[] = [];
  if (stretches.length > STRETCHES_MAX) {
    reasons.push(
      `Unattributed neighbors were looked for in the first ${STRETCHES_MAX} of ${stretches.length} stretches of time.`,
    );
  }
  for (const stretch of stretches.slice(0, STRETCHES_MAX)) {
    const firstMs = stretch.sightings[0]?.timeMs ?? 0;
    const lastMs = stretch.sightings.at(-1)?.timeMs ?? 0;
    const left = NEARBY_RECORDS_MAX - found.size;
    const hits = await sources.index.search({
      ...range,
      fromMs: firstMs - NEARBY_MS,
      toMs: Math.min(range.toMs ?? Infinity, lastMs + NEARBY_MS + 1),
      expression: {
        kind: "and",
        operands: [
          { kind: "token", token: unattributedToken },
          { kind: "token", token: sourceToken(stretch.sourceName) },
        ],
      },
      order: "oldest",
      limit: left + 1,
    });
    for (const { record } of readRecords(sources.ledgers, hits.slice(0, left)).records) {
      if (belongsElsewhere(record, own, scope.object.type)) continue;
      const answer = { ...presentEvent(record), why: whyNearby(record, stretch) };
      if (!found.has(answer.reference)) found.set(answer.reference, answer);
    }
    if (hits.length > left) {
      reasons.push(
        `More than ${NEARBY_RECORDS_MAX} unattributed neighbors; the rest is not listed.`,
      );
      break;
    }
  }
  return {
    unattributedNearby: [...found.values()].toSorted(compareOccurrence),
    reasons,
  };
}
