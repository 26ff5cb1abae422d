import type { AnswerKeyRecord } from "#shop/simulation/answer-key-schema.ts";
import { followedStage, type FollowedStage } from "../query/followed-stage.ts";
import { recordsOf, runSimulation } from "../shop/simulation/run-simulation.ts";
import { objectsWithoutEvidence } from "../shop/simulation/story/judge-run.ts";

/** A simulated trade that can be asked, and the truth about it. */
export interface SimulatedTrade extends FollowedStage {
  readonly key: readonly AnswerKeyRecord[];
  /** IDs of what lost records were about: of these the log itself cannot tell everything. */
  readonly hurt: ReadonlySet<string>;
}

/** Runs a trade of which nothing is known but its events, and opens what answers questions about it. */
export async function simulateTrade(
  given: Parameters<typeof runSimulation>[0],
): Promise<SimulatedTrade> {
  const { events, key } = await runSimulation(given);
  const nowMs = Date.parse(recordsOf(key, "run")[0]?.to ?? "");
  // A repeated ID is taken once, by either ledger.
  const once = [...new Map(events.map((event) => [event.id, event])).values()];
  const stage = await followedStage(once, nowMs);
  return {
    engine: stage.engine,
    request: stage.request,
    key,
    hurt: objectsWithoutEvidence(key),
    [Symbol.asyncDispose]: () => stage[Symbol.asyncDispose](),
  };
}
