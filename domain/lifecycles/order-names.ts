import { idsOf } from "./event-readers.ts";
import type { LifecycleEvent } from "./lifecycle-event.ts";

/**
 * Every ID of one order that these events join, the number first where one is known. An event joins number
 * and foreign ID when it names one order by both.
 */
export function namesOfOrder(id: string, events: readonly LifecycleEvent[]): readonly string[] {
  const numbers = new Set<string>();
  const foreignIds = new Set<string>();
  for (const event of events) {
    const plain = idsOf(event, "order");
    const foreign = idsOf(event, "order", "foreignId");
    const [number] = plain;
    if (number === undefined || plain.length > 1 || foreign.length === 0) continue;
    if (number === id) for (const other of foreign) foreignIds.add(other);
    else if (foreign.includes(id)) numbers.add(number);
  }
  // A foreign ID that two numbers claim leads to the one that comes first by name, whatever arrived first.
  const [number] = [...numbers].sort();
  if (number !== undefined && foreignIds.size === 0) return [number, id];
  return [id, ...[...foreignIds].sort()];
}
