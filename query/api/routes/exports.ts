import type { Readable } from "node:stream";
import { z } from "zod";
import {
  exportAnswerSchema,
  exportListSchema,
  exportManifestSchema,
  exportRequestSchema,
} from "#query/answers/export-answers.ts";
import type { ApiContext, ApiInstance } from "../context.ts";
import { problemResponses } from "../problem.ts";
import { queryRequest } from "../query-request.ts";
import { noParameters } from "./parameters.ts";

/** IDs are ours: a time and some letters. */
const EXPORT_ID_CHARACTERS_MAX = 64;

const exportParams = z.strictObject({
  id: z
    .string()
    .max(EXPORT_ID_CHARACTERS_MAX)
    .regex(/^[A-Za-z0-9-]+$/, "must be the ID of an export")
    .describe("ID of the export"),
});

/** A printed page opened from here runs nothing and loads nothing, whatever records hold. */
const DOWNLOAD_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

const PROBLEMS = [
  "not-found",
  "invalid-parameter",
  "unauthorized",
  "too-many-requests",
  "closed",
] as const;
const CHANGE_PROBLEMS = [...PROBLEMS, "cross-origin", "overloaded"] as const;

/** Exports: what is taken along of searches, objects and worklists. */
export function addExportRoutes(app: ApiInstance, context: ApiContext): void {
  addStartRoute(app, context);
  addReadRoutes(app, context);
  addChangeRoutes(app, context);
  addDownloadRoutes(app, context);
}

function addStartRoute(app: ApiInstance, context: ApiContext): void {
  app.post(
    "/exports",
    {
      schema: {
        operationId: "startExport",
        tags: ["Exports"],
        summary: "Take records or objects along as a file",
        description:
          "A job of its own, never cut short: it goes on while nobody looks, and after a crash from where it was. It holds what is there now; later records are not mixed in. Personal values and secrets stand as their masks.",
        querystring: noParameters,
        body: exportRequestSchema,
        response: {
          202: exportAnswerSchema.describe("It waits or runs; its `id` asks for it"),
          ...problemResponses(
            "invalid-query",
            "unreadable-body",
            "body-too-large",
            "unsupported-media-type",
            "index-unavailable",
            "query-timeout",
            ...CHANGE_PROBLEMS,
          ),
        },
      },
    },
    async ({ body, identity }, reply) => {
      const order = { ...queryRequest(context), request: body, by: identity?.name ?? "admin" };
      reply.code(202);
      return await context.ports.exports.start(order);
    },
  );
}

function addReadRoutes(app: ApiInstance, context: ApiContext): void {
  app.get(
    "/exports",
    {
      schema: {
        operationId: "listExports",
        tags: ["Exports"],
        summary: "All exports, newest first",
        querystring: noParameters,
        response: { 200: exportListSchema, ...problemResponses(...PROBLEMS) },
      },
    },
    () => context.ports.exports.list(),
  );
  app.get(
    "/exports/:id",
    {
      schema: {
        operationId: "getExport",
        tags: ["Exports"],
        summary: "One export and how far it is",
        params: exportParams,
        querystring: noParameters,
        response: { 200: exportAnswerSchema, ...problemResponses(...PROBLEMS) },
      },
    },
    ({ params }) => context.ports.exports.get(params.id),
  );
}

const CHANGES = [
  {
    name: "cancel",
    operationId: "cancelExport",
    summary: "End an export where it is; it can be resumed",
  },
  {
    name: "resume",
    operationId: "resumeExport",
    summary: "Go on with an export that was cancelled or failed",
  },
] as const;

function addChangeRoutes(app: ApiInstance, context: ApiContext): void {
  for (const { name, ...described } of CHANGES) {
    app.post(
      `/exports/:id/${name}`,
      {
        schema: {
          ...described,
          tags: ["Exports"],
          params: exportParams,
          querystring: noParameters,
          response: { 200: exportAnswerSchema, ...problemResponses(...CHANGE_PROBLEMS) },
        },
      },
      ({ params }) => context.ports.exports[name](params.id),
    );
  }
  app.delete(
    "/exports/:id",
    {
      schema: {
        operationId: "removeExport",
        tags: ["Exports"],
        summary: "Remove an export and its file",
        params: exportParams,
        querystring: noParameters,
        response: {
          204: z.null().describe("It is gone"),
          ...problemResponses(...CHANGE_PROBLEMS),
        },
      },
    },
    async ({ params }, reply) => {
      await context.ports.exports.remove(params.id);
      return await reply.code(204).send(null);
    },
  );
}

function addDownloadRoutes(app: ApiInstance, context: ApiContext): void {
  app.get(
    "/exports/:id/manifest",
    {
      schema: {
        operationId: "getExportManifest",
        tags: ["Exports"],
        summary: "What a finished export holds, from what, and the hash of its file",
        params: exportParams,
        querystring: noParameters,
        response: { 200: exportManifestSchema, ...problemResponses(...PROBLEMS) },
      },
    },
    ({ params }) => context.ports.exports.manifest(params.id),
  );
  app.get(
    "/exports/:id/download",
    {
      config: { streams: true },
      schema: {
        operationId: "downloadExport",
        tags: ["Exports"],
        summary: "The file of a finished export",
        params: exportParams,
        querystring: noParameters,
        response: {
          200: {
            description: "The file; `Repr-Digest` holds its SHA-256 (RFC 9530)",
            content: {
              "application/octet-stream": {
                schema: z.custom<Readable>().meta({ type: "string", contentEncoding: "binary" }),
              },
            },
          },
          ...problemResponses(...PROBLEMS),
        },
      },
    },
    async ({ params }, reply) => {
      const content = await context.ports.exports.content(params.id);
      const digest = Buffer.from(content.sha256, "hex").toString("base64");
      return reply
        .type(content.mediaType)
        .header("content-length", content.bytes)
        .header("content-disposition", `attachment; filename="${content.name}"`)
        .header("content-security-policy", DOWNLOAD_POLICY)
        .header("repr-digest", `sha-256=:${digest}:`)
        .header("etag", `"${content.sha256}"`)
        .send(await content.open());
    },
  );
}
