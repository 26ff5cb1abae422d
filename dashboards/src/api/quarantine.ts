import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { QuarantineItemAnswer, QuarantineList } from "#query/answers/quarantine-answers.ts";
import { api } from "../path-builder.ts";
import { fetchAnswer, postJson, request } from "./fetch-answer.ts";

export const quarantineAnswer = (status: string) =>
  infiniteQueryOptions({
    queryKey: ["quarantine", status],
    queryFn: ({ pageParam, signal }) =>
      fetchAnswer<QuarantineList>(api.quarantine({ status, cursor: pageParam }), { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: QuarantineList) => page.nextCursor ?? undefined,
    staleTime: 0,
  });

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
