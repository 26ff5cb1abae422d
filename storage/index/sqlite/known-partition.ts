import type { PartitionSummary } from "./open-partition.ts";
import type { PartitionPlace } from "./translate-error.ts";

/** A partition as last seen; `summary` is final once a later partition of its ledger exists. */
export interface KnownPartition {
  readonly place: PartitionPlace;
  summary: PartitionSummary;
  readonly growing: boolean;
}
