import type { PathRow } from "../lifecycle-store.ts";

/** Steps as a JSON list: the number of a type, then the milliseconds since the step before (the first: since 1970). */
export function writeSteps(steps: PathRow["steps"], numberOf: (type: string) => number): string {
  const numbers: number[] = [];
  let before = 0;
  for (const { type, atMs } of steps) {
    numbers.push(numberOf(type), atMs - before);
    before = atMs;
  }
  return JSON.stringify(numbers);
}

export function readSteps(text: string, words: ReadonlyMap<number, string>): PathRow["steps"] {
  const numbers: number[] = JSON.parse(text);
  const steps: { type: string; atMs: number }[] = [];
  let atMs = 0;
  for (let place = 0; place < numbers.length; place += 2) {
    atMs += numbers[place + 1] ?? 0;
    steps.push({ type: words.get(numbers[place] ?? 0) ?? "", atMs });
  }
  return steps;
}
