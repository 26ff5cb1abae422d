import { DAY_MS, has, type IdContext, type Rules } from "./rule-context.ts";
import { paymentIds, readPayment } from "./order-story.ts";
import { idOf, ofType, timeMs, type ToldEvent } from "./told-events.ts";

/** Of numbers, also of those that no order carries. */
export const NUMBER_RULES: Rules<IdContext> = {
  "order.number-late": ({ events }) => {
    const [reserved] = ofType(events, "order.numberReserved");
    const [placed] = ofType(events, "order.placed");
    return (
      reserved !== undefined && placed !== undefined && timeMs(placed) - timeMs(reserved) > DAY_MS
    );
  },
  "stock.held-unpaid": ({ told, events }) => {
    if (!isStockHeld(events)) return false;
    if (has(events, "order.cancelled")) return true;
    const isPaid = paymentIds(events).some((id) => {
      const { capturedMinor, readMinor } = readPayment(told, id);
      return capturedMinor + readMinor > 0;
    });
    const refused = events.findLast(isRefusal);
    const requested = events.findLast(({ type }) => type === "payment.requested");
    if (isPaid || refused === undefined || requested === undefined) return false;
    return refused.time >= requested.time;
  },
};

function isStockHeld(events: readonly ToldEvent[]): boolean {
  const held = new Map<string, number>();
  for (const event of ofType(events, "stock.reserved", "stock.released")) {
    const product = idOf(event, "product") ?? "";
    const quantity = Number(event.attributes?.["quantity"]);
    const change = event.type === "stock.reserved" ? quantity : -quantity;
    held.set(product, (held.get(product) ?? 0) + change);
  }
  return [...held.values()].some((quantity) => quantity > 0);
}

/** Read as not paid counts, but for money that is announced or reserved. */
export function isRefusal({ type, attributes }: ToldEvent): boolean {
  if (["payment.declined", "payment.released", "order.cancelled"].includes(type)) return true;
  const state = attributes?.["gatewayState"];
  const isOpen = typeof state === "string" && /pending|await|authorized/i.test(state);
  return type === "payment.stateRead" && attributes?.["paid"] === false && !isOpen;
}
