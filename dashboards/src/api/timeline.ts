import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { ObjectAnswer } from "#query/answers/object-answers.ts";
import { api } from "../path-builder.ts";
import { fetchAnswer } from "./fetch-answer.ts";

/** The service's own maximum: most timelines then come in one page. */
const PAGE_ROWS = 1000;

/** When an object is looked at: as of a time, and from what was known by one. RFC 3339. */
export interface Moment {
  readonly asOf?: string | undefined;
  readonly knownAt?: string | undefined;
}

/** Keys of all that is asked of one object begin so. */
const keyOf = (what: string, type: string, id: string, { asOf, knownAt }: Moment) => [
  what,
  type,
  id,
  ...(asOf === undefined && knownAt === undefined ? [] : [{ asOf, knownAt }]),
];

/** An answer about this object at another moment stays shown while one is on its way; never another object's. */
function isOf(
  type: string,
  id: string,
  query: { readonly queryKey: readonly unknown[] } | undefined,
): boolean {
  return query?.queryKey[1] === type && query.queryKey[2] === id;
}

/** Records of an object at a moment, without a verdict: they are there at once. */
export const recordsAnswer = (type: string, id: string, moment: Moment) =>
  infiniteQueryOptions({
    queryKey: keyOf("timeline", type, id, moment),
    queryFn: ({ pageParam, signal }) =>
      fetchAnswer<ObjectAnswer>(
        api.object(type, id, { ...moment, limit: PAGE_ROWS, cursor: pageParam, verdict: "false" }),
        { signal },
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: ObjectAnswer) => page.nextCursor ?? undefined,
    placeholderData: (previous, query) => (isOf(type, id, query) ? previous : undefined),
  });

/** Life, findings and narrative of an object at a moment; of its records only the first. */
export const verdictAnswer = (type: string, id: string, moment: Moment) =>
  queryOptions({
    queryKey: keyOf("verdict", type, id, moment),
    queryFn: ({ signal }) =>
      fetchAnswer<ObjectAnswer>(api.object(type, id, { ...moment, limit: 1 }), { signal }),
    placeholderData: (previous: ObjectAnswer | undefined, query) =>
      isOf(type, id, query) ? previous : undefined,
  });
