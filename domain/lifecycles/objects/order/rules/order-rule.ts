import type { LifecycleEvent } from "../../../lifecycle-event.ts";
import { evidenceOf } from "../../../event-readers.ts";
import type { FindingValues } from "../../../finding.ts";
import type { Hit, JudgedAt, Rule } from "../../../object-lifecycle.ts";
import type { OrderFacts } from "../order-facts.ts";

export type OrderRule = Rule<OrderFacts>;

/** The last millisecond that was in time, once it has passed; null before. */
export function passedDeadline(
  sinceMs: number,
  deadlineMs: number,
  { atMs }: JudgedAt,
): number | null {
  const dueMs = sinceMs + deadlineMs;
  return atMs > dueMs ? dueMs : null;
}

/** Found in records that are wrong by themselves: since the first of them. Null where there are none. */
export function hitOf(records: readonly LifecycleEvent[], values: FindingValues): Hit | null {
  const [first] = records;
  if (first === undefined) return null;
  return { values, evidence: evidenceOf(...records), sinceMs: first.timeMs };
}

/** The time of the earliest; 0 where there is none. */
export function earliestMs(records: readonly LifecycleEvent[]): number {
  return records.length === 0 ? 0 : Math.min(...records.map(({ timeMs }) => timeMs));
}
