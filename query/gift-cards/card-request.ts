import type { QueryRequest } from "../query-engine.ts";

/** One card's account at one time. */
export interface CardBalanceRequest extends QueryRequest {
  /** Account ID, or the card's code. */
  readonly id: string;
  /** Now when absent. */
  readonly asOf?: string;
  readonly knownAt?: string;
}

/** The accounts of all cards at one time. */
export interface CardReportRequest extends QueryRequest {
  /** Now when absent. */
  readonly asOf?: string;
}
