import type { QuarantineList } from "#query/answers/quarantine-answers.ts";
import type { ApiClient } from "../api-client.ts";

/** Largest page the API gives. */
const PAGE_ITEMS_MAX = 1000;

/** The pages of the quarantine, newest first, at least one; `limit` items over all pages, or every one. */
export async function* readQuarantine(
  client: ApiClient,
  asked: { readonly status: string; readonly source?: string | undefined; readonly limit?: number },
): AsyncGenerator<QuarantineList> {
  let left = asked.limit ?? Number.POSITIVE_INFINITY;
  let cursor: string | undefined;
  do {
    const page: QuarantineList = await client.get("/api/v1/quarantine", {
      status: asked.status,
      source: asked.source,
      limit: Math.min(PAGE_ITEMS_MAX, left),
      cursor,
    });
    yield page;
    left -= page.items.length;
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined && left > 0);
}
