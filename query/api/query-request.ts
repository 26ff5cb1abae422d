import type { QueryRequest } from "#query/query-engine.ts";
import type { ApiContext } from "./context.ts";
import { coverageFacts } from "./coverage-facts.ts";

/** What every question to the engine carries: completeness and time as they are now. */
export function queryRequest(context: ApiContext): QueryRequest {
  return { facts: coverageFacts(context.ports.status()), nowMs: context.nowMs() };
}
