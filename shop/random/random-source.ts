/** Where the shop's chance comes from: IDs, codes, latencies, and in a simulation everything else. */
export interface RandomSource {
  /** A whole number from `min` to `max`, both included. */
  integer(min: number, max: number): number;
}

const CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789".split("");

export function pick<T>(random: RandomSource, items: readonly T[]): T {
  const item = items[random.integer(0, items.length - 1)];
  if (item === undefined) throw new RangeError("There is nothing to pick from.");
  return item;
}

/** True with a probability of `rate`, 0 to 1, to a millionth. */
export function chance(random: RandomSource, rate: number): boolean {
  return random.integer(1, 1_000_000) <= rate * 1_000_000;
}

export function randomDigits(random: RandomSource, count: number): string {
  return Array.from({ length: count }, () => random.integer(0, 9)).join("");
}

/** Capital letters and digits, as in a transaction ID. */
export function randomCapitals(random: RandomSource, count: number): string {
  return Array.from({ length: count }, () => pick(random, CAPITALS)).join("");
}
