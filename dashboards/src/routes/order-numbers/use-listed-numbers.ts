import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import type { Explanation, OrderNumberAnswer } from "#query/answers/number-answers.ts";
import { explainedNumbersAnswer } from "../../api/order-numbers.ts";
import { byGravity, EXCEPTIONS } from "./explanations.ts";

/** Numbers that are gathered without being asked for: then a person decides to read on. */
const GATHERED_MAX = 20_000;

/** All numbers of a store that were not plainly used, read page by page until there are no more. */
export function useExceptions(store: string) {
  const answer = useInfiniteQuery(explainedNumbersAnswer(store, EXCEPTIONS));
  const { hasNextPage, isFetching, error, fetchNextPage } = answer;
  const numbers = (answer.data?.pages ?? []).flatMap(({ items }) => items);
  const goesOn = hasNextPage && !isFetching && error === null && numbers.length < GATHERED_MAX;
  useEffect(() => {
    if (goesOn) void fetchNextPage();
  }, [goesOn, fetchNextPage]);
  return { answer, numbers, isWhole: answer.data !== undefined && !hasNextPage };
}

/** What the table lists: the exceptions, gravest first, or the numbers of the chosen explanations. */
export function useListed(
  store: string,
  exceptions: readonly OrderNumberAnswer[],
  chosen: readonly Explanation[],
) {
  const withUsed = chosen.includes("used");
  const asked = useInfiniteQuery({ ...explainedNumbersAnswer(store, chosen), enabled: withUsed });
  if (withUsed) {
    return { numbers: (asked.data?.pages ?? []).flatMap(({ items }) => items), asked };
  }
  const numbers = byGravity(
    chosen.length === 0
      ? exceptions
      : exceptions.filter(({ explanation }) => chosen.includes(explanation)),
  );
  return { numbers, asked: null };
}
