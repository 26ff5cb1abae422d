import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { CompareAnswer } from "#query/answers/compare-answers.ts";
import type { LifecycleModels } from "#query/answers/model-answers.ts";
import type { ObjectAnswer } from "#query/answers/object-answers.ts";
import { API, api, withParameters } from "../path-builder.ts";
import { fetchAnswer } from "./fetch-answer.ts";

/** The service's own maximum: steps beyond it are told by their types. */
const COMPARED_RECORDS = 1000;

/** For when an answer is, and what was known by then. */
export interface Moment {
  readonly asOf?: string | undefined;
  readonly knownAt?: string | undefined;
}

/** The states of every type of object, and how it gets from one to another; the same while the service runs. */
export const lifecycleModelsAnswer = () =>
  queryOptions({
    queryKey: ["lifecycle-models"],
    queryFn: ({ signal }) => fetchAnswer<LifecycleModels>(`${API}/lifecycle-models`, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** Two objects side by side; both as `order:100000047`, the right one also `normal`. */
export const compareAnswer = (left: string, right: string, moment: Moment) =>
  queryOptions({
    queryKey: ["compare", left, right, moment],
    queryFn: ({ signal }) =>
      fetchAnswer<CompareAnswer>(withParameters(`${API}/compare`, { left, right, ...moment }), {
        signal,
      }),
  });

/** The records of an object that is compared, to tell its steps in sentences. */
export const comparedRecordsAnswer = (type: string, id: string, moment: Moment) =>
  queryOptions({
    queryKey: ["compared-records", type, id, moment],
    queryFn: ({ signal }) =>
      fetchAnswer<ObjectAnswer>(
        api.object(type, id, { limit: COMPARED_RECORDS, verdict: "false", ...moment }),
        { signal },
      ),
    placeholderData: keepPreviousData,
  });
