import type { ObjectAnswer } from "#query/answers/object-answers.ts";
import type { ApiClient } from "../api-client.ts";

/** Largest page the API gives. */
const PAGE_ENTRIES_MAX = 1000;

/** A transaction with its whole timeline, page by page. Rejects with `ApiProblem` `not-found`. */
export async function readTimeline(
  client: ApiClient,
  id: string,
  knownAt: string | undefined,
): Promise<ObjectAnswer> {
  const path = `/api/v1/transactions/${encodeURIComponent(id)}`;
  const parameters = { limit: PAGE_ENTRIES_MAX, knownAt };
  const first = await client.get<ObjectAnswer>(path, parameters);
  const timeline = [...first.timeline];
  for (let cursor = first.nextCursor; cursor !== null;) {
    const more = await client.get<ObjectAnswer>(path, { ...parameters, cursor });
    timeline.push(...more.timeline);
    cursor = more.nextCursor;
  }
  return { ...first, timeline, nextCursor: null };
}
