import { timeText } from "../../clock/shop-clock.ts";
import type { DisturbedEvent, Outage } from "../../way-out/transport-faults.ts";
import type { EvidenceTruth } from "../answer-key-schema.ts";
import { timeOrNull } from "./group-by.ts";

/** What was done to the evidence on its way to the log: single events, then times without any. */
export function evidenceTruths(
  disturbed: readonly DisturbedEvent[],
  outages: readonly Outage[],
  stores: readonly string[],
): EvidenceTruth[] {
  return [
    ...disturbed.map(({ what, eventId, eventType, objects, atMs, writtenMs }): EvidenceTruth => ({
      record: "evidence",
      what,
      eventId,
      eventType,
      at: timeText(atMs),
      writtenAt: timeOrNull(writtenMs),
      on: [...objects],
    })),
    ...outages.map(({ fromMs, toMs, eventIds, objects }): EvidenceTruth => ({
      record: "evidence",
      what: "outage",
      from: timeText(fromMs),
      to: timeText(toMs),
      stores: [...stores],
      eventIds: [...eventIds],
      on: [...objects],
    })),
  ];
}
