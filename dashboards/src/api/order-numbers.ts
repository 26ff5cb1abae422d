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
