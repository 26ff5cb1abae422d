import type { EventList } from "#query/answers/query-answers.ts";
import type { ApiClient } from "./api-client.ts";
import { readListPages } from "./read-list-pages.ts";

export interface EventSearch {
  readonly query: string;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly order: string;
  /** How many events at most, over all pages; every one when absent. */
  readonly limit?: number;
}

/** The pages of a search, in order, at least one. The last has no `nextCursor`, or the limit is reached. */
export function readEventPages(
  client: ApiClient,
  { query, from, to, order, limit }: EventSearch,
): AsyncGenerator<EventList> {
  const q = query === "" ? undefined : query;
  return readListPages(client, "/api/v1/events", { q, from, to, order }, limit);
}
