import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { Explanation, NumberStores, OrderNumbers } from "#query/answers/number-answers.ts";
import { API, withParameters } from "../path-builder.ts";
import { fetchAnswer } from "./fetch-answer.ts";

/** Numbers asked for at once where the strip is in sight: some screens wide, read in some milliseconds. */
export const PART_NUMBERS = 500;

/** The service's own maximum. */
const PAGE_NUMBERS = 1000;

/** The stores whose numbers records tell, with first and last of each. */
export const numberStoresAnswer = () =>
  queryOptions({
    queryKey: ["order-numbers", "stores"],
    queryFn: ({ signal }) => fetchAnswer<NumberStores>(`${API}/order-numbers/stores`, { signal }),
  });

/** The numbers from `part × PART_NUMBERS` on: a stretch of a store's strip, every number in it. */
export const numbersPartAnswer = (store: string, part: number, firstSequence: number) =>
  queryOptions({
    queryKey: ["order-numbers", "part", store, part],
    queryFn: ({ signal }) =>
      fetchAnswer<OrderNumbers>(
        withParameters(`${API}/order-numbers`, {
          store,
          from: Math.max(firstSequence, part * PART_NUMBERS),
          to: (part + 1) * PART_NUMBERS,
          limit: PAGE_NUMBERS,
        }),
        { signal },
      ),
  });

/** Numbers of a store that are explained in one of these ways, ascending, page after page. */
export const explainedNumbersAnswer = (store: string, explanations: readonly Explanation[]) =>
  infiniteQueryOptions({
    queryKey: ["order-numbers", "explained", store, explanations],
    queryFn: ({ pageParam, signal }) =>
      fetchAnswer<OrderNumbers>(
        withParameters(`${API}/order-numbers`, {
          store,
          explanation: explanations.join(","),
          limit: PAGE_NUMBERS,
          cursor: pageParam,
        }),
        { signal },
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: OrderNumbers) => page.nextCursor ?? undefined,
  });

/** Numbers looked through at once on the way back; each stretch without any is followed by a longer one. */
const STRETCH_NUMBERS = 1000;
const STRETCH_GROWS = 8;
const STRETCH_NUMBERS_MAX = 64_000;

/** The nearest place after one, through `last`, that was not plainly used; null where there is none. */
export const exceptionAfter = (
  store: string,
  explanations: readonly Explanation[],
  sequence: number,
  last: number,
) =>
  queryOptions({
    queryKey: ["order-numbers", "after", store, sequence],
    queryFn: async ({ signal }) => {
      const from = sequence + 1;
      const found = await explainedBetween({
        store,
        explanations,
        from,
        to: last,
        signal,
        most: 1,
      });
      return found[0]?.sequence ?? null;
    },
  });

/** The nearest place before one, from `first` on, that was not plainly used; null where there is none. */
export const exceptionBefore = (
  store: string,
  explanations: readonly Explanation[],
  sequence: number,
  first: number,
) =>
  queryOptions({
    queryKey: ["order-numbers", "before", store, sequence],
    queryFn: async ({ signal }) => {
      let length = STRETCH_NUMBERS;
      for (let to = sequence - 1; to >= first;) {
        const from = Math.max(first, to - length + 1);
        const found = await explainedBetween({ store, explanations, from, to, signal });
        const nearest = found.at(-1);
        if (nearest !== undefined) return nearest.sequence;
        to = from - 1;
        length = Math.min(STRETCH_NUMBERS_MAX, length * STRETCH_GROWS);
      }
      return null;
    },
  });

/** Ends included; page after page until there are `most` of them or no more. */
async function explainedBetween(asked: {
  readonly store: string;
  readonly explanations: readonly Explanation[];
  readonly from: number;
  readonly to: number;
  readonly most?: number;
  readonly signal: AbortSignal;
}): Promise<OrderNumbers["items"]> {
  const { store, explanations, from, to, signal, most = Number.POSITIVE_INFINITY } = asked;
  const found: OrderNumbers["items"] = [];
  if (from > to) return found;
  let cursor: string | undefined;
  do {
    const page = await fetchAnswer<OrderNumbers>(
      withParameters(`${API}/order-numbers`, {
        store,
        from,
        to: to + 1,
        explanation: explanations.join(","),
        limit: Math.min(most, PAGE_NUMBERS),
        cursor,
      }),
      { signal },
    );
    found.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined && found.length < most);
  return found;
}
