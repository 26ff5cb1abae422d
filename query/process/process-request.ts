import type { LifecycleType } from "#domain/lifecycles/object-key.ts";
import type { QueryRequest } from "../query-engine.ts";

/** Which objects' own stories statistics are made from. */
export interface ProcessRequest extends QueryRequest {
  readonly type: LifecycleType;
  readonly store?: string;
  /** Occurrence of the object's first record, half-open. */
  readonly from?: string;
  readonly to?: string;
}

export interface DurationsRequest extends ProcessRequest {
  /** Event types of one step to measure, given together; every direct step without them. */
  readonly start?: string;
  readonly end?: string;
}

/** Which objects took one direct step. */
export interface StepObjectsRequest extends ProcessRequest {
  /** Event types of the step. */
  readonly start: string;
  readonly end: string;
  readonly limit: number;
}

export interface ProcessMapRequest extends ProcessRequest {
  /** Variants listed, the most frequent first. */
  readonly variants: number;
}
