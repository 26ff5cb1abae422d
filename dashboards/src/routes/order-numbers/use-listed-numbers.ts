import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import type { Explanation } from "#query/answers/number-answers.ts";
import { explainedNumbersAnswer } from "../../api/order-numbers.ts";
import { byGravity, EXCEPTIONS } from "./explanations.ts";

/** Numbers that are gathered without being asked for: then a person decides to read on. */
const GATHERED_MAX = 20_000;

/** All numbers of a store that were not plainly used, read page by page until there are no more. */
export function useExceptions(store: string) {
  const answer = useInfiniteQuery(explainedNumbersAnswer(store, EXCEPTIONS));
  const { hasNextPage, isFetching, error, fetchNextPage } = answer;
  const pages = answer.data?.pages;
  // Many thousands: gathered when pages come, not whenever the pointer moves.
  const numbers = useMemo(() => (pages ?? []).flatMap(({ items }) => items), [pages]);
  const goesOn = hasNextPage && !isFetching && error === null && numbers.length < GATHERED_MAX;
  useEffect(() => {
    if (goesOn) void fetchNextPage();
  }, [goesOn, fetchNextPage]);
  return { answer, numbers, isWhole: answer.data !== undefined && !hasNextPage };
}

/** What the table lists: the exceptions, gravest first, or the numbers of the chosen explanations. */
export function useListed(
  store: string,
  { numbers: exceptions, isWhole }: Pick<ReturnType<typeof useExceptions>, "numbers" | "isWhole">,
  chosen: readonly Explanation[],
) {
  const withUsed = chosen.includes("used");
  const asked = useInfiniteQuery({ ...explainedNumbersAnswer(store, chosen), enabled: withUsed });
  const pages = asked.data?.pages;
  const named = chosen.join(",");
  const numbers = useMemo(() => {
    if (withUsed) return (pages ?? []).flatMap(({ items }) => items);
    const kinds: ReadonlySet<string> = new Set(named.split(","));
    return byGravity(
      named === "" ? exceptions : exceptions.filter(({ explanation }) => kinds.has(explanation)),
    );
  }, [withUsed, pages, exceptions, named]);
  const areAll = withUsed ? asked.data !== undefined && !asked.hasNextPage : isWhole;
  const last = withUsed ? numbers.at(-1) : exceptions.at(-1);
  return { numbers, asked: withUsed ? asked : null, through: areAll ? undefined : last?.sequence };
}
