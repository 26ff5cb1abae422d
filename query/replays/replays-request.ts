import type { QueryRequest } from "../query-engine.ts";

export interface ReplaysRequest extends QueryRequest {
  readonly store?: string;
  readonly limit: number;
  readonly cursor?: string;
}
