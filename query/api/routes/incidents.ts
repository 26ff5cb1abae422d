import { z } from "zod";
import {
  incidentChangeSchema,
  incidentExportSchema,
  incidentListSchema,
  incidentSchema,
} from "#query/answers/incident-answers.ts";
import { openIncident } from "#query/incidents/change-incident.ts";
import { exportIncident } from "#query/incidents/export-incident.ts";
import { listIncidents } from "#query/incidents/list-incidents.ts";
import { readIncident } from "#query/incidents/read-incident.ts";
import { renderIncident } from "#query/incidents/render-incident.ts";
import type { ApiContext, ApiInstance } from "../context.ts";
import { problemResponses } from "../problem.ts";
import { queryRequest } from "../query-request.ts";
import {
  changingPorts,
  CHANGE_PROBLEMS,
  incidentParams,
  noteParameter,
  pinParameter,
  READ_PROBLEMS,
  titleParameter,
} from "./incident-parameters.ts";
import { choiceParameter, cursorParameter, limitParameter, noParameters } from "./parameters.ts";

const tags = ["Incidents"];

/** The page runs nothing and loads nothing, whatever records hold. */
const EXPORT_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

/** Incident files: what people gathered, read back from the log. */
export function addIncidentRoutes(app: ApiInstance, context: ApiContext): void {
  addListRoute(app, context);
  addOpenRoute(app, context);
  addReadRoute(app, context);
  addExportRoute(app, context);
}

function addListRoute(app: ApiInstance, context: ApiContext): void {
  app.get(
    "/incidents",
    {
      schema: {
        operationId: "listIncidents",
        tags,
        summary: "Incidents, the one that was opened last first",
        querystring: z.strictObject({
          limit: limitParameter,
          cursor: cursorParameter.exactOptional(),
        }),
        response: {
          200: incidentListSchema,
          ...problemResponses("invalid-cursor", ...READ_PROBLEMS),
        },
      },
    },
    ({ query }) => listIncidents(context.ports.engine, { ...queryRequest(context), ...query }),
  );
}

function addOpenRoute(app: ApiInstance, context: ApiContext): void {
  app.post(
    "/incidents",
    {
      handlerTimeout: context.limits.ingestTimeoutMs,
      schema: {
        operationId: "openIncident",
        tags,
        summary: "Open an incident, with a first pin where one is given",
        description: "Recorded as events of the source `tracewell`.",
        querystring: noParameters,
        body: z.strictObject({
          title: titleParameter,
          note: noteParameter.exactOptional(),
          pin: pinParameter.exactOptional(),
        }),
        response: { 201: incidentChangeSchema, ...problemResponses(...CHANGE_PROBLEMS) },
      },
    },
    async ({ body, identity }, reply) => {
      const by = identity?.name ?? "admin";
      reply.code(201);
      return await openIncident(changingPorts(context), { ...body, by });
    },
  );
}

function addReadRoute(app: ApiInstance, context: ApiContext): void {
  app.get(
    "/incidents/:id",
    {
      schema: {
        operationId: "getIncident",
        tags,
        summary: "One incident with its pins, notes and history",
        description:
          "Findings stand as they were pinned and as they are now; records as the ledger has them.",
        params: incidentParams,
        querystring: noParameters,
        response: { 200: incidentSchema, ...problemResponses("not-found", ...READ_PROBLEMS) },
      },
    },
    ({ params }) => readIncident(context.ports.engine, queryRequest(context), params.id),
  );
}

function addExportRoute(app: ApiInstance, context: ApiContext): void {
  app.get(
    "/incidents/:id/export",
    {
      schema: {
        operationId: "exportIncident",
        tags,
        summary: "Take an incident along with every record that it rests on",
        description:
          "`json`: the incident, its records verbatim, and a manifest with the SHA-256 of each. `html`: the same to read and print; it loads nothing.",
        params: incidentParams,
        querystring: z.strictObject({
          format: choiceParameter("Form of the file", ["html", "json"]).default("html"),
        }),
        response: {
          200: {
            description: "The file",
            content: {
              "application/json": { schema: incidentExportSchema },
              "text/html": { schema: z.string() },
            },
          },
          ...problemResponses("not-found", ...READ_PROBLEMS),
        },
      },
    },
    async ({ params: { id }, query: { format }, identity }, reply) => {
      const taken = await exportIncident(context.ports.engine, {
        ...queryRequest(context),
        incidentId: id,
        by: identity?.name ?? "admin",
        version: context.version,
      });
      const name = `tracewell-incident-${taken.incident.id.replaceAll(/[^A-Za-z0-9-]+/g, "-")}`;
      void reply.header("content-disposition", `attachment; filename="${name}.${format}"`);
      if (format === "json") return reply.send(taken);
      return reply
        .type("text/html; charset=utf-8")
        .header("content-security-policy", EXPORT_POLICY)
        .send(renderIncident(taken));
    },
  );
}
