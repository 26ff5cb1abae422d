import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { EventAnswer } from "#query/answers/event-answer.ts";
import type {
  ContextAnswer,
  EventList,
  FacetsAnswer,
  HistogramAnswer,
  ResolveAnswer,
} from "#query/answers/query-answers.ts";
import { api } from "../path-builder.ts";
import type { RangeParameters } from "../path-builder.ts";
import { fetchAnswer } from "./fetch-answer.ts";

/** Rows of one page of results: enough to fill a screen twice, small enough to arrive at once. */
const EVENTS_PAGE_ROWS = 200;

/** Values listed per facet. */
const FACET_VALUES = 8;

export const FACET_FIELDS = ["type", "source", "outcome", "level"] as const;

export interface EventsSearch extends RangeParameters {
  readonly order?: "newest" | "oldest" | undefined;
}

export const eventsAnswer = (search: EventsSearch) =>
  infiniteQueryOptions({
    queryKey: ["events", search],
    queryFn: ({ pageParam, signal }) =>
      fetchAnswer<EventList>(
        api.events({ ...search, limit: EVENTS_PAGE_ROWS, cursor: pageParam }),
        { signal },
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: EventList) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });

/** Never the candidates of another ID while this one is being looked for: somebody may press 1. */
export const resolveAnswer = (given: string) =>
  queryOptions({
    queryKey: ["resolve", given],
    queryFn: ({ signal }) => fetchAnswer<ResolveAnswer>(api.resolve(given), { signal }),
  });

export const histogramAnswer = (range: RangeParameters) =>
  queryOptions({
    queryKey: ["histogram", range],
    queryFn: ({ signal }) => fetchAnswer<HistogramAnswer>(api.histogram(range), { signal }),
    placeholderData: keepPreviousData,
  });

export const facetsAnswer = (range: RangeParameters) =>
  queryOptions({
    queryKey: ["facets", range],
    queryFn: ({ signal }) =>
      fetchAnswer<FacetsAnswer>(
        api.facets({ ...range, fields: FACET_FIELDS, limit: FACET_VALUES }),
        { signal },
      ),
    placeholderData: keepPreviousData,
  });

export const eventAnswer = (reference: string) =>
  queryOptions({
    queryKey: ["event", reference],
    queryFn: ({ signal }) => fetchAnswer<EventAnswer>(api.event(reference), { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const contextAnswer = (reference: string, before: number, after: number) =>
  queryOptions({
    queryKey: ["context", reference, before, after],
    queryFn: ({ signal }) =>
      fetchAnswer<ContextAnswer>(api.context(reference, before, after), { signal }),
  });
