import { undeterminedOrder } from "#domain/events/order.ts";
import type { Case } from "./case.ts";
import { evidenceOf } from "./event-readers.ts";
import type { LifecycleEvent } from "./lifecycle-event.ts";
import type { Hit, JudgedAt, Rule } from "./object-lifecycle.ts";

/** Notes of the parsers on a local time that daylight saving made twice, or not at all. */
const IMPOSSIBLE_ZONE_NOTES: ReadonlySet<string> = new Set(["time-ambiguous", "time-in-gap"]);

/** Rules on the times of any object's own records. */
export const TIME_RULES: readonly Rule<null>[] = [
  {
    id: "time.undetermined-order",
    version: 1,
    severity: "info",
    summary:
      "Records of two sources carry the same millisecond, so nothing proves which came first.",
    holds: (_facts, _judged, { own }) => undeterminedHit(own),
  },
  {
    id: "time.recorded-late",
    version: 1,
    severity: "info",
    summary: "A record reached the log long after later records of its source.",
    holds: (_facts, judged, whole) => recordedLateHit(whole, judged),
  },
  {
    id: "time.impossible-zone",
    version: 1,
    severity: "warning",
    summary: "A local time that occurs twice, or never, where daylight saving changes.",
    holds: (_facts, _judged, { own }) => impossibleZoneHit(own),
  },
];

function hit(found: readonly LifecycleEvent[], values: Hit["values"]): Hit | null {
  const [first] = found;
  if (first === undefined) return null;
  return { values, evidence: evidenceOf(...found), sinceMs: first.timeMs };
}

function undeterminedHit(own: readonly LifecycleEvent[]): Hit | null {
  if (new Set(own.map(({ source }) => source)).size < 2) return null;
  const undetermined = undeterminedOrder(
    own.map(({ time, source }) => ({ time, source: { name: source } })),
  );
  const found = own.filter((_event, place) => undetermined[place]);
  return hit(found, {
    at: found[0]?.time ?? null,
    records: found.length,
    milliseconds: new Set(found.map(({ timeMs }) => timeMs)).size,
    sources: [...new Set(found.map(({ source }) => source))].sort(),
  });
}

function recordedLateHit({ own }: Case, { deadlines }: JudgedAt): Hit | null {
  const found = own.filter(({ lateMs }) => (lateMs ?? 0) > deadlines.recordedLateMs);
  return hit(found, {
    records: found.length,
    type: found[0]?.type ?? null,
    at: found[0]?.time ?? null,
    recordedAt: found[0]?.recordedAt ?? null,
    lateMs: Math.max(0, ...found.map(({ lateMs }) => lateMs ?? 0)),
  });
}

function impossibleZoneHit(own: readonly LifecycleEvent[]): Hit | null {
  const found = own.filter(({ notes }) => notes.some((note) => IMPOSSIBLE_ZONE_NOTES.has(note)));
  return hit(found, { records: found.length, at: found[0]?.time ?? null });
}
