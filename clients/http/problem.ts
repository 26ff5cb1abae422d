import type { Problem } from "./api-types.ts";

/** What the service answered instead of what was asked for: an RFC 9457 problem with a `code` for programs. */
export class TracewellProblem extends Error {
  readonly status: number;
  /** For instance `not-found` or `overloaded`; `unknown` where something else than Tracewell answered. */
  readonly code: string;
  /** The whole answer, where it was a problem of Tracewell's. */
  readonly problem: Problem | null;
  /** Milliseconds after which the service asks to be tried again; null when it does not say. */
  readonly retryAfterMs: number | null;

  constructor(status: number, problem: Problem | null, retryAfterMs: number | null) {
    super(problem?.detail ?? problem?.title ?? `The service answered with status ${status}.`);
    this.name = "TracewellProblem";
    this.status = status;
    this.code = problem?.code ?? "unknown";
    this.problem = problem;
    this.retryAfterMs = retryAfterMs;
  }

  /** Whether the same request may succeed later. */
  get isPassing(): boolean {
    return this.status === 429 || this.status === 502 || this.status === 503 || this.status === 504;
  }
}

/** Reads the problem of an answer that is none of the good ones. */
export async function problemOf(response: Response, body: unknown): Promise<TracewellProblem> {
  const said = body ?? (await response.json().catch(() => null));
  const seconds = Number(response.headers.get("retry-after") ?? Number.NaN);
  return new TracewellProblem(
    response.status,
    isProblem(said) ? said : null,
    Number.isFinite(seconds) ? seconds * 1_000 : null,
  );
}

function isProblem(value: unknown): value is Problem {
  return (
    typeof value === "object" &&
    value !== null &&
    "code" in value &&
    typeof value.code === "string" &&
    "title" in value
  );
}
