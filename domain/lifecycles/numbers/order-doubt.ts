import { truthOf } from "../event-readers.ts";
import type { LifecycleEvent } from "../lifecycle-event.ts";

const RESOLVING: ReadonlySet<string> = new Set([
  "payment.captured",
  "payment.declined",
  "payment.released",
  "order.cancelled",
  "order.completed",
  "replay.verified",
  "fulfillment.started",
]);

/** Whether an order's payment is in doubt, and since when it is so or no more. */
export interface OrderDoubt {
  /** The record that left it uncertain; null where none did. */
  readonly uncertain: LifecycleEvent | null;
  /** The record that resolved it; null while it is uncertain, and where it never was. */
  readonly resolved: LifecycleEvent | null;
}

/**
 * An order is uncertain from `order.uncertain` until money came, was refused or given up, its replay was
 * verified, or it was delivered. `own` are the order's events, in their order.
 */
export function orderDoubt(own: readonly LifecycleEvent[]): OrderDoubt {
  let uncertain: LifecycleEvent | null = null;
  let resolved: LifecycleEvent | null = null;
  for (const event of own) {
    if (event.type === "order.uncertain") {
      if (uncertain === null || resolved !== null) uncertain = event;
      resolved = null;
    } else if (uncertain !== null && resolved === null && isResolving(event)) {
      resolved = event;
    }
  }
  return { uncertain, resolved };
}

/** Whether the record ends the doubt of an uncertain order. */
export function isResolving(event: LifecycleEvent): boolean {
  if (RESOLVING.has(event.type)) return true;
  return event.type === "payment.stateRead" && truthOf(event, "paid") === false;
}
