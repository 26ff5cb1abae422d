import type { Case } from "../../case.ts";
import { idOf } from "../../event-readers.ts";
import type { LifecycleEvent } from "../../lifecycle-event.ts";

/** Licenses shown of one chain; one that is renewed every month for a lifetime has a thousand. */
const CHAIN_MAX = 100;

/** A license among those that it renews and that renew it, as far as the records of its case tell. */
export interface LicenseChain {
  /** LN ID of the license that it renews; null for a new one. */
  readonly previous: string | null;
  /** The record that made the license which it renews; null where none is known. */
  readonly previousGenerated: LifecycleEvent | null;
  /** Records of the licenses that renew it directly. */
  readonly renewals: readonly LifecycleEvent[];
  /** LN IDs, oldest first, itself included. */
  readonly ids: readonly string[];
}

export function readChain({ object, events }: Case): LicenseChain {
  const { id } = object;
  const madeBy = new Map<string, LifecycleEvent>();
  const renewalsOf = new Map<string, LifecycleEvent[]>();
  for (const event of events) {
    const made = event.type === "license.generated" ? idOf(event, "license") : null;
    if (made === null || madeBy.has(made)) continue;
    madeBy.set(made, event);
    const renewed = idOf(event, "license", "previous");
    if (renewed === null) continue;
    const known = renewalsOf.get(renewed);
    if (known === undefined) renewalsOf.set(renewed, [event]);
    else known.push(event);
  }
  const previousIn = (of: string): string | null => idOf(madeBy.get(of), "license", "previous");
  const previous = previousIn(id);
  const before = older(id, previousIn).toReversed();
  // Licenses that claim to renew each other are named once.
  const after = newer(id, renewalsOf).filter((one) => !before.includes(one));
  return {
    previous,
    previousGenerated: previous === null ? null : (madeBy.get(previous) ?? null),
    renewals: renewalsOf.get(id) ?? [],
    ids: [...before, id, ...after],
  };
}

/** Newest first. */
function older(id: string, previousIn: (of: string) => string | null): string[] {
  const ids: string[] = [];
  for (let next = previousIn(id); next !== null && ids.length < CHAIN_MAX;) {
    if (next === id || ids.includes(next)) break;
    ids.push(next);
    next = previousIn(next);
  }
  return ids;
}

function newer(id: string, renewalsOf: ReadonlyMap<string, readonly LifecycleEvent[]>): string[] {
  const ids = new Set<string>();
  const queue = [id];
  for (let of = queue.shift(); of !== undefined && ids.size < CHAIN_MAX; of = queue.shift()) {
    for (const event of renewalsOf.get(of) ?? []) {
      const renewal = idOf(event, "license");
      if (renewal === null || renewal === id || ids.has(renewal)) continue;
      ids.add(renewal);
      queue.push(renewal);
    }
  }
  return [...ids];
}
