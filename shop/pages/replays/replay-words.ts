import type { CheckName, DocumentKind } from "#domain/replay/replay-steps.ts";
import type { OrderState } from "../../orders/order-rows.ts";
import type { ReplayChecks } from "../../replay/replay-outcome.ts";
import type { ReplayRow } from "../../replay/replay-rows.ts";

export const DOCUMENT_WORDS: Readonly<Record<DocumentKind, string>> = {
  orderInfo: "OrderInfo",
  getKeyRequest: "GetKeyRequest",
};

export const CHECK_WORDS: Readonly<Record<CheckName, string>> = {
  stateMatches: "State equals the gateway's",
  licenseGenerated: "License generated",
  invoiceIssued: "Invoice issued",
  mailRecorded: "Mail recorded",
};

export const ORDER_WORDS: Readonly<Record<OrderState, string>> = {
  placed: "Placed, payment awaited",
  uncertain: "Uncertain",
  paid: "Paid",
  delivered: "Delivered",
  completed: "Completed",
  cancelled: "Cancelled",
  returned: "Returned",
  unpaid: "Unpaid",
};

/** Checks in the order in which people make them, each with whether it holds. */
export function checksMade(checks: ReplayChecks): { name: string; holds: boolean }[] {
  return CHECKS_IN_ORDER.flatMap((check) => {
    const holds = checks[check];
    return holds === undefined ? [] : [{ name: CHECK_WORDS[check], holds }];
  });
}

const CHECKS_IN_ORDER: readonly CheckName[] = [
  "stateMatches",
  "licenseGenerated",
  "invoiceIssued",
  "mailRecorded",
];

/** How often it was tried, with the time that its documents were refused. */
export function attemptsMade({ state, checks, attempts }: ReplayRow): number {
  const isRefused = state === "failed" && checksMade(checks ?? {}).length === 0;
  return isRefused ? attempts + 1 : attempts;
}

/** How a replay stands, and whether that is good (`success`), bad (`failure`) or neither. */
export function stateWords({ state, byHand }: Pick<ReplayRow, "state" | "byHand">): {
  readonly words: string;
  readonly outcome: "success" | "failure" | "open";
} {
  if (state === "verified") return { words: "Verified", outcome: "success" };
  if (state === "failed") return { words: "Failed", outcome: "failure" };
  if (state === "ended") return { words: "Ended, nothing to load", outcome: "open" };
  if (!byHand) return { words: "Under way", outcome: "open" };
  return { words: "Loaded by hand, not verified", outcome: "open" };
}
