import { useQueries } from "@tanstack/react-query";
import type { UseQueryResult } from "@tanstack/react-query";
import type { OrderNumberAnswer, OrderNumbers } from "#query/answers/number-answers.ts";
import { numbersPartAnswer, PART_NUMBERS } from "../../api/order-numbers.ts";
import type { NumberRange } from "./strip-scale.ts";

/** Parts that are read beside those in sight, for the neighbors of unexplained numbers. */
const EXTRA_PARTS_MAX = 6;

/** How far the neighbors of a number are looked for. */
const NEIGHBORS_WITHIN = 50;

export interface StripNumbers {
  /** What was read of a place in the sequence; more than one where two orders carry one number. */
  at(sequence: number): readonly OrderNumberAnswer[];
  /** The nearest before and after it whose reservation is told, among what was read. */
  neighborsOf(sequence: number): {
    readonly before: OrderNumberAnswer | undefined;
    readonly after: OrderNumberAnswer | undefined;
  };
  /** Any one that was read and has its number told. */
  readonly sample: OrderNumberAnswer | undefined;
  readonly isReading: boolean;
  readonly error: Error | null;
  readonly readAgain: () => void;
}

/** The numbers in sight, and those around some others; read part by part and kept. */
export function useStripNumbers(
  store: string,
  firstSequence: number,
  inSight: NumberRange,
  others: readonly number[],
): StripNumbers {
  const parts = new Set<number>();
  for (let part = partOf(inSight.from); part <= partOf(inSight.to); part += 1) parts.add(part);
  for (const sequence of others) {
    if (parts.size >= EXTRA_PARTS_MAX) break;
    parts.add(partOf(sequence));
  }
  return useQueries({
    queries: [...parts].map((part) => numbersPartAnswer(store, part, firstSequence)),
    combine,
  });
}

function partOf(sequence: number): number {
  return Math.floor(sequence / PART_NUMBERS);
}

function combine(answers: readonly UseQueryResult<OrderNumbers>[]): StripNumbers {
  const numbers = new Map<number, OrderNumberAnswer[]>();
  let sample: OrderNumberAnswer | undefined;
  for (const number of answers.flatMap(({ data }) => data?.items ?? [])) {
    const same = numbers.get(number.sequence);
    if (same === undefined) numbers.set(number.sequence, [number]);
    else same.push(number);
    if (number.number !== null) sample ??= number;
  }
  const told = (sequence: number, step: 1 | -1) => {
    for (let away = 1; away <= NEIGHBORS_WITHIN; away += 1) {
      const [number] = numbers.get(sequence + away * step) ?? [];
      if (number !== undefined && number.reservedAt !== null) return number;
    }
    return undefined;
  };
  return {
    at: (sequence) => numbers.get(sequence) ?? [],
    neighborsOf: (sequence) => ({ before: told(sequence, -1), after: told(sequence, 1) }),
    sample,
    isReading: answers.some(({ isFetching }) => isFetching),
    error: answers.find(({ error }) => error !== null)?.error ?? null,
    readAgain: () => {
      for (const answer of answers) void answer.refetch();
    },
  };
}
