import { readRecordedEvent } from "#domain/events/recorded-event.ts";
import { type LifecycleEvent, lifecycleEvent } from "#domain/lifecycles/lifecycle-event.ts";

/**
 * A file of events as the ledger would hold it: each line once, in the order in which they stand, and how late
 * each is against what its source had told before it.
 */
export function recordedEvents(ndjson: string, source = "shop"): LifecycleEvent[] {
  const seen = new Set<string>();
  const events: LifecycleEvent[] = [];
  let latestMs = Number.NEGATIVE_INFINITY;
  for (const line of ndjson.split("\n")) {
    if (line === "" || seen.has(line)) continue;
    seen.add(line);
    const event = readRecordedEvent(line);
    const seq = events.length + 1;
    const latest = new Date(Math.max(latestMs, Date.parse(event.time)));
    const lateMs = latest.getTime() - Date.parse(event.time);
    latestMs = latest.getTime();
    events.push(
      lifecycleEvent(
        {
          ledger: "main",
          seq,
          recordedAt: latest.toISOString(),
          ...(event.id !== undefined && { id: event.id }),
          source: { name: source },
          event,
        },
        lateMs > 0 ? lateMs : null,
      ),
    );
  }
  return events;
}
