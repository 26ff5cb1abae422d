import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import type {
  CardBalance,
  CardLiability,
  CardReconciliation,
} from "#query/answers/gift-card-answers.ts";
import type { ObjectAnswer } from "#query/answers/object-answers.ts";
import type { ObjectCounts, Worklist } from "#query/answers/worklist-answers.ts";
import { API, api, part, withParameters } from "../path-builder.ts";
import { fetchAnswer } from "./fetch-answer.ts";

/** Rows of one page of the list: a screen several times over. */
const CARDS_PAGE_ROWS = 200;

/** Cards with findings that are put first: more nobody reads from the top, and the list waits for them. */
const FIRST_CARDS_MAX = 200;

export interface CardsFilter {
  readonly state?: string | undefined;
  /** A rule, or `gift-card` for any of the rules of cards. */
  readonly finding?: string | undefined;
  readonly store?: string | undefined;
}

const cardsPath = (filter: CardsFilter, limit: number, cursor?: string) =>
  withParameters(`${API}/objects`, { ...filter, type: "giftCard", order: "newest", limit, cursor });

/** Cards that fulfill the filter, last touched first. */
export const cardsAnswer = (filter: CardsFilter) =>
  infiniteQueryOptions({
    queryKey: ["gift-cards", filter],
    queryFn: ({ pageParam, signal }) =>
      fetchAnswer<Worklist>(cardsPath(filter, CARDS_PAGE_ROWS, pageParam), { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: Worklist) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });

/** Cards whose account has a finding, or the one of the filter. */
export const foundCardsAnswer = (filter: CardsFilter) => {
  const found = { ...filter, finding: filter.finding ?? "gift-card" };
  return queryOptions({
    queryKey: ["gift-cards-found", found],
    queryFn: ({ signal }) => fetchAnswer<Worklist>(cardsPath(found, FIRST_CARDS_MAX), { signal }),
    placeholderData: keepPreviousData,
  });
};

export const cardCountsAnswer = () =>
  queryOptions({
    queryKey: ["object-counts"],
    queryFn: ({ signal }) => fetchAnswer<ObjectCounts>(`${API}/objects/counts`, { signal }),
  });

/** The life of a card with its account's history; of its timeline no more than one record. */
export const cardAnswer = (id: string) =>
  queryOptions({
    queryKey: ["gift-card", id],
    queryFn: ({ signal }) =>
      fetchAnswer<ObjectAnswer>(api.object("giftCard", id, { limit: 1 }), { signal }),
  });

/** The account at a moment; the one before stays shown meanwhile. */
export const balanceAnswer = (id: string, asOf: string | undefined) =>
  queryOptions({
    queryKey: ["gift-card-balance", id, asOf],
    queryFn: ({ signal }) =>
      fetchAnswer<CardBalance>(withParameters(`${API}/gift-cards/${part(id)}/balance`, { asOf }), {
        signal,
      }),
    placeholderData: keepPreviousData,
  });

export const reconciliationAnswer = (asOf: string | undefined) =>
  queryOptions({
    queryKey: ["gift-cards-reconciliation", asOf],
    queryFn: ({ signal }) =>
      fetchAnswer<CardReconciliation>(
        withParameters(`${API}/gift-cards/reconciliation`, { asOf }),
        { signal },
      ),
    placeholderData: keepPreviousData,
  });

export const liabilityAnswer = (asOf: string | undefined) =>
  queryOptions({
    queryKey: ["gift-cards-liability", asOf],
    queryFn: ({ signal }) =>
      fetchAnswer<CardLiability>(withParameters(`${API}/gift-cards/liability`, { asOf }), {
        signal,
      }),
    placeholderData: keepPreviousData,
  });
