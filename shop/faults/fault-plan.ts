import type { ObjectReference } from "#domain/events/event.ts";
import type { FaultName } from "./fault-catalog.ts";

/**
 * Whether something goes wrong. A room asks at the place where a fault of this name would strike; the plan
 * notes what it said yes to, with the time and the objects, so that an answer key can tell what was done.
 */
export interface FaultPlan {
  /** `on`: the objects that are hurt, the one whose finding it is first. */
  strikes(fault: FaultName, on: readonly ObjectReference[]): boolean;
}

/** A shop in which nothing is made to fail. */
export const NO_FAULTS: FaultPlan = { strikes: () => false };
