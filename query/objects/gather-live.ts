import type { Case } from "#domain/lifecycles/case.ts";
import type { ObjectKey } from "#domain/lifecycles/object-key.ts";
import type { IndexRange } from "#storage/index/event-index.ts";
import type { QuerySources } from "../query-sources.ts";
import { ObjectEvents } from "./object-events.ts";

/**
 * The case of an object, straight from index and ledger, of records through the positions of `range`; null
 * where none of them names it. `object` is as events write it; an order may go by its foreign ID. `events` is
 * shared by everything that one request gathers.
 */
export async function gatherLive(
  sources: QuerySources,
  object: ObjectKey,
  range: Pick<IndexRange, "throughSeq">,
  events: ObjectEvents = new ObjectEvents(sources, range),
): Promise<Case | null> {
  return await events.caseOf(object);
}
