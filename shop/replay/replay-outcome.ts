import type { DecidedReplay } from "#domain/replay/decide-replay.ts";
import type { ReplayDecision } from "#domain/replay/replay-facts.ts";
import type { CheckName } from "#domain/replay/replay-steps.ts";

export type ReplayBy = "system" | "operator";

/** What was found of each check that applies to the decision. */
export type ReplayChecks = Partial<Readonly<Record<CheckName, boolean>>>;

/** How a replay went. */
export interface ReplayOutcome {
  readonly replayId: string;
  readonly foreignId: string;
  /** By the table. */
  readonly decided: DecidedReplay;
  /** What was done: the table's decision, or another by hand. */
  readonly decision: ReplayDecision;
  /**
   * `decided`: a dry run, nothing was changed; `waiting`: loaded by hand and not verified; `ended`: there was
   * nothing to replay.
   */
  readonly state: "decided" | "waiting" | "ended" | "verified" | "failed";
  readonly checks: ReplayChecks;
  /** Why it failed; null otherwise. */
  readonly reason: string | null;
}
