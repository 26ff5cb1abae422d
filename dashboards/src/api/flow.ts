import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { Durations, ProcessMap, StepObjects } from "#query/answers/process-answers.ts";
import type { HistogramAnswer } from "#query/answers/query-answers.ts";
import { API, api, withParameters } from "../path-builder.ts";
import { fetchAnswer } from "./fetch-answer.ts";

/** Stories that are compared on a screen. */
const VARIANTS_LISTED = 100;

/** Times that one step was taken, listed beside the map. */
const STEP_OBJECTS_LISTED = 100;

/** Which objects the flow is made of: of a type, a store or all, whose first record falls into a time. */
export interface FlowScope {
  readonly type: ProcessMap["type"];
  readonly store?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

export interface FlowStep {
  readonly from: string;
  readonly to: string;
}

export const processMapAnswer = (scope: FlowScope) =>
  queryOptions({
    queryKey: ["flow", "map", scope],
    queryFn: ({ signal }) =>
      fetchAnswer<ProcessMap>(
        withParameters(`${API}/stats/process-map`, { ...scope, variants: VARIANTS_LISTED }),
        { signal },
      ),
    placeholderData: keepPreviousData,
  });

export const durationsAnswer = (scope: FlowScope) =>
  queryOptions({
    queryKey: ["flow", "durations", scope],
    queryFn: ({ signal }) =>
      fetchAnswer<Durations>(withParameters(`${API}/stats/durations`, { ...scope }), { signal }),
    placeholderData: keepPreviousData,
  });

/** The objects behind one step, the longest wait first. */
export const stepObjectsAnswer = (scope: FlowScope, step: FlowStep) =>
  queryOptions({
    queryKey: ["flow", "step", scope, step],
    queryFn: ({ signal }) =>
      fetchAnswer<StepObjects>(
        withParameters(`${API}/stats/step-objects`, {
          ...scope,
          start: step.from,
          end: step.to,
          limit: STEP_OBJECTS_LISTED,
        }),
        { signal },
      ),
  });

/** How many records match, over time; all of them when there is no time. */
export const countsOverTime = (q: string, scope: Pick<FlowScope, "from" | "to">, bucket?: string) =>
  queryOptions({
    queryKey: ["flow", "counts", q, scope.from, scope.to, bucket],
    queryFn: ({ signal }) =>
      fetchAnswer<HistogramAnswer>(
        api.histogram({
          q,
          from: scope.from,
          to: scope.to,
          ...(bucket !== undefined && { bucket }),
        }),
        { signal },
      ),
    placeholderData: keepPreviousData,
  });
