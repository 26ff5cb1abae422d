import { evidenceOf, textOf } from "../../event-readers.ts";
import type { FindingValues } from "../../finding.ts";
import type { Hit, JudgedAt, Rule } from "../../object-lifecycle.ts";
import type { PastReplay } from "./replay-facts-of.ts";
import { isKeyBeforeInfo, lineItemsLoaded } from "./replay-verdict.ts";

function valuesOf({ decided, order, chosen }: PastReplay): FindingValues {
  return { order, at: decided?.time ?? null, by: textOf(decided, "by"), decision: chosen };
}

/** Proven by the decision alone: it says what it was made on. */
function decisionHit(replay: PastReplay, more: FindingValues = {}): Hit | null {
  const { decided, loaded } = replay;
  if (decided === undefined) return null;
  return {
    values: { ...valuesOf(replay), ...more },
    evidence: evidenceOf(decided, ...loaded),
    sinceMs: decided.timeMs,
  };
}

function needless(replay: PastReplay): Hit | null {
  const { stated, chosen } = replay;
  const isComplete =
    stated.paid?.value === true &&
    stated.inMainDb?.value === true &&
    stated.licenseGenerated?.value === true;
  return isComplete && chosen !== null && chosen !== "none" ? decisionHit(replay) : null;
}

function unpaid(replay: PastReplay): Hit | null {
  const { stated, chosen } = replay;
  const isUnpaid = stated.paid?.value === false;
  return isUnpaid && chosen !== null && chosen !== "none" ? decisionHit(replay) : null;
}

function wrongDecision(replay: PastReplay): Hit | null {
  const { decided, chosen, table } = replay;
  if (decided === undefined || chosen === null || table.decided === null) return null;
  const { decision, branch, why } = table.decided;
  if (decision === chosen) return null;
  return decisionHit(replay, { rightDecision: decision, branch, why });
}

function mixedPair(replay: PastReplay): Hit | null {
  const { loaded, order } = replay;
  const lineItemIds = lineItemsLoaded(replay);
  const [first] = lineItemIds;
  const other = loaded.find((event) => {
    const lineItemId = textOf(event, "lineItemId");
    return lineItemId !== null && lineItemId !== first;
  });
  if (lineItemIds.size < 2 || other === undefined) return null;
  return {
    values: { order, at: other.time, lineItemIds: [...lineItemIds] },
    evidence: evidenceOf(...loaded),
    sinceMs: other.timeMs,
  };
}

function keyBeforeInfo(replay: PastReplay): Hit | null {
  const { decided, loaded, order } = replay;
  const [first] = loaded;
  if (first === undefined || !isKeyBeforeInfo(replay)) return null;
  return {
    values: { order, at: first.time, pair: textOf(first, "pair") },
    evidence: evidenceOf(decided, ...loaded),
    sinceMs: first.timeMs,
  };
}

function unverified(replay: PastReplay, { atMs, deadlines }: JudgedAt): Hit | null {
  const { decided, loaded, verified, lastCheck, chosen, isDryRun } = replay;
  if (decided === undefined || verified !== undefined || isDryRun) return null;
  const dueMs = decided.timeMs + deadlines.replayVerifiedMs;
  if (chosen === null || chosen === "none" || atMs <= dueMs) return null;
  return {
    values: {
      ...valuesOf(replay),
      failedAt: lastCheck?.time ?? null,
      reason: lastCheck?.reason ?? null,
    },
    evidence: evidenceOf(decided, ...loaded, lastCheck),
    sinceMs: dueMs,
  };
}

/** What can be wrong with a replay. */
export const REPLAY_RULES: readonly Rule<PastReplay>[] = [
  {
    id: "replay.needless",
    version: 1,
    severity: "warning",
    summary: "An order was replayed that is in the main database with its license.",
    holds: needless,
  },
  {
    id: "replay.unpaid",
    version: 1,
    severity: "critical",
    summary: "An order was replayed that is not paid at the gateway.",
    holds: unpaid,
  },
  {
    id: "replay.wrong-decision",
    version: 1,
    severity: "error",
    summary: "The decision differs from what the table says of the facts that it states.",
    holds: wrongDecision,
  },
  {
    id: "replay.mixed-pair",
    version: 1,
    severity: "error",
    summary: "Documents of different line items were loaded together.",
    holds: mixedPair,
  },
  {
    id: "replay.key-before-info",
    version: 1,
    severity: "error",
    summary: "GetKeyRequest was loaded before OrderInfo.",
    holds: keyBeforeInfo,
  },
  {
    id: "replay.unverified",
    version: 1,
    severity: "warning",
    summary: "What was replayed was not verified in time: its check failed, or never came.",
    holds: unverified,
  },
];
