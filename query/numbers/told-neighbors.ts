import type { LifecycleReader, NumberRow } from "#storage/lifecycles/lifecycle-store.ts";

/** Rows of one sequence that are read: a number that two orders carry has two. */
const ROWS_OF_SEQUENCE_MAX = 10;

/**
 * The rows of the nearest told sequence before another, or none; it is looked for by halving, because the view
 * gives numbers in ascending order only.
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
  return await lifecycles.numbers({ store, from: low, to: low, limit: ROWS_OF_SEQUENCE_MAX });
}

/** The rows of the nearest told sequence at or after another, or none. */
export async function toldFrom(
  lifecycles: LifecycleReader,
  store: string,
  sequence: number,
): Promise<readonly NumberRow[]> {
  const [next] = await lifecycles.numbers({ store, from: sequence, limit: 1 });
  if (next === undefined) return [];
  const { sequence: from } = next;
  return await lifecycles.numbers({ store, from, to: from, limit: ROWS_OF_SEQUENCE_MAX });
}

async function isTold(
  lifecycles: LifecycleReader,
  store: string,
  from: number,
  to: number,
): Promise<boolean> {
  return (await lifecycles.numbers({ store, from, to, limit: 1 })).length > 0;
}
