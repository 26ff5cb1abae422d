import type { Logger } from "pino";
import type { FollowerState } from "#storage/index/follower-progress.ts";

/** Logs each follower's failure once with its reason, not with each further try; again when the reason changes. */
export function failureLog(logger: Pick<Logger, "error">): (state: FollowerState) => void {
  const logged = new Map<string, string | null>();
  return ({ name, ledger, throughSeq, headSeq, status, reason = "unknown" }) => {
    const failure = status === "failed" ? reason : null;
    if (failure !== null && failure !== logged.get(name)) {
      logger.error(
        { follower: name, ledger, throughSeq, headSeq, reason },
        "a follower has failed",
      );
    }
    logged.set(name, failure);
  };
}
