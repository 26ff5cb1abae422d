import type { Explanation } from "../answers/number-answers.ts";
import type { QueryRequest } from "../query-engine.ts";

/** Every number of a store's sequence, or of all stores'. */
export interface OrderNumbersRequest extends QueryRequest {
  readonly store?: string;
  /** Sequences, half-open; by default all from the first to the last that some record tells. */
  readonly from?: number;
  readonly to?: number;
  /** Only these; all when absent. */
  readonly explanations?: readonly Explanation[];
  readonly limit: number;
  readonly cursor?: string;
}
