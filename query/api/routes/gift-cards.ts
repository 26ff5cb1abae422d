import { z } from "zod";
import {
  cardBalanceSchema,
  liabilitySchema,
  reconciliationSchema,
} from "#query/answers/gift-card-answers.ts";
import type { ApiContext, ApiInstance } from "../context.ts";
import { problemResponses } from "../problem.ts";
import { queryRequest } from "../query-request.ts";
import { identifierParameter, timeParameter } from "./parameters.ts";
import { VIEW_PROBLEMS } from "./worklists.ts";

const cardParams = z.strictObject({
  id: identifierParameter.describe("ID of the card's financial account, or its code"),
});

const balanceParameters = z.strictObject({
  asOf: timeParameter("The account then, that very millisecond included; now").exactOptional(),
  knownAt: timeParameter("Only what had been recorded by then").exactOptional(),
});

const reportParameters = z.strictObject({
  asOf: timeParameter("The accounts then, that very millisecond included; now").exactOptional(),
});

/** What is on gift cards: on one, and on all together. */
export function addGiftCardRoutes(app: ApiInstance, context: ApiContext): void {
  const { engine } = context.ports;
  app.get(
    "/gift-cards/:id/balance",
    {
      schema: {
        operationId: "getGiftCardBalance",
        tags: ["Worklists"],
        summary: "Balance, open authorizations and available amount of a card at a millisecond",
        params: cardParams,
        querystring: balanceParameters,
        response: {
          200: cardBalanceSchema,
          ...problemResponses("not-found", ...VIEW_PROBLEMS),
        },
      },
    },
    ({ params, query }) =>
      engine.cardBalance({ ...queryRequest(context), ...query, id: params.id }),
  );
  app.get(
    "/gift-cards/reconciliation",
    {
      schema: {
        operationId: "reconcileGiftCards",
        tags: ["Worklists"],
        summary:
          "All cards together: issued + refunded = captured + remaining, and which do not add up",
        querystring: reportParameters,
        response: { 200: reconciliationSchema, ...problemResponses(...VIEW_PROBLEMS) },
      },
    },
    ({ query }) => engine.cardReconciliation({ ...queryRequest(context), ...query }),
  );
  app.get(
    "/gift-cards/liability",
    {
      schema: {
        operationId: "reportGiftCardLiability",
        tags: ["Worklists"],
        summary: "What is owed to the holders of cards, by currency and store, to the cent",
        querystring: reportParameters,
        response: { 200: liabilitySchema, ...problemResponses(...VIEW_PROBLEMS) },
      },
    },
    ({ query }) => engine.cardLiability({ ...queryRequest(context), ...query }),
  );
}
