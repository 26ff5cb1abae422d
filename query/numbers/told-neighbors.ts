import type { LifecycleReader, NumberRow } from "#storage/lifecycles/lifecycle-store.ts";

/** Rows on one side: where the nearest do not tell when they were given, some of these do. */
const NEIGHBORS_MAX = 20;

/**
 * The rows of the nearest told places before a place, ascending, or none. The nearest is looked for by halving:
 * the view gives numbers in ascending order only.
 */
export async function toldBefore(
  lifecycles: LifecycleReader,
  store: string,
  { first, sequence }: { readonly first: number; readonly sequence: number },
): Promise<readonly NumberRow[]> {
  let [low, high] = [first, sequence - 1];
  if (high < low || !(await isTold(lifecycles, store, low, high))) return [];
  while (low < high) {
    const middle = low + Math.ceil((high - low) / 2);
    if (await isTold(lifecycles, store, middle, high)) low = middle;
    else high = middle - 1;
  }
  const from = Math.max(first, low - NEIGHBORS_MAX + 1);
  return await lifecycles.numbers({ store, from, to: low, limit: 2 * NEIGHBORS_MAX });
}

/** The rows of the nearest told places at or after a place, ascending, or none. */
export async function toldFrom(
  lifecycles: LifecycleReader,
  store: string,
  sequence: number,
): Promise<readonly NumberRow[]> {
  return await lifecycles.numbers({ store, from: sequence, limit: NEIGHBORS_MAX });
}

async function isTold(
  lifecycles: LifecycleReader,
  store: string,
  from: number,
  to: number,
): Promise<boolean> {
  return (await lifecycles.numbers({ store, from, to, limit: 1 })).length > 0;
}
