import type { Case } from "../../case.ts";
import { evidenceOf, textOf, truthOf } from "../../event-readers.ts";
import type { LifecycleEvent } from "../../lifecycle-event.ts";
import type { Detail } from "../../lifecycle.ts";
import type { JudgedAt, Owed, Reading, Signal } from "../../object-lifecycle.ts";
import { VERDICT_TEXTS } from "../../texts/en/replay.ts";
import { type PastReplay, pastReplayOf } from "./replay-facts-of.ts";
import { inputsOf, type ReplayInput } from "./replay-inputs.ts";
import { basisOf, disputedFacts, judgeReplay } from "./replay-verdict.ts";

/** One replay from its events and those of its order before it. Pure; the case ends at `judged.atMs`. */
export function readReplay(whole: Case, judged: JudgedAt): Reading<PastReplay> {
  const replay = pastReplayOf(whole);
  return {
    facts: replay,
    signals: whole.own.flatMap((event) => signalOf(event)),
    owed: checkOwed(replay, judged),
    money: {},
    details: detailsOf(replay, judged),
    unknowns: unknownsOf(replay),
    changesMs: verdictChangesMs(replay, judged),
  };
}

function signalOf(event: LifecycleEvent): Signal[] {
  const name = signalNameOf(event);
  return name === null ? [] : [{ name, atMs: event.timeMs, evidence: evidenceOf(event) }];
}

function signalNameOf(event: LifecycleEvent): string | null {
  switch (event.type) {
    case "replay.decided":
      if (truthOf(event, "dryRun") === true) return "dryRun";
      return textOf(event, "decision") === "none" ? "decidedNothing" : "decided";
    case "replay.documentLoaded":
      return "documentLoaded";
    case "replay.verified":
      return "verified";
    case "replay.failed":
      return "failed";
    default:
      return null;
  }
}

/** What was replayed must be checked in time; a failed check does not meet it. */
function checkOwed(
  { decided, verified, chosen, isDryRun }: PastReplay,
  { deadlines }: JudgedAt,
): Owed[] {
  if (decided === undefined || chosen === null || chosen === "none" || isDryRun) return [];
  return [
    {
      name: "verification",
      sinceMs: decided.timeMs,
      dueMs: decided.timeMs + deadlines.replayVerifiedMs,
      metMs: verified === undefined ? null : Math.max(verified.timeMs, decided.timeMs),
      lapsedMs: null,
      evidence: evidenceOf(decided, verified),
    },
  ];
}

/** Where no decision is told nothing is owed, and yet the check is awaited only so long. */
function verdictChangesMs({ decided, loaded }: PastReplay, { deadlines }: JudgedAt): number[] {
  const [first] = loaded;
  if (decided !== undefined || first === undefined) return [];
  return [first.timeMs + deadlines.replayVerifiedMs + 1];
}

function detailsOf(replay: PastReplay, judged: JudgedAt): Record<string, Detail> {
  const { decided, loaded, lastCheck, chosen, isDryRun, order, table } = replay;
  const { verdict, why } = judgeReplay(replay, judged);
  return {
    order,
    by: textOf(decided, "by"),
    decision: chosen,
    branch: textOf(decided, "branch"),
    lineItemId: textOf(decided ?? loaded[0], "lineItemId"),
    gatewayState: textOf(decided, "gatewayState"),
    isDryRun,
    rightDecision: table.decided?.decision ?? null,
    rightBranch: table.decided?.branch ?? null,
    rightWhy: table.decided?.why ?? null,
    inputs: inputsOf(basisOf(replay)).map(detailOfInput),
    disputed: disputedOf(replay),
    documents: loaded.map((event) => ({
      document: textOf(event, "document"),
      pair: textOf(event, "pair"),
      lineItemId: textOf(event, "lineItemId"),
      at: event.time,
      reference: event.reference,
    })),
    checks: checksOf(lastCheck),
    failure: lastCheck?.type === "replay.failed" ? lastCheck.reason : null,
    verdict,
    verdictReason: why,
    verdictSentence: VERDICT_TEXTS[why],
  };
}

function detailOfInput({ fact, question, answer, value, basis, evidence }: ReplayInput): Detail {
  return { fact, question, answer, value, basis, evidence };
}

/** What other records had told by then, where the decision states something else. */
function disputedOf(replay: PastReplay): Detail[] {
  return disputedFacts(replay).map((fact) => ({
    fact,
    stated: replay.stated[fact]?.value ?? null,
    told: replay.fromLog[fact]?.value ?? null,
    evidence: replay.fromLog[fact]?.evidence ?? [],
  }));
}

/** By name, whether it held; null where no check is told. */
function checksOf(check: LifecycleEvent | undefined): { readonly [name: string]: Detail } | null {
  const checks = check?.attributes["checks"];
  if (typeof checks !== "object" || checks === null) return null;
  return Object.fromEntries(
    Object.entries(checks).filter(([, holds]) => typeof holds === "boolean"),
  );
}

function unknownsOf(replay: PastReplay): string[] {
  const { decided, table } = replay;
  const unknowns = decided === undefined ? ["decisionUnknown"] : [];
  return table.needs === null ? unknowns : [...unknowns, `${table.needs}Unknown`];
}
