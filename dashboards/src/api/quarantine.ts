import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { QuarantineItemAnswer, QuarantineList } from "#query/answers/quarantine-answers.ts";
import { API, api, withParameters } from "../path-builder.ts";
import { fetchAnswer, postJson, request } from "./fetch-answer.ts";

export interface QuarantineFilters {
  readonly status: string;
  readonly source?: string | undefined;
}

export const quarantineAnswer = (filters: QuarantineFilters) =>
  infiniteQueryOptions({
    queryKey: ["quarantine", filters],
    queryFn: ({ pageParam, signal }) => quarantinePage(filters, pageParam, signal),
    placeholderData: keepPreviousData,
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: QuarantineList) => page.nextCursor ?? undefined,
    staleTime: 0,
  });

function quarantinePage(
  filters: QuarantineFilters,
  cursor: string | undefined,
  signal: AbortSignal,
  limit?: number,
): Promise<QuarantineList> {
  const url = withParameters(`${API}/quarantine`, { ...filters, cursor, limit });
  return fetchAnswer<QuarantineList>(url, { signal });
}

/** The service's own maximum. */
const LISTED_AT_ONCE = 1000;

/** Every open item, of one source where it is named, oldest first. */
export async function openItemIds(
  source: string | undefined,
  signal: AbortSignal,
): Promise<string[]> {
  const found: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await quarantinePage({ status: "open", source }, cursor, signal, LISTED_AT_ONCE);
    found.push(...page.items.map(({ itemId }) => itemId));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return found.toReversed();
}

export const quarantineItemAnswer = (itemId: string) =>
  queryOptions({
    queryKey: ["quarantine-item", itemId],
    queryFn: ({ signal }) =>
      fetchAnswer<QuarantineItemAnswer>(api.quarantineItem(itemId), { signal }),
    staleTime: 0,
  });

/** The input as text; null when its bytes are not UTF-8. */
export interface QuarantinedInput {
  readonly text: string | null;
}

export const quarantineInputAnswer = (itemId: string) =>
  queryOptions({
    queryKey: ["quarantine-input", itemId],
    queryFn: async ({ signal }): Promise<QuarantinedInput> => {
      const response = await request(api.quarantineContent(itemId), { signal });
      const bytes = await response.arrayBuffer();
      try {
        return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
      } catch {
        return { text: null };
      }
    },
    staleTime: Number.POSITIVE_INFINITY,
  });

/** What a retry came to; the rest of the service's answer is not shown. */
export interface RetryOutcome {
  readonly accepted: number;
  readonly duplicate: number;
  readonly quarantined: number;
  readonly items: readonly { readonly error?: { readonly message: string } }[];
}

/** Reads the item again: as it is, or corrected when `content` is given. */
export function retryQuarantined(itemId: string, content?: string): Promise<RetryOutcome> {
  return postJson<RetryOutcome>(
    api.quarantineRetry(itemId),
    content === undefined ? {} : { content },
  );
}

export function dismissQuarantined(itemId: string, note: string): Promise<QuarantineItemAnswer> {
  return postJson<QuarantineItemAnswer>(api.quarantineDismiss(itemId), { note });
}
