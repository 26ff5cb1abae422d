import type { QueryEngine, QueryRequest } from "#query/query-engine.ts";
import { LifecycleStage, type ToldEvent } from "../storage/lifecycles/lifecycle-stage.ts";
import { QueryStage } from "./query-stage.ts";

/** Events as the service would have them: recorded, indexed, and followed by the view of lifecycles. */
export interface FollowedStage extends AsyncDisposable {
  readonly engine: QueryEngine;
  readonly request: QueryRequest;
}

/** Records events of the shop in their order, judges them at `nowMs`, and opens what answers questions. */
export async function followedStage(
  events: readonly ToldEvent[],
  nowMs: number,
): Promise<FollowedStage> {
  await using stack = new AsyncDisposableStack();
  const view = stack.use(await LifecycleStage.open({ nowMs }));
  view.append(events);
  const file = view.newFile();
  await view.follow(file);
  const lifecycles = view.openReader(file);
  const stage = stack.use(new QueryStage({ index: "sqlite", engine: { lifecycles } }));
  stage.nowMs = nowMs;
  await stage.recordWritten(events.map((event) => JSON.stringify(event)));
  const kept = stack.move();
  return {
    engine: stage.engine,
    request: stage.request(),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}
