import { z } from "zod";
import { incidentChangeSchema } from "#query/answers/incident-answers.ts";
import { changeIncident, type IncidentRequest } from "#query/incidents/change-incident.ts";
import type { ApiContext, ApiInstance } from "../context.ts";
import { problemResponses } from "../problem.ts";
import {
  changingPorts,
  CHANGE_PROBLEMS,
  incidentParams,
  noteParameter,
  pinIdParameter,
  pinParameter,
  titleParameter,
} from "./incident-parameters.ts";
import { noParameters } from "./parameters.ts";

interface Word {
  /** Last part of its address. */
  readonly path: string;
  readonly operationId: string;
  readonly summary: string;
  readonly body: z.ZodType<IncidentRequest>;
}

/** What people do to an incident; each is recorded as an event of the source `tracewell`. */
export function addIncidentWordRoutes(app: ApiInstance, context: ApiContext): void {
  const noteBody = z.strictObject({ note: noteParameter });
  addWordRoute(app, context, {
    path: "pins",
    operationId: "pinToIncident",
    summary: "Pin a record or a finding",
    body: z
      .strictObject({ pin: pinParameter, note: noteParameter.exactOptional() })
      .transform((body) => ({ act: "pin", ...body }) as const),
  });
  addWordRoute(app, context, {
    path: "notes",
    operationId: "noteOnIncident",
    summary: "Write a note on the whole, or on a pin",
    body: z
      .strictObject({ note: noteParameter, pin: pinIdParameter.exactOptional() })
      .transform((body) => ({ act: "note", ...body }) as const),
  });
  addWordRoute(app, context, {
    path: "unpin",
    operationId: "unpinFromIncident",
    summary: "Take a pin out, with the reason; the history keeps it",
    body: z
      .strictObject({ pin: pinIdParameter, note: noteParameter })
      .transform((body) => ({ act: "unpin", ...body }) as const),
  });
  addWordRoute(app, context, {
    path: "rename",
    operationId: "renameIncident",
    summary: "Give an incident another title",
    body: z
      .strictObject({ title: titleParameter })
      .transform((body) => ({ act: "rename", ...body }) as const),
  });
  addWordRoute(app, context, {
    path: "close",
    operationId: "closeIncident",
    summary: "Close an incident, with what came of it",
    body: noteBody.transform((body) => ({ act: "close", ...body }) as const),
  });
  addWordRoute(app, context, {
    path: "reopen",
    operationId: "reopenIncident",
    summary: "Open a closed incident again",
    body: noteBody.transform((body) => ({ act: "reopen", ...body }) as const),
  });
}

function addWordRoute(
  app: ApiInstance,
  context: ApiContext,
  { path, operationId, summary, body: bodySchema }: Word,
): void {
  app.post(
    `/incidents/:id/${path}`,
    {
      handlerTimeout: context.limits.ingestTimeoutMs,
      schema: {
        operationId,
        tags: ["Incidents"],
        summary,
        params: incidentParams,
        querystring: noParameters,
        body: bodySchema,
        response: { 200: incidentChangeSchema, ...problemResponses(...CHANGE_PROBLEMS) },
      },
    },
    async ({ params, body, identity }) => {
      const by = identity?.name ?? "admin";
      return await changeIncident(changingPorts(context), params.id, { ...body, by });
    },
  );
}
