import type { ReplayRow } from "../replay-rows.ts";
import type { Progress } from "./lit-path.ts";

type Told = Pick<
  ReplayRow,
  "decision" | "byHand" | "state" | "checks" | "plan" | "loaded" | "attempts"
>;

/** How far a replay came in the lane of its decision; null where it has none, as one by hand. */
export function replayProgress(replay: Told): Progress | null {
  const { decision, byHand, state, attempts } = replay;
  if (decision === "none" || byHand) return null;
  const isRefused = state === "failed" && !isChecked(replay);
  return {
    decision,
    step: stepOf(replay),
    isRetried: attempts > 1 || (attempts === 1 && (isRefused || state === "loading")),
    isBroken: isRefused,
  };
}

function stepOf(replay: Told): string {
  const { state } = replay;
  if (state === "verified") return "verified";
  if (state === "waiting") return "wait";
  if (state === "failed" && isChecked(replay)) return "failed";
  if (state === "decided") return "entry";
  const document = replay.plan[replay.loaded] ?? replay.plan.at(-1);
  return document === undefined ? "choose" : `load-${document.kind}`;
}

function isChecked({ checks }: Told): boolean {
  return Object.keys(checks ?? {}).length > 0;
}
