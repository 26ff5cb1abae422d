import { z } from "zod";
import { TracewellError } from "#domain/errors.ts";
import type { AlertView, DeliveryView } from "#query/alerts/alert-desk.ts";
import {
  alertListSchema,
  alertSchema,
  deliveryListSchema,
  deliverySchema,
  type AlertAnswer,
  type DeliveryAnswer,
} from "#query/answers/alert-answers.ts";
import type { ApiContext, ApiInstance } from "../context.ts";
import { problemResponses } from "../problem.ts";
import { cursorParameter, limitParameter, noParameters } from "./parameters.ts";
import { KEPT_PROBLEMS, keptIdParams } from "./saved-searches.ts";

const deliveriesParameters = z.strictObject({
  limit: limitParameter,
  cursor: cursorParameter.exactOptional(),
});

const tags = ["Alerts"];

/** Alerts and their deliveries; deciding about them stands in `alert-changes.ts`. */
export function addAlertRoutes(app: ApiInstance, context: ApiContext): void {
  addReading(app, context);
  app.post(
    "/alerts/:id/test",
    {
      schema: {
        operationId: "testAlert",
        tags,
        summary: "Send a test to an alert's webhook, once",
        description:
          "Also where the alert is disabled. The answer says what came of it; it is kept among the deliveries.",
        params: keptIdParams,
        querystring: noParameters,
        response: {
          200: deliverySchema,
          ...problemResponses("not-found", "cross-origin", ...KEPT_PROBLEMS),
        },
      },
    },
    async ({ params: { id } }) => deliveryAnswer(await context.ports.alerts.testAlert(id)),
  );
}

function addReading(app: ApiInstance, context: ApiContext): void {
  app.get(
    "/alerts",
    {
      schema: {
        operationId: "listAlerts",
        tags,
        summary: "Alerts, by name, with their last deliveries",
        querystring: noParameters,
        response: { 200: alertListSchema, ...problemResponses(...KEPT_PROBLEMS) },
      },
    },
    async () => {
      const alerts = await context.ports.alerts.alerts(null);
      return { items: alerts.map(alertAnswer), nextCursor: null };
    },
  );
  app.get(
    "/alerts/:id",
    {
      schema: {
        operationId: "getAlert",
        tags,
        summary: "One alert",
        params: keptIdParams,
        querystring: noParameters,
        response: { 200: alertSchema, ...problemResponses("not-found", ...KEPT_PROBLEMS) },
      },
    },
    async ({ params: { id } }) => alertAnswer(await context.ports.alerts.alert(id)),
  );
  app.get(
    "/alerts/:id/deliveries",
    {
      schema: {
        operationId: "listDeliveries",
        tags,
        summary: "What an alert sent and tried to send, newest first",
        description: "The last 1,000; each that has ended stands in the ledger as an event too.",
        params: keptIdParams,
        querystring: deliveriesParameters,
        response: {
          200: deliveryListSchema,
          ...problemResponses("not-found", "invalid-cursor", ...KEPT_PROBLEMS),
        },
      },
    },
    async ({ params: { id }, query: { limit, cursor } }) => {
      const found = await context.ports.alerts.deliveries({
        alertId: id,
        limit: limit + 1,
        ...(cursor !== undefined && { before: readDeliveryCursor(cursor) }),
      });
      const items = found.slice(0, limit);
      const last = items.at(-1);
      return {
        items: items.map(deliveryAnswer),
        nextCursor:
          found.length > limit && last !== undefined ? writeDeliveryCursor(last.id) : null,
      };
    },
  );
}

function writeDeliveryCursor(id: string): string {
  return Buffer.from(`d1:${id}`).toString("base64url");
}

function readDeliveryCursor(cursor: string): string {
  const [, id] = /^d1:(.+)$/.exec(Buffer.from(cursor, "base64url").toString("utf8")) ?? [];
  if (id !== undefined && writeDeliveryCursor(id) === cursor) return id;
  throw new TracewellError(
    "invalid-cursor",
    "This cursor was not made by this service. Begin without one.",
  );
}

function iso(timeMs: number): string {
  return new Date(timeMs).toISOString();
}

/** The alert as it is answered. */
export function alertAnswer(view: AlertView): AlertAnswer {
  const { subject, isEnabled, createdMs, changedMs, lastDelivery, ...rest } = view;
  return {
    ...rest,
    about: subject,
    enabled: isEnabled,
    createdAt: iso(createdMs),
    changedAt: iso(changedMs),
    lastDelivery: lastDelivery === null ? null : deliveryAnswer(lastDelivery),
  };
}

function deliveryAnswer(view: DeliveryView): DeliveryAnswer {
  const { id, kind, status, items, attempts, lastStatus, lastError } = view;
  const { createdMs, nextAttemptMs, endedMs } = view;
  return {
    id,
    kind,
    status,
    items,
    attempts,
    createdAt: iso(createdMs),
    nextAttemptAt: nextAttemptMs === null ? null : iso(nextAttemptMs),
    endedAt: endedMs === null ? null : iso(endedMs),
    lastStatus,
    lastError,
  };
}
