import { TIME_KEY_MAX, TIME_KEY_MIN } from "./schema.ts";

/** The time as a rowid holds it. */
export function timeKey(timeMs: number): number {
  return Math.min(Math.max(timeMs, TIME_KEY_MIN), TIME_KEY_MAX);
}

/** Places of the first `records` times in the order of their rowids; null when they already are. */
export function rowidOrder(timesMs: Float64Array, records: number): Uint32Array | null {
  if (isOrdered(timesMs, records)) return null;
  const keys = timesMs.subarray(0, records).map(timeKey);
  const first = keys.reduce((least, key) => Math.min(least, key), Infinity);
  const span = keys.reduce((most, key) => Math.max(most, key), -Infinity) - first;
  if ((span + 1) * records <= Number.MAX_SAFE_INTEGER) return orderByNumber(keys, first);
  const order = Uint32Array.from({ length: records }, (_, index) => index);
  return order.sort((a, b) => (keys[a] ?? 0) - (keys[b] ?? 0) || a - b);
}

/** Key and place fit one number, as those of some weeks do: sorted without a comparison in JavaScript. */
function orderByNumber(keys: Float64Array, first: number): Uint32Array {
  const records = keys.length;
  const sorted = keys.map((key, place) => (key - first) * records + place).sort();
  return Uint32Array.from(sorted, (number) => number % records);
}

function isOrdered(timesMs: Float64Array, records: number): boolean {
  for (let place = 1; place < records; place += 1) {
    if (timeKey(timesMs[place] ?? 0) < timeKey(timesMs[place - 1] ?? 0)) return false;
  }
  return true;
}
