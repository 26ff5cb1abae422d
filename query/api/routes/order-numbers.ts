import { z } from "zod";
import {
  EXPLANATIONS,
  numberStoresSchema,
  orderNumbersSchema,
} from "#query/answers/number-answers.ts";
import type { ApiContext, ApiInstance } from "../context.ts";
import { problemResponses } from "../problem.ts";
import { queryRequest } from "../query-request.ts";
import { cursorParameter, integerParameter, limitParameter, noParameters } from "./parameters.ts";
import { storeParameter, VIEW_PROBLEMS } from "./worklists.ts";

function sequenceParameter(what: string) {
  return integerParameter(what, 0, Number.MAX_SAFE_INTEGER);
}

/** Longer than all of them together. */
const EXPLANATIONS_CHARACTERS_MAX = 256;

const explanationsParameter = z
  .string()
  .max(EXPLANATIONS_CHARACTERS_MAX)
  .transform((text, context) => {
    const names = text.split(",").map((name) => name.trim());
    const known = EXPLANATIONS.filter((explanation) => names.includes(explanation));
    if (names.every((name) => known.some((explanation) => explanation === name))) return known;
    context.addIssue(`must be some of ${EXPLANATIONS.join(", ")}`);
    return z.NEVER;
  })
  .describe("Only numbers with one of these explanations, separated by commas")
  .meta({ examples: ["unexplained", "declined,session-expired"] });

const numbersParameters = z.strictObject({
  store: storeParameter.exactOptional().meta({ examples: ["1"] }),
  from: sequenceParameter(
    "First sequence, inclusive; the first that a record tells",
  ).exactOptional(),
  to: sequenceParameter(
    "Last sequence, exclusive; through the last that a record tells",
  ).exactOptional(),
  explanation: explanationsParameter.exactOptional(),
  limit: limitParameter,
  cursor: cursorParameter.exactOptional(),
});

/** Every number of every store's sequence, and why it is missing or late. */
export function addOrderNumberRoutes(app: ApiInstance, context: ApiContext): void {
  const { engine } = context.ports;
  app.get(
    "/order-numbers",
    {
      schema: {
        operationId: "listOrderNumbers",
        tags: ["Worklists"],
        summary: "Every number of a store's sequence, or of all stores', with what became of it",
        description:
          "Ascending by store and sequence. A number that no record tells is listed too: hidden in quarantine, given while a source was silent, or unexplained; never with an explanation for which there is no evidence. A page may hold fewer items than `limit` and still have a `nextCursor`.",
        querystring: numbersParameters,
        response: {
          200: orderNumbersSchema,
          ...problemResponses("not-found", "invalid-cursor", ...VIEW_PROBLEMS),
        },
      },
    },
    ({ query: { explanation, ...query } }) =>
      engine.orderNumbers({
        ...queryRequest(context),
        ...query,
        ...(explanation !== undefined && { explanations: explanation }),
      }),
  );
  app.get(
    "/order-numbers/stores",
    {
      schema: {
        operationId: "listNumberStores",
        tags: ["Worklists"],
        summary: "The stores whose order numbers records tell",
        querystring: noParameters,
        response: { 200: numberStoresSchema, ...problemResponses(...VIEW_PROBLEMS) },
      },
    },
    () => engine.numberStores(queryRequest(context)),
  );
}
