import type { FastifyRequest } from "fastify";
import { RequestError } from "../problem.ts";

/** Bodies of `POST /events`. */
export const EVENT_CONTENT_TYPES = ["application/json", "application/x-ndjson"] as const;

/** CloudEvents in the JSON format: one, and a batch. */
export const CLOUD_EVENT_CONTENT_TYPES = [
  "application/cloudevents+json",
  "application/cloudevents-batch+json",
] as const;

/** Bodies of `POST /otlp/v1/logs`. */
export const OTLP_CONTENT_TYPES = ["application/json", "application/x-protobuf"] as const;

/** Names under which NDJSON is sent as well. */
const NDJSON_ALIASES = new Set([
  "application/ndjson",
  "application/jsonl",
  "application/json-lines",
]);

const ALL_EVENT_TYPES = [...EVENT_CONTENT_TYPES, ...CLOUD_EVENT_CONTENT_TYPES];

/** What the body of `POST /events` is. */
export type EventBodyKind = "events" | "cloudevents" | "cloudevent-binary";

/** Throws `unsupported-media-type` with what is taken. */
export function eventBodyKind(request: FastifyRequest): EventBodyKind {
  const type = mediaType(request);
  if (CLOUD_EVENT_CONTENT_TYPES.some((known) => known === type)) return "cloudevents";
  if (type.startsWith("application/cloudevents")) throw refused(type);
  // In binary mode the type is that of the data, and the attributes are headers.
  if (request.headers["ce-specversion"] !== undefined) return "cloudevent-binary";
  if (EVENT_CONTENT_TYPES.some((known) => known === type) || NDJSON_ALIASES.has(type)) {
    return "events";
  }
  throw refused(type);
}

/** Throws `unsupported-media-type` with what is taken. */
export function otlpEncoding(request: FastifyRequest): "json" | "protobuf" {
  const type = mediaType(request);
  if (type === "application/json") return "json";
  if (type === "application/x-protobuf") return "protobuf";
  throw new RequestError(
    "unsupported-media-type",
    `Content-Type must be ${OTLP_CONTENT_TYPES.join(" or ")}; ${givenType(type)}.`,
    { "accept-post": OTLP_CONTENT_TYPES.join(", ") },
  );
}

/** Source text is taken under any type but the one that wraps it into parts. */
export function checkLinesContentType(request: FastifyRequest): void {
  if (mediaType(request) !== "multipart/form-data") return;
  throw new RequestError(
    "unsupported-media-type",
    "Send the text itself as the body, not as a form: for instance with curl --data-binary @FILE.",
    { "accept-post": "text/plain, application/octet-stream" },
  );
}

function refused(type: string): RequestError {
  return new RequestError(
    "unsupported-media-type",
    `Content-Type must be ${ALL_EVENT_TYPES.join(" or ")}, or any with the ce-… headers of a CloudEvent; ${givenType(type)}. Text of other formats goes to /api/v1/sources/{name}/lines.`,
    { "accept-post": ALL_EVENT_TYPES.join(", ") },
  );
}

function givenType(type: string): string {
  return type === "" ? "none was given" : `${type} was given`;
}

function mediaType(request: FastifyRequest): string {
  return (request.headers["content-type"] ?? "").replace(/;.*$/s, "").trim().toLowerCase();
}
