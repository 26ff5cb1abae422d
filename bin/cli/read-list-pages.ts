import type { ApiClient } from "./api-client.ts";

/** Largest page the API gives. */
const PAGE_ITEMS_MAX = 1000;

interface ListPage {
  readonly items: readonly unknown[];
  readonly nextCursor: string | null;
}

/**
 * The pages of a list of the API, in order, at least one; `limit` items over all pages, every one when absent.
 * The last page has no `nextCursor`, or the limit is reached.
 */
export async function* readListPages<Page extends ListPage>(
  client: ApiClient,
  path: string,
  query: Readonly<Record<string, string | number | undefined>>,
  limit = Number.POSITIVE_INFINITY,
): AsyncGenerator<Page> {
  let left = limit;
  let cursor: string | undefined;
  do {
    const page: Page = await client.get(path, {
      ...query,
      limit: Math.min(PAGE_ITEMS_MAX, left),
      cursor,
    });
    yield page;
    left -= page.items.length;
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined && left > 0);
}
