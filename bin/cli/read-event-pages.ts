import type { EventList } from "#query/answers/query-answers.ts";
import type { ApiClient } from "./api-client.ts";

/** Largest page the API gives. */
const PAGE_ITEMS_MAX = 1000;

export interface EventSearch {
  readonly query: string;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly order: string;
  /** How many events at most, over all pages; every one when absent. */
  readonly limit?: number;
}

/** The pages of a search, in order, at least one. The last has no `nextCursor`, or the limit is reached. */
export async function* readEventPages(
  client: ApiClient,
  search: EventSearch,
): AsyncGenerator<EventList> {
  let left = search.limit ?? Number.POSITIVE_INFINITY;
  let cursor: string | undefined;
  do {
    const page: EventList = await client.get("/api/v1/events", {
      q: search.query === "" ? undefined : search.query,
      from: search.from,
      to: search.to,
      order: search.order,
      limit: Math.min(PAGE_ITEMS_MAX, left),
      cursor,
    });
    yield page;
    left -= page.items.length;
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined && left > 0);
}
