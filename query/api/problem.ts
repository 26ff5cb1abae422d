import { z } from "zod";
import type { ErrorCode } from "#domain/errors.ts";

/** What only HTTP knows to go wrong. */
export type RequestErrorCode =
  | "unknown-route"
  | "method-not-allowed"
  | "unknown-host"
  | "cross-origin"
  | "unsupported-media-type"
  | "unsupported-encoding"
  | "address-too-long"
  | "headers-too-large"
  | "too-many-requests"
  | "too-many-tails"
  | "request-timeout"
  | "handler-timeout";

export type ProblemCode = ErrorCode | RequestErrorCode;

interface ProblemKind {
  readonly status: number;
  readonly title: string;
  /** Seconds after which trying again makes sense. */
  readonly retryAfterSeconds?: number;
}

/** Every error the API can answer with. */
export const PROBLEMS: Readonly<Record<ProblemCode, ProblemKind>> = {
  "invalid-event": { status: 400, title: "Event is not valid" },
  "invalid-identifier": { status: 400, title: "Identifier is not valid" },
  "invalid-query": { status: 400, title: "Query cannot be read" },
  "invalid-cursor": { status: 400, title: "Cursor or position is not valid here" },
  "invalid-parameter": { status: 400, title: "Parameter is not valid" },
  "invalid-config": { status: 409, title: "Configuration is not valid" },
  "unreadable-body": { status: 400, title: "Body cannot be read" },
  "unknown-format": { status: 400, title: "No such format" },
  "unknown-source": { status: 404, title: "No such source" },
  "source-managed": { status: 409, title: "Source is set in the configuration file" },
  "not-found": { status: 404, title: "Not found" },
  "id-conflict": { status: 409, title: "Known under this ID with other content" },
  conflict: { status: 409, title: "Not possible as things stand" },
  "line-too-long": { status: 413, title: "Record is too long" },
  "body-too-large": { status: 413, title: "Body is too large" },
  unauthorized: { status: 401, title: "Not signed in" },
  forbidden: { status: 403, title: "Not allowed" },
  overloaded: { status: 429, title: "More work than can be taken now", retryAfterSeconds: 1 },
  "ledger-stopped": { status: 503, title: "Ledger takes no records", retryAfterSeconds: 30 },
  "ledger-locked": { status: 503, title: "Ledger is in use by another", retryAfterSeconds: 30 },
  "ledger-corrupt": { status: 500, title: "Ledger is damaged" },
  "ledger-unwritable": { status: 503, title: "Ledger cannot be written", retryAfterSeconds: 30 },
  "index-unavailable": { status: 503, title: "Index is not available", retryAfterSeconds: 5 },
  "not-configured": { status: 409, title: "Not set up" },
  "shop-unavailable": { status: 502, title: "Shop does not answer" },
  "key-unavailable": { status: 410, title: "Key of this content was destroyed" },
  "query-timeout": { status: 504, title: "Query took too long" },
  closed: { status: 503, title: "Service is stopping", retryAfterSeconds: 5 },
  internal: { status: 500, title: "Service failed" },
  "unknown-route": { status: 404, title: "No such address" },
  "method-not-allowed": { status: 405, title: "Method is not taken at this address" },
  "unknown-host": { status: 421, title: "Not the host asked for" },
  "cross-origin": { status: 403, title: "Request came from another site" },
  "unsupported-media-type": { status: 415, title: "Content type is not taken here" },
  "unsupported-encoding": { status: 415, title: "Content encoding is not taken here" },
  "address-too-long": { status: 414, title: "Address is too long" },
  "headers-too-large": { status: 431, title: "Headers are too large" },
  "too-many-requests": { status: 429, title: "Too many requests", retryAfterSeconds: 60 },
  "too-many-tails": { status: 429, title: "Too many live streams", retryAfterSeconds: 10 },
  "request-timeout": { status: 408, title: "Request was not sent in time" },
  "handler-timeout": { status: 504, title: "Answer took too long" },
};

export function isProblemCode(code: string): code is ProblemCode {
  return Object.hasOwn(PROBLEMS, code);
}

/** A refusal that only the HTTP layer makes. */
export class RequestError extends Error {
  readonly code: RequestErrorCode;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    code: RequestErrorCode,
    message: string,
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.name = "RequestError";
    this.code = code;
    this.headers = headers;
  }
}

/** RFC 9457 problem details, with what programs and people need to mend the request. */
export const problemSchema = z.object({
  type: z.string().describe("`urn:tracewell:problem:<code>`"),
  title: z.string().describe("The same for every problem of this code"),
  status: z.number().int(),
  detail: z.string().describe("What is wrong here, and how to mend it"),
  code: z.string().describe("For programs to branch on"),
  instance: z.string().describe("Path of the request"),
  requestId: z.string().describe("Names the request in the service's log"),
  errors: z
    .array(z.object({ path: z.string(), message: z.string() }))
    .optional()
    .describe("Every bad parameter: `query.limit`, `body.note`, …"),
  position: z.number().int().nonnegative().optional().describe("0-based character in the query"),
  length: z.number().int().nonnegative().optional().describe("Characters concerned from there"),
});
export type Problem = z.infer<typeof problemSchema>;

export const PROBLEM_TYPE = "application/problem+json";

/** Responses of a route for the OpenAPI document: one entry per status these codes have. */
export function problemResponses(...codes: readonly ProblemCode[]) {
  const statuses = Map.groupBy(codes, (code) => PROBLEMS[code].status);
  return Object.fromEntries(
    [...statuses].map(([status, sharing]) => [
      status,
      {
        description: sharing.map((code) => `\`${code}\`: ${PROBLEMS[code].title}`).join("; "),
        content: { [PROBLEM_TYPE]: { schema: problemSchema } },
      },
    ]),
  );
}
