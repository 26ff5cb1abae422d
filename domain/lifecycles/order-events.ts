import type { LifecycleEvent } from "./lifecycle-event.ts";
import { naturalRank } from "./natural-order.ts";

/** `web-FN44L9PI-16`: what one producer counts, and the how many-th it is. */
const COUNTED_ID = /^(.*[^0-9A-Za-z])(\d{1,15})$/;

/** Events of one source that stand in an order which the source itself tells. */
interface Run {
  readonly events: readonly LifecycleEvent[];
  /** Place of the first that is not taken, and that event. */
  next: number;
  head: LifecycleEvent;
}

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
      orderWithin(ordered.slice(start, end)).forEach((event, place) => {
        ordered[start + place] = event;
      });
    }
    start = end;
  }
  return ordered;
}

/** Of one millisecond: the runs laid into each other, each time the one whose next event comes first in a sale. */
function orderWithin(events: readonly LifecycleEvent[]): LifecycleEvent[] {
  // The run whose next event comes first stands last, where it is cheap to take.
  const runs = countedRuns(events).sort((one, other) => compareHeads(other, one));
  const ordered: LifecycleEvent[] = [];
  for (let run = runs.pop(); run !== undefined; run = runs.pop()) {
    ordered.push(run.head);
    run.next += 1;
    const head = run.events[run.next];
    if (head === undefined) continue;
    run.head = head;
    runs.splice(placeFor(run, runs), 0, run);
  }
  return ordered;
}

/** Where a run belongs among those that stand in descending order. */
function placeFor(run: Run, runs: readonly Run[]): number {
  let low = 0;
  let high = runs.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const other = runs[middle];
    if (other !== undefined && compareHeads(other, run) > 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function countedRuns(events: readonly LifecycleEvent[]): Run[] {
  const counts = new Map<LifecycleEvent, number>();
  const groups = new Map<string, LifecycleEvent[]>();
  for (const event of events) {
    const match = event.id === null ? null : COUNTED_ID.exec(event.id);
    counts.set(event, Number(match?.[2] ?? 0));
    const key = `${event.source} ${match?.[1] ?? event.id ?? event.reference}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [event]);
    else group.push(event);
  }
  return [...groups.values()].flatMap((group) => {
    group.sort(
      (one, other) =>
        (counts.get(one) ?? 0) - (counts.get(other) ?? 0) || compareRecords(one, other),
    );
    const [head] = group;
    return head === undefined ? [] : [{ events: group, next: 0, head }];
  });
}

function compareHeads({ head: one }: Run, { head: other }: Run): number {
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
