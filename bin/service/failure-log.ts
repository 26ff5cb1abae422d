import type { Logger } from "pino";
import type { FollowerState } from "#storage/index/follower-progress.ts";

/** Logs a follower's failure once with its reason, not with each further try; again when the reason changes. */
export function failureLog(logger: Pick<Logger, "error">): (state: FollowerState) => void {
  let logged: string | null = null;
  return ({ name, ledger, throughSeq, headSeq, status, reason = "unknown" }) => {
    const failure = status === "failed" ? reason : null;
    if (failure !== null && failure !== logged) {
      logger.error(
        { follower: name, ledger, throughSeq, headSeq, reason },
        "a follower has failed",
      );
    }
    logged = failure;
  };
}
