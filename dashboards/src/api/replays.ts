import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { ObjectAnswer } from "#query/answers/object-answers.ts";
import type {
  ExecutedReplay,
  PastReplays,
  ReplayView,
  UncertainOrders,
} from "#query/answers/replay-answers.ts";
import type { ReplayTable } from "#query/answers/replay-table-answers.ts";
import { API, api, part, withParameters } from "../path-builder.ts";
import { fetchAnswer } from "./fetch-answer.ts";

/** Orders of one page: each is decided anew, so a page is kept small. */
const ORDERS_PAGE_ROWS = 50;

/** Lists that wait for a person are renewed this often while they are looked at. */
const RENEWED_MS = 60_000;

/** How often a running replay is looked after. */
export const PROGRESS_MS = 1_000;

export const uncertainOrdersAnswer = (store: string | undefined) =>
  infiniteQueryOptions({
    queryKey: ["replays", "uncertain", store],
    queryFn: ({ pageParam, signal }) =>
      fetchAnswer<UncertainOrders>(
        withParameters(`${API}/replays`, { store, limit: ORDERS_PAGE_ROWS, cursor: pageParam }),
        { signal },
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: UncertainOrders) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    refetchInterval: RENEWED_MS,
  });

export const pastReplaysAnswer = (store: string | undefined) =>
  infiniteQueryOptions({
    queryKey: ["replays", "past", store],
    queryFn: ({ pageParam, signal }) =>
      fetchAnswer<PastReplays>(
        withParameters(`${API}/replays/past`, {
          store,
          limit: ORDERS_PAGE_ROWS,
          cursor: pageParam,
        }),
        { signal },
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: PastReplays) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });

/** What log and shop say of one order now. */
export const replayAnswer = (foreignId: string) =>
  queryOptions({
    queryKey: ["replay", foreignId],
    queryFn: ({ signal }) =>
      fetchAnswer<ReplayView>(`${API}/replays/${part(foreignId)}`, { signal }),
  });

/** A replay with what was decided on, loaded and checked; asked again and again while its check may come. */
export const pastReplayAnswer = (id: string) =>
  queryOptions({
    queryKey: ["past-replay", id],
    queryFn: ({ signal }) =>
      fetchAnswer<ObjectAnswer>(api.object("replay", id, { limit: 1 }), { signal }),
    staleTime: 0,
    refetchInterval: ({ state }) => (isUnderWay(state.data) ? PROGRESS_MS : false),
  });

/** Longer than a replay takes with all its attempts: what is not checked by then waits for people. */
const UNDER_WAY_MS = 120_000;

function isUnderWay(answer: ObjectAnswer | undefined): boolean {
  const lifecycle = answer?.lifecycle;
  const began = lifecycle?.states[0]?.from;
  if (lifecycle === undefined || began === undefined) return false;
  if (lifecycle.state !== "decided" && lifecycle.state !== "loading") return false;
  return Date.parse(lifecycle.asOf) - Date.parse(began) < UNDER_WAY_MS;
}

/** The decision table belongs to the release: it stays as it is while the page is open. */
export const replayTableAnswer = () =>
  queryOptions({
    queryKey: ["replay-table"],
    queryFn: ({ signal }) => fetchAnswer<ReplayTable>(`${API}/replay-table`, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** Has the shop decide, and without `dryRun` replay the order: may take a minute. */
export function replayOrder(foreignId: string, dryRun: boolean): Promise<ExecutedReplay> {
  return fetchAnswer<ExecutedReplay>(
    withParameters(`${API}/replays/${part(foreignId)}`, { dryRun: String(dryRun) }),
    { method: "POST" },
  );
}
