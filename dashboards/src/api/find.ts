import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { SavedSearchAnswer, SavedSearchList } from "#query/answers/alert-answers.ts";
import type { EventTypesAnswer } from "#query/answers/event-type-answers.ts";
import type { ObjectAnswer } from "#query/answers/object-answers.ts";
import type { FacetsAnswer } from "#query/answers/query-answers.ts";
import type { SearchFieldsAnswer } from "#query/answers/search-field-answers.ts";
import type { Worklist } from "#query/answers/worklist-answers.ts";
import { API, api, part, withParameters } from "../path-builder.ts";
import { fetchAnswer, postJson } from "./fetch-answer.ts";

/** Of the release, not of the log: asked once. */
const NEVER_STALE = { staleTime: Number.POSITIVE_INFINITY };

/** Values of one field that completion chooses from; rarer ones are typed. */
const COMPLETED_VALUES = 200;

/** Records of a candidate that its preview is made from; its verdict is made from all of them. */
const PREVIEWED_RECORDS = 100;

/** The service answers no more objects by their IDs at once. */
const ROWS_AT_ONCE = 50;

export const searchFieldsAnswer = () =>
  queryOptions({
    queryKey: ["search-fields"],
    queryFn: ({ signal }) => fetchAnswer<SearchFieldsAnswer>(`${API}/search-fields`, { signal }),
    ...NEVER_STALE,
  });

export const eventTypesAnswer = () =>
  queryOptions({
    queryKey: ["event-types"],
    queryFn: ({ signal }) => fetchAnswer<EventTypesAnswer>(`${API}/event-types`, { signal }),
    ...NEVER_STALE,
  });

/** The commonest values of a field that is counted, over all time. */
export const fieldValuesAnswer = (field: string) =>
  queryOptions({
    queryKey: ["field-values", field],
    queryFn: ({ signal }) =>
      fetchAnswer<FacetsAnswer>(api.facets({ fields: [field], limit: COMPLETED_VALUES }), {
        signal,
      }),
  });

/** What happened to a candidate, judged: enough of it to tell it from the others. */
export const candidateAnswer = (type: string, id: string) =>
  queryOptions({
    queryKey: ["candidate", type, id],
    queryFn: ({ signal }) =>
      fetchAnswer<ObjectAnswer>(api.object(type, id, { limit: PREVIEWED_RECORDS }), { signal }),
  });

/** States and findings of a few objects in one answer, as the view of lifecycles has them. */
export const objectRowsAnswer = (objects: readonly { type: string; id: string }[]) => {
  const asked = objects.slice(0, ROWS_AT_ONCE).map(({ type, id }) => `${type}:${id}`);
  return queryOptions({
    queryKey: ["object-rows", asked],
    queryFn: ({ signal }) =>
      fetchAnswer<Worklist>(
        withParameters(`${API}/objects`, { object: asked, limit: ROWS_AT_ONCE }),
        { signal },
      ),
    enabled: asked.length > 0,
    placeholderData: keepPreviousData,
  });
};

const SAVED = `${API}/saved-searches`;

export const savedSearchesAnswer = () =>
  queryOptions({
    queryKey: ["saved-searches"],
    queryFn: ({ signal }) => fetchAnswer<SavedSearchList>(SAVED, { signal }),
  });

export function saveSearch(name: string, q: string): Promise<SavedSearchAnswer> {
  return postJson(SAVED, { name, q });
}

export function renameSearch(searchId: string, name: string, q: string) {
  return fetchAnswer<SavedSearchAnswer>(`${SAVED}/${part(searchId)}`, {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name, q }),
  });
}

/** Rejects with `conflict` where an alert is about it. */
export function removeSearch(searchId: string): Promise<SavedSearchAnswer> {
  return fetchAnswer(`${SAVED}/${part(searchId)}`, { method: "DELETE" });
}
