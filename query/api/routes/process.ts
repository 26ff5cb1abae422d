import { z } from "zod";
import { durationsSchema, processMapSchema } from "#query/answers/process-answers.ts";
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
}
