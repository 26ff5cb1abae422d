import type { ReplayDecision } from "./replay-facts.ts";

/** What is looked at after a replay; each is one field of `checks` in replay.verified and replay.failed. */
export type CheckName = "stateMatches" | "licenseGenerated" | "invoiceIssued" | "mailRecorded";

export type DocumentKind = "orderInfo" | "getKeyRequest";

export interface ReplaySteps {
  /** Loaded in this order. */
  readonly documents: readonly DocumentKind[];
  readonly checks: readonly CheckName[];
}

/** What a replay consists of, by its decision. Between the documents and the checks the databases need time. */
export const REPLAY_STEPS: Readonly<Record<ReplayDecision, ReplaySteps>> = {
  none: { documents: [], checks: [] },
  wholeOrder: {
    documents: ["orderInfo", "getKeyRequest"],
    checks: ["stateMatches", "licenseGenerated", "invoiceIssued", "mailRecorded"],
  },
  orderInfo: { documents: ["orderInfo"], checks: ["stateMatches", "invoiceIssued"] },
  getKeyRequest: { documents: ["getKeyRequest"], checks: ["licenseGenerated", "mailRecorded"] },
};

/**
 * How often the documents of one replay are loaded and checked. Each time the databases get twice as long
 * as before, so a slow synchronization is waited for seven times its usual length before people are asked.
 */
export const REPLAY_ATTEMPTS_MAX = 3;
