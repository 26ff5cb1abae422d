import type { Coverage, CoverageFacts } from "#query/answers/coverage.ts";
import { coverageOf } from "#query/coverage.ts";
import { LIFECYCLES_FOLLOWER } from "#storage/lifecycles/lifecycle-store.ts";
import type { ServiceStatus } from "./ports.ts";

/** Answers from the view of lifecycles say themselves how far it had read; others do not rest on it. */
function isOfIndex({ name }: ServiceStatus["followers"][number]): boolean {
  return name !== LIFECYCLES_FOLLOWER;
}

/** What the service knows about completeness now, for a query to build its answer with. */
export function coverageFacts(status: ServiceStatus): CoverageFacts {
  const stopped =
    status.stopped === undefined ? [] : [`The ledger takes no more records: ${status.stopped}`];
  const followers = status.followers.flatMap((follower) => {
    if (follower.status === "running" || !isOfIndex(follower)) return [];
    const place = `The follower ${follower.name} of ledger ${follower.ledger} is ${follower.status}`;
    const why = follower.reason === undefined ? "" : `: ${follower.reason}`;
    return [`${place} at ${follower.throughSeq} of ${follower.headSeq}${why}`];
  });
  return {
    heads: status.heads,
    quarantined: status.quarantinedOpen,
    reasons: [...stopped, ...followers].map((reason) =>
      reason.endsWith(".") ? reason : `${reason}.`,
    ),
  };
}

/** Coverage of an answer made from the index: as far as its followers had read before it was asked. */
export function indexCoverage(status: ServiceStatus): Coverage {
  const positions: Record<string, number> = {};
  for (const { ledger, throughSeq } of status.followers.filter(isOfIndex)) {
    positions[ledger] = Math.min(positions[ledger] ?? throughSeq, throughSeq);
  }
  return coverageOf(coverageFacts(status), positions);
}

/** Coverage of an answer that needs no index: what was asked for was read as it is now. */
export function completeCoverage(status: ServiceStatus): Coverage {
  return {
    status: "complete",
    reasons: [],
    quarantined: status.quarantinedOpen,
    ledgers: status.heads.map(({ ledger, headSeq }) => ({ ledger, throughSeq: headSeq, headSeq })),
  };
}
