import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { Coverage } from "#query/answers/coverage.ts";
import type { EventAnswer } from "#query/answers/event-answer.ts";
import type { ObjectAnswer } from "#query/answers/object-answers.ts";
import type { EventList } from "#query/answers/query-answers.ts";
import type { ObjectCounts, ObjectRowAnswer, Worklist } from "#query/answers/worklist-answers.ts";
import { API, api, withParameters } from "../path-builder.ts";
import { fetchAnswer } from "./fetch-answer.ts";

/** Rows of one page of a worklist. */
const PAGE_ROWS = 200;

/** Rows of a page for which further records are asked: two questions' worth of IDs. */
const JOINED_ROWS = 50;

/** IDs in one query of the search language: it takes 64 terms and 2,048 characters. */
const QUERIED_IDS = 25;

/** Made records of as many licenses; some were made twice, and renewals name them too. */
const QUERIED_RECORDS = 200;

/** IDs in one question for objects: the service's own maximum. */
const ASKED_OBJECTS = 50;

export interface WorklistFilter {
  readonly type: "license" | "order";
  readonly state?: string | undefined;
  readonly finding?: string | undefined;
  readonly store?: string | undefined;
}

/** Licenses in their states, or orders with findings; last touched first. */
export const licenseWorklistAnswer = (filter: WorklistFilter) =>
  infiniteQueryOptions({
    queryKey: ["license-worklist", filter],
    queryFn: ({ pageParam, signal }) =>
      fetchAnswer<Worklist>(
        withParameters(`${API}/objects`, {
          ...filter,
          order: "newest",
          limit: PAGE_ROWS,
          cursor: pageParam,
        }),
        { signal },
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: Worklist) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });

export const licenseCountsAnswer = () =>
  queryOptions({
    queryKey: ["object-counts"],
    queryFn: ({ signal }) => fetchAnswer<ObjectCounts>(`${API}/objects/counts`, { signal }),
  });

export interface ExpiringLicense {
  readonly row: ObjectRowAnswer;
  /** The records of the licenses that renew it. */
  readonly renewals: readonly EventAnswer[];
}

export interface ExpiringPage {
  readonly items: readonly ExpiringLicense[];
  readonly nextCursor: string | null;
  readonly coverage: Coverage;
}

/** Licenses whose term ends within a length of time such as `30d`, the soonest first, with what renews them. */
export const expiringAnswer = (within: string, store: string | undefined) =>
  infiniteQueryOptions({
    queryKey: ["licenses-expiring", within, store],
    queryFn: async ({ pageParam, signal }): Promise<ExpiringPage> => {
      const { items, nextCursor, coverage } = await fetchAnswer<Worklist>(
        withParameters(`${API}/objects`, {
          type: "license",
          expiresWithin: within,
          store,
          order: "expiring",
          limit: JOINED_ROWS,
          cursor: pageParam,
        }),
        { signal },
      );
      const made = await madeRecords(
        items.map(({ object }) => object.id),
        signal,
      );
      return {
        items: items.map((row) => ({
          row,
          renewals: made.filter((event) => previousOf(event) === row.object.id),
        })),
        nextCursor,
        coverage,
      };
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: ExpiringPage) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });

export interface RenewalsPage {
  /** Records that made a license which renews another one, last first. */
  readonly renewals: readonly EventAnswer[];
  /** Records that made the licenses which were renewed. */
  readonly renewed: readonly EventAnswer[];
  /** Both kinds of licenses as they are now. */
  readonly licenses: readonly ObjectRowAnswer[];
  readonly nextCursor: string | null;
  readonly coverage: Coverage;
}

/** Renewals, last first, with the terms and states of both licenses. */
export const renewalsAnswer = () =>
  infiniteQueryOptions({
    queryKey: ["license-renewals"],
    queryFn: async ({ pageParam, signal }): Promise<RenewalsPage> => {
      const { items, nextCursor, coverage } = await fetchAnswer<EventList>(
        api.events({
          q: "type:license.generated attributes.kind:renewal",
          limit: JOINED_ROWS,
          cursor: pageParam,
        }),
        { signal },
      );
      const previous = items.flatMap((event) => previousOf(event) ?? []);
      const own = items.flatMap((event) => madeLicense(event) ?? []);
      const [renewed, licenses] = await Promise.all([
        madeRecords(previous, signal),
        licenseRows([...own, ...previous], signal),
      ]);
      return { renewals: items, renewed, licenses, nextCursor, coverage };
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: RenewalsPage) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });

/** The records that made the licenses of one chain. */
export const chainAnswer = (ids: readonly string[]) =>
  queryOptions({
    queryKey: ["license-chain", ids],
    queryFn: async ({ signal }) => {
      const [made, licenses] = await Promise.all([
        madeRecords(ids, signal),
        licenseRows(ids, signal),
      ]);
      return { made, licenses };
    },
    placeholderData: keepPreviousData,
  });

/** The life of a license or an order with its findings; of its timeline no more than one record. */
export const licensedObjectAnswer = (type: "license" | "order", id: string) =>
  queryOptions({
    queryKey: ["licensed-object", type, id],
    queryFn: ({ signal }) =>
      fetchAnswer<ObjectAnswer>(api.object(type, id, { limit: 1 }), { signal }),
  });

/** ID of the license that a record made. */
export function madeLicense(event: EventAnswer): string | null {
  return (
    event.objects.find(({ type, role }) => type === "license" && role === undefined)?.id ?? null
  );
}

/** ID of the license that it renews; null for a first one. */
export function previousOf(event: EventAnswer): string | null {
  return (
    event.objects.find(({ type, role }) => type === "license" && role === "previous")?.id ?? null
  );
}

/** Records that made one of these licenses, or that made one which renews it. */
async function madeRecords(ids: readonly string[], signal: AbortSignal): Promise<EventAnswer[]> {
  const answers = await Promise.all(
    inParts(ids, QUERIED_IDS).map((some) => {
      const named = some.map((id) => `license:${JSON.stringify(id)}`).join(" OR ");
      const q = `type:license.generated (${named})`;
      return fetchAnswer<EventList>(api.events({ q, limit: QUERIED_RECORDS }), { signal });
    }),
  );
  const found = answers.flatMap(({ items }) => items);
  return [...new Map(found.map((event) => [event.reference, event])).values()];
}

async function licenseRows(
  ids: readonly string[],
  signal: AbortSignal,
): Promise<ObjectRowAnswer[]> {
  const answers = await Promise.all(
    inParts(ids, ASKED_OBJECTS).map((some) =>
      fetchAnswer<Worklist>(
        withParameters(`${API}/objects`, {
          object: some.map((id) => `license:${id}`),
          limit: ASKED_OBJECTS,
        }),
        { signal },
      ),
    ),
  );
  return answers.flatMap(({ items }) => items);
}

function inParts(ids: readonly string[], most: number): string[][] {
  const each = [...new Set(ids)];
  return Array.from({ length: Math.ceil(each.length / most) }, (_, part) =>
    each.slice(part * most, (part + 1) * most),
  );
}
