import type { Lifecycle } from "#domain/lifecycles/lifecycle.ts";
import type { ObjectKey } from "#domain/lifecycles/object-key.ts";
import { reconstruct } from "#domain/lifecycles/reconstruct.ts";
import type { IndexRange } from "#storage/index/event-index.ts";
import type { QuerySources } from "../query-sources.ts";
import { gatherLive } from "./gather-live.ts";
import { ObjectEvents } from "./object-events.ts";

export interface LifecycleRequest {
  /** Records through these positions; occurrence is bounded by `atMs`. */
  readonly range: Pick<IndexRange, "throughSeq">;
  /** For when it is judged: events of that very millisecond are part of it. */
  readonly atMs: number;
  /** Shared by everything that one request reads. */
  readonly events?: ObjectEvents;
}

/** The life of an object, rebuilt from its events now; null where no record names it. */
export async function readLifecycle(
  sources: QuerySources,
  object: ObjectKey,
  { range, atMs, events = new ObjectEvents(sources, range) }: LifecycleRequest,
): Promise<Lifecycle | null> {
  const whole = await gatherLive(sources, object, range, events);
  return whole === null ? null : reconstruct(whole, { atMs, deadlines: sources.deadlines });
}
