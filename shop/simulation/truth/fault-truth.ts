import { timeText } from "../../clock/shop-clock.ts";
import { FAULTS } from "../../faults/fault-catalog.ts";
import type { FaultTruth } from "../answer-key-schema.ts";
import type { Struck } from "../fault-injector.ts";

/** What was injected, each with the findings that it must lead to, on the object that was hurt. */
export function faultTruths(struck: readonly Struck[]): FaultTruth[] {
  return struck.map(({ fault, atMs, on }) => {
    const [first] = on;
    return {
      record: "fault",
      fault,
      at: timeText(atMs),
      on: [...on],
      findings:
        first === undefined ? [] : FAULTS[fault].findings.map((rule) => ({ rule, on: first })),
    };
  });
}
