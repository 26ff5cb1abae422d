import { timeText } from "../../clock/shop-clock.ts";
import { FAULTS } from "../../faults/fault-catalog.ts";
import type { OrderTruth } from "../answer-key-objects.ts";
import type { FaultTruth } from "../answer-key-schema.ts";
import type { Struck } from "../fault-injector.ts";
import { findingsInTheEnd } from "./lasting-damage.ts";

/** What was injected, each with the findings that it must lead to, on the object that was hurt. */
export function faultTruths(
  struck: readonly Struck[],
  orders: readonly OrderTruth[],
): FaultTruth[] {
  const orderOf = new Map<string, OrderTruth>();
  for (const order of orders) orderOf.set(order.number, order).set(order.foreignId, order);
  return struck.map(({ fault, atMs, on }) => {
    const [first] = on;
    const order = on.find(({ type, id }) => type === "order" && orderOf.has(id));
    return {
      record: "fault",
      fault,
      at: timeText(atMs),
      on: [...on],
      findings:
        first === undefined
          ? []
          : findingsInTheEnd(FAULTS[fault].findings, first, atMs, orderOf.get(order?.id ?? "")),
    };
  });
}
