import { z } from "zod";
import { RULES } from "#domain/lifecycles/lifecycle-rules.ts";
import { MODELS } from "#domain/lifecycles/lifecycle-models.ts";
import { LIFECYCLE_TYPES, type LifecycleType } from "#domain/lifecycles/object-key.ts";
import { compareAnswerSchema } from "#query/answers/compare-answers.ts";
import {
  findingRulesSchema,
  lifecycleModelsSchema,
  type FindingRules,
  type LifecycleModels,
} from "#query/answers/model-answers.ts";
import { objectAnswerSchema } from "#query/answers/object-answers.ts";
import type { ApiContext, ApiInstance } from "../context.ts";
import { problemResponses } from "../problem.ts";
import { queryRequest } from "../query-request.ts";
import {
  choiceParameter,
  cursorParameter,
  identifierParameter,
  limitParameter,
  noParameters,
  timeParameter,
} from "./parameters.ts";

const timeParameters = {
  asOf: timeParameter(
    "Only what occurred up to then, that very millisecond included",
  ).exactOptional(),
  knownAt: timeParameter("Only what had been recorded by then").exactOptional(),
};

const objectParameters = z.strictObject({
  limit: limitParameter,
  cursor: cursorParameter.exactOptional(),
  ...timeParameters,
  verdict: choiceParameter(
    "`false` leaves lifecycle, findings and narrative out, which is faster",
    ["true", "false"],
  ).default("true"),
});

const compareParameters = z.strictObject({
  left: comparedParameter("An object as `<type>:<ID>`", ["order:100000047"]),
  right: comparedParameter(
    "Another object of that type, or `normal`: a life in which nothing went wrong",
    ["order:100000012", "normal"],
  ),
  ...timeParameters,
});

/** A type and an ID. */
function comparedParameter(what: string, examples: string[]) {
  return identifierParameter.describe(what).meta({ examples });
}

const typedParams = z.strictObject({
  type: choiceParameter("Kind of object", LIFECYCLE_TYPES),
  id: identifierParameter.describe("Any ID of the object"),
});

const PROBLEMS_OF_ALL = [
  "invalid-parameter",
  "unauthorized",
  "too-many-requests",
  "overloaded",
  "index-unavailable",
  "query-timeout",
] as const;

const OBJECT_PROBLEMS = problemResponses("not-found", "invalid-cursor", ...PROBLEMS_OF_ALL);

const DESCRIPTION =
  "Every record of its story in the order (time, ledger, seq), with the waits between them, other objects touched, and records without an ID that lie near; its life rebuilt from the records, what is wrong with it and with what belongs to it, and the same in plain sentences.";

interface TypeRoute {
  readonly type: LifecycleType;
  readonly operationId: string;
  readonly summary: string;
  readonly id: string;
  readonly examples: string[];
}

/** Types with an address of their own. */
const TYPE_ROUTES: Readonly<Record<string, TypeRoute>> = {
  "/transactions/:id": {
    type: "transaction",
    operationId: "getTransaction",
    summary: "The timeline of a transaction, and the verdict",
    id: "Transaction ID",
    examples: ["TU80WKRYTI9QUMJ4"],
  },
  "/orders/:id": {
    type: "order",
    operationId: "getOrder",
    summary: "The whole story of an order",
    id: "Order number or foreign ID",
    examples: ["100000047", "38-211449"],
  },
  "/quotes/:id": {
    type: "quote",
    operationId: "getQuote",
    summary: "The whole story of a quote",
    id: "ID of the quote",
    examples: ["Q-7"],
  },
  "/gift-cards/:id": {
    type: "giftCard",
    operationId: "getGiftCard",
    summary: "The whole story of a gift card",
    id: "Financial account ID, or the card's code",
    examples: ["FA-1001"],
  },
  "/licenses/:id": {
    type: "license",
    operationId: "getLicense",
    summary: "The whole story of a license",
    id: "LN ID, or the license number",
    examples: ["LN-1001"],
  },
  "/payments/:id": {
    type: "payment",
    operationId: "getPayment",
    summary: "The whole story of a payment",
    id: "ID of the payment",
    examples: ["P-1001"],
  },
};

const LIFECYCLE_MODELS: LifecycleModels = lifecycleModelsSchema.parse({
  items: LIFECYCLE_TYPES.map((type) => MODELS[type]),
});
const FINDING_RULES: FindingRules = findingRulesSchema.parse({ items: RULES });

/** From an ID of any object to the whole story and the verdict. */
export function addObjectRoutes(app: ApiInstance, context: ApiContext): void {
  for (const [path, route] of Object.entries(TYPE_ROUTES)) addTypeRoute(app, context, path, route);
  const { engine } = context.ports;
  app.get(
    "/objects/:type/:id",
    {
      schema: {
        operationId: "getObject",
        tags: ["Objects"],
        summary: "The whole story of any object",
        description: DESCRIPTION,
        params: typedParams,
        querystring: objectParameters,
        response: { 200: objectAnswerSchema, ...OBJECT_PROBLEMS },
      },
    },
    ({ params, query: { verdict, ...query } }) =>
      engine.object({
        ...queryRequest(context),
        ...query,
        ...params,
        verdict: verdict === "true",
      }),
  );
  app.get(
    "/compare",
    {
      schema: {
        operationId: "compareObjects",
        tags: ["Objects"],
        summary: "Two objects side by side, or one beside the normal course",
        description:
          "Steps stand beside their like, in the order of each side; what one side lacks stands alone.",
        querystring: compareParameters,
        response: {
          200: compareAnswerSchema,
          ...problemResponses("not-found", ...PROBLEMS_OF_ALL),
        },
      },
    },
    ({ query }) => engine.compare({ ...queryRequest(context), ...query }),
  );
  addModelRoutes(app);
}

function addTypeRoute(
  app: ApiInstance,
  context: ApiContext,
  path: string,
  { type, operationId, summary, id, examples }: TypeRoute,
): void {
  app.get(
    path,
    {
      schema: {
        operationId,
        tags: ["Objects"],
        summary,
        description: DESCRIPTION,
        params: z.strictObject({ id: identifierParameter.describe(id).meta({ examples }) }),
        querystring: objectParameters,
        response: { 200: objectAnswerSchema, ...OBJECT_PROBLEMS },
      },
    },
    ({ params, query: { verdict, ...query } }) =>
      context.ports.engine.object({
        ...queryRequest(context),
        ...query,
        type,
        id: params.id,
        verdict: verdict === "true",
      }),
  );
}

/** Of the release, not of the log: no coverage. */
function addModelRoutes(app: ApiInstance): void {
  const problems = problemResponses("invalid-parameter", "unauthorized", "too-many-requests");
  app.get(
    "/lifecycle-models",
    {
      schema: {
        operationId: "listLifecycleModels",
        tags: ["Objects"],
        summary: "What happens to each type of object, as data",
        description: "States, transitions, signals, deadlines, money and links; to be drawn.",
        querystring: noParameters,
        response: { 200: lifecycleModelsSchema, ...problems },
      },
    },
    () => LIFECYCLE_MODELS,
  );
  app.get(
    "/finding-rules",
    {
      schema: {
        operationId: "listFindingRules",
        tags: ["Objects"],
        summary: "Every rule that can find something",
        querystring: noParameters,
        response: { 200: findingRulesSchema, ...problems },
      },
    },
    () => FINDING_RULES,
  );
}
