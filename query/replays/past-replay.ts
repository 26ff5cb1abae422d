import type { Lifecycle } from "#domain/lifecycles/lifecycle.ts";
import type { PastReplay } from "../answers/replay-answers.ts";
import { pastReplaySchema } from "../answers/replay-answers.ts";

/** A past replay as it is listed, of its life. */
export function pastReplayAnswer(lifecycle: Lifecycle): PastReplay {
  const { object, state, details, activities, findings } = lifecycle;
  const decided = activities.find(({ type }) => type === "replay.decided") ?? activities[0];
  const text = (name: string): string | null => {
    const value = details[name];
    return typeof value === "string" ? value : null;
  };
  return {
    id: object.id,
    order: text("order"),
    state,
    decidedAt: decided === undefined ? null : new Date(decided.atMs).toISOString(),
    by: text("by"),
    isDryRun: details["isDryRun"] === true,
    decision: text("decision"),
    branch: text("branch"),
    verdict: pastReplaySchema.shape.verdict.parse(details["verdict"]),
    why: text("verdictSentence") ?? "",
    findings: [...findings],
  };
}
