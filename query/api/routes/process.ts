import { z } from "zod";
import {
  durationsSchema,
  processMapSchema,
  stepObjectsSchema,
} from "#query/answers/process-answers.ts";
import type { ApiContext, ApiInstance } from "../context.ts";
import { problemResponses } from "../problem.ts";
import { queryRequest } from "../query-request.ts";
import { integerParameter, timeParameter } from "./parameters.ts";
import { objectTypeParameter, storeParameter, VIEW_PROBLEMS } from "./worklists.ts";

/** Event types are some words long. */
const EVENT_TYPE_CHARACTERS_MAX = 128;

/** Stories that a person compares. */
const VARIANTS_DEFAULT = 20;
const VARIANTS_MAX = 1_000;

const processShape = {
  type: objectTypeParameter.default("order"),
  store: storeParameter.exactOptional(),
  from: timeParameter("First record then or later").exactOptional(),
  to: timeParameter("First record before then").exactOptional(),
};

function eventTypeParameter(what: string) {
  return z
    .string()
    .min(1)
    .max(EVENT_TYPE_CHARACTERS_MAX)
    .describe(what)
    .meta({ examples: ["payment.captured"] });
}

const durationsParameters = z.strictObject({
  ...processShape,
  start: eventTypeParameter("Event type with which one step begins; with `end`").exactOptional(),
  end: eventTypeParameter("Event type with which that step ends; with `start`").exactOptional(),
});

/** Times that a step was taken, as many as a person looks through. */
const STEP_OBJECTS_DEFAULT = 50;
const STEP_OBJECTS_MAX = 1_000;

const stepObjectsParameters = z.strictObject({
  ...processShape,
  start: eventTypeParameter("Event type with which the step begins"),
  end: eventTypeParameter("Event type that follows directly on it"),
  limit: integerParameter("Items, the longest wait first", 1, STEP_OBJECTS_MAX).default(
    STEP_OBJECTS_DEFAULT,
  ),
});

const processMapParameters = z.strictObject({
  ...processShape,
  variants: integerParameter("Stories listed, the most frequent first", 0, VARIANTS_MAX).default(
    VARIANTS_DEFAULT,
  ),
});

/** How objects go their way, and how long each step takes. */
export function addProcessRoutes(app: ApiInstance, context: ApiContext): void {
  const { engine } = context.ports;
  app.get(
    "/stats/durations",
    {
      schema: {
        operationId: "measureDurations",
        tags: ["Statistics"],
        summary: "Percentiles of how long each step takes",
        description:
          "Direct steps: each event after the one before it in the object's own story. With `start` and `end`: from the first of one to the first of the other after it, whatever lies between. Percentiles are exact up to 4,096 values, and within one percent above.",
        querystring: durationsParameters,
        response: { 200: durationsSchema, ...problemResponses(...VIEW_PROBLEMS) },
      },
    },
    ({ query }) => engine.durations({ ...queryRequest(context), ...query }),
  );
  app.get(
    "/stats/process-map",
    {
      schema: {
        operationId: "drawProcessMap",
        tags: ["Statistics"],
        summary: "Which event follows on which, how often, after how long, and how many end badly",
        description:
          "The directly-follows graph of objects of one type, with the share of occurrences that belong to an object with a finding, and the most frequent whole stories.",
        querystring: processMapParameters,
        response: { 200: processMapSchema, ...problemResponses(...VIEW_PROBLEMS) },
      },
    },
    ({ query }) => engine.processMap({ ...queryRequest(context), ...query }),
  );
  app.get(
    "/stats/step-objects",
    {
      schema: {
        operationId: "listStepObjects",
        tags: ["Statistics"],
        summary: "The objects in which one event followed directly on another, longest wait first",
        description:
          "What stands behind one step of the process map. An object that took the step more than once is listed each time.",
        querystring: stepObjectsParameters,
        response: { 200: stepObjectsSchema, ...problemResponses(...VIEW_PROBLEMS) },
      },
    },
    ({ query }) => engine.stepObjects({ ...queryRequest(context), ...query }),
  );
}
