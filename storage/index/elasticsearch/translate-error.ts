import { errors } from "@elastic/elasticsearch";
import { TracewellError } from "#domain/errors.ts";

/** Answers that say: later, or from another node. */
const BUSY_STATUSES: ReadonlySet<number> = new Set([429, 502, 503, 504]);
const REFUSED_STATUSES: ReadonlySet<number> = new Set([401, 403]);
const STATUS_NOT_FOUND = 404;

/** How Elasticsearch calls queries beyond its bounds; the first two stand in the reason of another error. */
const TOO_LARGE = /too_many_clauses|maxClauseCount|too_many_nested_clauses|maximum nested depth/i;
const TOO_MANY_BUCKETS = /too_many_buckets/;
const CLOSED = /index_closed/;

/** What an answer said went wrong: the innermost types and reasons, without the request. */
interface Failure {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

/** Whether a second try may succeed: nothing was answered, or that it was too much just now. */
export function isTransient(error: unknown): boolean {
  if (error instanceof errors.ResponseError) return BUSY_STATUSES.has(failureOf(error).status);
  return isUnanswered(error);
}

/**
 * Makes an error of the client one of ours: no answer, an overloaded or a refusing cluster, and a partition
 * that is gone are `index-unavailable`; a query beyond the cluster's bounds is `invalid-query`, too many
 * buckets `invalid-parameter`; anything else is our own mistake, `internal`. The client's errors hold the
 * request with its headers, so only the words of the answer are kept.
 */
export function translateError(error: unknown): TracewellError {
  if (error instanceof TracewellError) return error;
  if (error instanceof errors.ResponseError) return translateAnswer(failureOf(error));
  if (isUnanswered(error)) {
    return unavailable("Elasticsearch does not answer.", { reason: error.name });
  }
  const cause = error instanceof Error ? new Error(`${error.name}: ${error.message}`) : undefined;
  return new TracewellError("internal", "The index failed.", { cause });
}

/** `index-unavailable`; the follower tries again later. */
export function unavailable(message: string, detail: Record<string, unknown> = {}): TracewellError {
  return new TracewellError("index-unavailable", message, { detail });
}

/** The status of an answer, 0 when there was none. */
export function statusOf(error: unknown): number {
  return error instanceof errors.ResponseError ? failureOf(error).status : 0;
}

function isUnanswered(error: unknown): error is Error {
  return (
    error instanceof errors.ConnectionError ||
    error instanceof errors.TimeoutError ||
    error instanceof errors.NoLivingConnectionsError ||
    error instanceof errors.RequestAbortedError
  );
}

function translateAnswer({ status, type, text }: Failure): TracewellError {
  const detail = { status, type };
  if (TOO_LARGE.test(text)) {
    return new TracewellError(
      "invalid-query",
      "The query has more terms than Elasticsearch takes.",
      {
        detail,
      },
    );
  }
  if (TOO_MANY_BUCKETS.test(text)) {
    return new TracewellError("invalid-parameter", "The answer would hold too many buckets.", {
      detail,
    });
  }
  if (REFUSED_STATUSES.has(status)) {
    return unavailable("Elasticsearch refuses the credentials.", detail);
  }
  if (CLOSED.test(text)) return unavailable("A partition of the index is closed.", detail);
  if (BUSY_STATUSES.has(status)) {
    return unavailable(`Elasticsearch is not ready (${type}).`, detail);
  }
  if (status === STATUS_NOT_FOUND) return unavailable("A partition of the index is gone.", detail);
  return new TracewellError("internal", `Elasticsearch refused a request (${type}).`, {
    cause: new Error(text),
    detail,
  });
}

function failureOf(error: errors.ResponseError): Failure {
  const body: unknown = error.body;
  const texts: string[] = [];
  gatherReasons(body, texts, 0);
  const [first = "unknown"] = texts;
  return {
    status: error.statusCode ?? 0,
    type: first.split(":")[0] ?? first,
    text: texts.join("; "),
  };
}

/** Levels of causes; the deepest seen in practice is five. */
const CAUSE_DEPTH_MAX = 12;

/** Types and reasons at any depth of the body, outermost first. */
function gatherReasons(value: unknown, texts: string[], depth: number): void {
  if (typeof value !== "object" || value === null || depth > CAUSE_DEPTH_MAX) return;
  const { type, reason } = value as { readonly type?: unknown; readonly reason?: unknown };
  if (typeof type === "string") {
    texts.push(typeof reason === "string" ? `${type}: ${reason}` : type);
  }
  for (const inner of Object.values(value)) gatherReasons(inner, texts, depth + 1);
}
