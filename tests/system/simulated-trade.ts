import type { AnswerKeyRecord } from "#shop/simulation/answer-key-schema.ts";
import type { QueryEngine, QueryRequest } from "#query/query-engine.ts";
import { recordsOf, runSimulation } from "../shop/simulation/run-simulation.ts";
import { objectsWithoutEvidence } from "../shop/simulation/story/judge-run.ts";
import { LifecycleStage } from "../storage/lifecycles/lifecycle-stage.ts";
import { QueryStage } from "../query/query-stage.ts";

/** A simulated trade as the service would have it: recorded, indexed, and followed by the view of lifecycles. */
export interface SimulatedTrade extends AsyncDisposable {
  readonly engine: QueryEngine;
  readonly request: QueryRequest;
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
  await using stack = new AsyncDisposableStack();
  const view = stack.use(await LifecycleStage.open({ nowMs }));
  // A repeated ID is taken once, by either ledger.
  const once = [...new Map(events.map((event) => [event.id, event])).values()];
  view.append(once);
  const file = view.newFile();
  await view.follow(file);
  const lifecycles = view.openReader(file);
  const stage = stack.use(new QueryStage({ index: "sqlite", engine: { lifecycles } }));
  stage.nowMs = nowMs;
  await stage.recordWritten(once.map((event) => JSON.stringify(event)));
  const kept = stack.move();
  return {
    engine: stage.engine,
    request: stage.request(),
    key,
    hurt: objectsWithoutEvidence(key),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}
