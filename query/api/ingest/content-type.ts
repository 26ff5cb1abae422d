import type { FastifyRequest } from "fastify";
import { RequestError } from "../problem.ts";

/** Bodies of `POST /events`. */
export const EVENT_CONTENT_TYPES = ["application/json", "application/x-ndjson"] as const;

/** Names under which NDJSON is sent as well. */
const NDJSON_ALIASES = new Set([
  "application/ndjson",
  "application/jsonl",
  "application/json-lines",
]);

const ACCEPT_POST = { "accept-post": EVENT_CONTENT_TYPES.join(", ") };

/** Throws `unsupported-media-type` with what is taken. */
export function checkEventContentType(request: FastifyRequest): void {
  const type = mediaType(request);
  if (EVENT_CONTENT_TYPES.some((known) => known === type) || NDJSON_ALIASES.has(type)) return;
  if (type.startsWith("application/cloudevents")) {
    throw new RequestError(
      "unsupported-media-type",
      "CloudEvents are not taken yet. Send the events themselves as application/json or application/x-ndjson.",
      ACCEPT_POST,
    );
  }
  const given = type === "" ? "none was given" : `${type} was given`;
  throw new RequestError(
    "unsupported-media-type",
    `Content-Type must be ${EVENT_CONTENT_TYPES.join(" or ")}; ${given}. Text of other formats goes to /api/v1/sources/{name}/lines.`,
    ACCEPT_POST,
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

function mediaType(request: FastifyRequest): string {
  return (request.headers["content-type"] ?? "").replace(/;.*$/s, "").trim().toLowerCase();
}
