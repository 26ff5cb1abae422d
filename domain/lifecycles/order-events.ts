import type { LifecycleEvent } from "./lifecycle-event.ts";
import { naturalRank } from "./natural-order.ts";

/** `web-FN44L9PI-16`: what one producer counts, and the how many-th it is. */
const COUNTED_ID = /^(.*[^0-9A-Za-z])(\d{1,15})$/;

/** Events of one source that stand in an order which the source itself tells. */
type Run = LifecycleEvent[];

/**
 * All events in the order in which they are taken to have happened: by time. Within a millisecond it does
 * not depend on their arrival: what one source counted stays in its order, and otherwise goes by the course
 * of a sale, then by source and ID. A new list.
 */
export function orderEvents(events: readonly LifecycleEvent[]): LifecycleEvent[] {
  const ordered = [...events].sort((one, other) => one.timeMs - other.timeMs);
  for (let start = 0; start < ordered.length;) {
    const timeMs = ordered[start]?.timeMs;
    let end = start + 1;
    while (end < ordered.length && ordered[end]?.timeMs === timeMs) end += 1;
    if (end - start > 1) {
      ordered.splice(start, end - start, ...orderWithin(ordered.slice(start, end)));
    }
    start = end;
  }
  return ordered;
}

/** Of one millisecond: the runs laid into each other, each time the one whose next event comes first in a sale. */
function orderWithin(events: readonly LifecycleEvent[]): LifecycleEvent[] {
  const runs = countedRuns(events);
  const ordered: LifecycleEvent[] = [];
  while (runs.length > 0) {
    const best = runs.reduce((one, other) => (compareHeads(one, other) <= 0 ? one : other));
    const head = best.shift();
    if (head !== undefined) ordered.push(head);
    if (best.length === 0) runs.splice(runs.indexOf(best), 1);
  }
  return ordered;
}

function countedRuns(events: readonly LifecycleEvent[]): Run[] {
  const counts = new Map<LifecycleEvent, number>();
  const runs = new Map<string, Run>();
  for (const event of events) {
    const match = event.id === null ? null : COUNTED_ID.exec(event.id);
    counts.set(event, Number(match?.[2] ?? 0));
    const key = `${event.source} ${match?.[1] ?? event.id ?? event.reference}`;
    const run = runs.get(key);
    if (run === undefined) runs.set(key, [event]);
    else run.push(event);
  }
  for (const run of runs.values()) {
    run.sort(
      (one, other) =>
        (counts.get(one) ?? 0) - (counts.get(other) ?? 0) || compareRecords(one, other),
    );
  }
  return [...runs.values()];
}

function compareHeads([one]: Run, [other]: Run): number {
  if (one === undefined || other === undefined) return 0;
  return (
    naturalRank(one.type) - naturalRank(other.type) ||
    compareTexts(one.type, other.type) ||
    compareTexts(one.source, other.source) ||
    compareTexts(one.id ?? "", other.id ?? "") ||
    compareRecords(one, other)
  );
}

/** Records without an ID of their own have nothing else than their place in the ledger. */
function compareRecords(one: LifecycleEvent, other: LifecycleEvent): number {
  return compareTexts(one.ledger, other.ledger) || one.seq - other.seq;
}

function compareTexts(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
