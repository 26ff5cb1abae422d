import type { ObjectAnswer } from "#query/answers/object-answers.ts";
import type { ApiClient } from "../api-client.ts";

/** Largest page the API gives. */
const PAGE_ENTRIES_MAX = 1000;

export interface StoryRequest {
  readonly asOf?: string | undefined;
  readonly knownAt?: string | undefined;
  /** Without it lifecycle, findings and narrative are left out. */
  readonly withVerdict: boolean;
}

/**
 * An object with its whole timeline, page by page; `kind` is its part of the address, such as `orders`. Rejects
 * with `ApiProblem` `not-found`.
 */
export async function readStory(
  client: ApiClient,
  object: { readonly kind: string; readonly id: string },
  { asOf, knownAt, withVerdict }: StoryRequest,
): Promise<ObjectAnswer> {
  const path = `/api/v1/${object.kind}/${encodeURIComponent(object.id)}`;
  const parameters = { limit: PAGE_ENTRIES_MAX, asOf, knownAt };
  const verdict = withVerdict ? undefined : "false";
  const first = await client.get<ObjectAnswer>(path, { ...parameters, verdict });
  const timeline = [...first.timeline];
  for (let cursor = first.nextCursor; cursor !== null;) {
    const more = await client.get<ObjectAnswer>(path, { ...parameters, verdict: "false", cursor });
    timeline.push(...more.timeline);
    cursor = more.nextCursor;
  }
  return { ...first, timeline, nextCursor: null };
}
