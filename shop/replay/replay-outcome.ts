import type { DecidedReplay } from "#domain/replay/decide-replay.ts";
import type { CheckName } from "#domain/replay/replay-steps.ts";

export type ReplayBy = "system" | "operator";

/** What was found of each check that applies to the decision. */
export type ReplayChecks = Partial<Readonly<Record<CheckName, boolean>>>;

/** How a replay went. */
export interface ReplayOutcome {
  readonly replayId: string;
  readonly foreignId: string;
  readonly decided: DecidedReplay;
  /** `decided`: a dry run, nothing was changed; `ended`: there was nothing to replay. */
  readonly state: "decided" | "ended" | "verified" | "failed";
  readonly checks: ReplayChecks;
  /** Why it failed; null otherwise. */
  readonly reason: string | null;
}
