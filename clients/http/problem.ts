import type { Problem } from "./api-types.ts";

/** Not sent in time, overloaded, away, or too slow: of the service, or of what stands before it. */
const PASSING: ReadonlySet<number> = new Set([408, 429, 502, 503, 504]);

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
    return PASSING.has(this.status);
  }
}

/** Reads the problem of an answer that is none of the good ones. */
export async function problemOf(response: Response, body: unknown): Promise<TracewellProblem> {
  const said = body ?? (await response.json().catch(() => null));
  return new TracewellProblem(
    response.status,
    isProblem(said) ? said : null,
    retryAfterMsOf(response.headers),
  );
}

/** Seconds, or a date, which what stands before the service may write; it is compared with the answer's own. */
function retryAfterMsOf(headers: Headers): number | null {
  const asked = headers.get("retry-after");
  if (asked === null) return null;
  if (/^\s*\d+\s*$/.test(asked)) return Number(asked) * 1_000;
  const atMs = Date.parse(asked);
  if (Number.isNaN(atMs)) return null;
  const nowMs = Date.parse(headers.get("date") ?? "");
  return Math.max(0, atMs - (Number.isNaN(nowMs) ? Date.now() : nowMs));
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
