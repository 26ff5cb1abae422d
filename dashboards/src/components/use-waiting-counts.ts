import { queryOptions, useQuery } from "@tanstack/react-query";
import type { OrderNumbers } from "#query/answers/number-answers.ts";
import type { UncertainOrders } from "#query/answers/replay-answers.ts";
import { fetchAnswer } from "../api/fetch-answer.ts";
import { API, withParameters } from "../path-builder.ts";

/** More is said as `99+`: nobody counts on. */
const COUNTED_MAX = 99;

/** How often the counts are renewed while a page is open. */
const RENEWED_MS = 60_000;

const counted = <Answer extends { readonly items: readonly unknown[] }>(
  name: string,
  path: string,
  search: Record<string, string>,
) =>
  queryOptions({
    queryKey: ["waiting", name],
    queryFn: ({ signal }) =>
      fetchAnswer<Answer>(withParameters(`${API}/${path}`, { ...search, limit: COUNTED_MAX + 1 }), {
        signal,
      }),
    select: ({ items }) => items.length,
    refetchInterval: RENEWED_MS,
    retry: false,
  });

/** What waits for a person on a screen: undefined while nothing does, or while it is not known. */
export function useWaitingCounts() {
  const orderNumbers = useQuery(
    counted<OrderNumbers>("order-numbers", "order-numbers", { explanation: "unexplained" }),
  );
  const replays = useQuery(counted<UncertainOrders>("replays", "replays", {}));
  return { orderNumbers: said(orderNumbers.data), replays: said(replays.data) };
}

function said(count: number | undefined): string | undefined {
  if (count === undefined || count === 0) return undefined;
  return count > COUNTED_MAX ? `${COUNTED_MAX}+` : String(count);
}
