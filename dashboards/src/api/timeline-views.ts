import { queryOptions } from "@tanstack/react-query";
import type { CompareAnswer } from "#query/answers/compare-answers.ts";
import type { LifecycleModels } from "#query/answers/model-answers.ts";
import { API, withParameters } from "../path-builder.ts";
import { fetchAnswer } from "./fetch-answer.ts";

/** The states of every type of object, and how it gets from one to another; the same while the service runs. */
export const lifecycleModelsAnswer = () =>
  queryOptions({
    queryKey: ["lifecycle-models"],
    queryFn: ({ signal }) => fetchAnswer<LifecycleModels>(`${API}/lifecycle-models`, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** Two objects side by side; both as `order:100000047`, the right one also `normal`. */
export const compareAnswer = (left: string, right: string) =>
  queryOptions({
    queryKey: ["compare", left, right],
    queryFn: ({ signal }) =>
      fetchAnswer<CompareAnswer>(withParameters(`${API}/compare`, { left, right }), { signal }),
  });
