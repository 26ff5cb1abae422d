import type { Severity } from "#domain/lifecycles/finding.ts";
import type { LifecycleType, ObjectKey } from "#domain/lifecycles/object-key.ts";
import type { QueryRequest } from "../query-engine.ts";

/** Only objects that fulfill all of it. */
export interface ObjectsRequest extends QueryRequest {
  /** One of these, by their own IDs. */
  readonly among?: readonly ObjectKey[];
  readonly type?: LifecycleType;
  readonly state?: string;
  /** A rule ID, or the first part of one: `gift-card`. */
  readonly finding?: string;
  readonly severity?: Severity;
  /** With a finding that nobody has explained or acknowledged. */
  readonly open?: boolean;
  /** In its state for at least so long: `2h`; not in a final one unless `state` names it. */
  readonly stuckFor?: string;
  /** Its term or hold ends within so long: `7d`. */
  readonly expiresWithin?: string;
  readonly store?: string;
  /** Occurrence of its last record, half-open. */
  readonly from?: string;
  readonly to?: string;
  readonly order: "stuck" | "newest" | "expiring";
  readonly limit: number;
  readonly cursor?: string;
}
