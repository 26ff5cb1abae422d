import type { Case } from "../../case.ts";
import { idOf } from "../../event-readers.ts";
import type { LifecycleEvent } from "../../lifecycle-event.ts";

/** Records of its visit that bear on an order though they do not name it. */
const OF_THE_VISIT: ReadonlySet<string> = new Set([
  "customer.registered",
  "fulfillment.handlerMissing",
]);

/** The order's own records and those of its payments, which may name the payment alone; in their order. */
export function eventsOfOrder({ own, events }: Case): readonly LifecycleEvent[] {
  if (own.length === events.length) return own;
  const payments = new Set<string>();
  for (const event of own) {
    const id = paymentOf(event);
    if (id !== null) payments.add(id);
  }
  const mine: LifecycleEvent[] = [];
  // What is its own stands in the same order among all.
  let next = 0;
  for (const event of events) {
    const isOwn = event === own[next];
    if (isOwn) next += 1;
    if (isOwn || payments.has(paymentOf(event) ?? "")) mine.push(event);
  }
  return mine;
}

function paymentOf(event: LifecycleEvent): string | null {
  return event.type.startsWith("payment.") ? idOf(event, "payment") : null;
}

export function eventsByType(
  events: readonly LifecycleEvent[],
): ReadonlyMap<string, readonly LifecycleEvent[]> {
  return Map.groupBy(events, ({ type }) => type);
}

/** Records that name no order, of a visit in which only this one was placed. */
export function unnamedEvents({ events, ids }: Case): readonly LifecycleEvent[] {
  const isOther = (event: LifecycleEvent): boolean => {
    if (event.type !== "order.placed" && event.type !== "order.numberReserved") return false;
    const id = idOf(event, "order");
    return id !== null && !ids.includes(id);
  };
  const found = events.filter(
    (event) => OF_THE_VISIT.has(event.type) && !event.objects.some(({ type }) => type === "order"),
  );
  return found.length > 0 && events.some(isOther) ? [] : found;
}
