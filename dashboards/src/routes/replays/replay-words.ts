import type { PastReplay } from "#query/answers/replay-answers.ts";
import type { Severity } from "../../components/severity.tsx";
import { text } from "../../messages/current.ts";
import { DECISIONS } from "./replay-details.ts";

export const VERDICT_SEVERITIES: Readonly<Record<PastReplay["verdict"], Severity>> = {
  right: "ok",
  needless: "warning",
  harmful: "critical",
  unverified: "warning",
  unknown: "info",
};

/** Of a decision that the log tells; one it does not tell is said as not known. */
export function decisionWords(decision: string | null): string {
  const known = DECISIONS.find((name) => name === decision);
  return known === undefined ? text.replays.notDecided : text.replays.decisions[known];
}

/** Who carried it out. */
export function byWords(by: string | null): string {
  return by === null ? text.common.notKnown : (text.replays.by[by] ?? text.replays.byOther(by));
}
