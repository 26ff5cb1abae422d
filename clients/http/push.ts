import type { EventBody, IngestAnswer } from "./api-types.ts";
import type { ServiceConnection } from "./connection.ts";
import { problemOf, TracewellProblem } from "./problem.ts";
import { pause, RetryDelays } from "./retry.ts";

/** How long a push is tried again: a restart of the service takes seconds. */
const RETRY_MS_MAX = 60_000;

export interface PushOptions {
  /** Source the events belong to. Default: `api`. */
  readonly source?: string;
  /** Resolve only when the events are searchable. */
  readonly waitIndexed?: boolean;
  /** Milliseconds for which it is tried again while the service is away or overloaded. Default: 60,000. */
  readonly retryMsMax?: number;
  readonly signal?: AbortSignal;
}

/**
 * Sends events in one request (16 MiB at most). All tries share an idempotency key, so whatever became of
 * the first, the events are taken once.
 */
export async function pushEvents(
  { url, headers, fetch }: ServiceConnection,
  events: readonly EventBody[],
  { source, waitIndexed, retryMsMax = RETRY_MS_MAX, signal }: PushOptions,
): Promise<IngestAnswer> {
  const parameters = new URLSearchParams();
  if (source !== undefined) parameters.set("source", source);
  if (waitIndexed === true) parameters.set("wait", "indexed");
  const request: RequestInit = {
    method: "POST",
    headers: {
      ...headers,
      "content-type": "application/x-ndjson",
      "idempotency-key": crypto.randomUUID(),
    },
    body: events.map((event) => `${JSON.stringify(event)}\n`).join(""),
    ...(signal !== undefined && { signal }),
  };
  const delays = new RetryDelays();
  const endMs = performance.now() + retryMsMax;
  for (;;) {
    let askedMs: number | null = null;
    try {
      const response = await fetch(`${url}/api/v1/events?${parameters}`, request);
      if (!response.ok) throw await problemOf(response, null);
      return await response.json();
    } catch (error) {
      if (signal?.aborted === true || !mayPass(error)) throw error;
      if (error instanceof TracewellProblem) askedMs = error.retryAfterMs;
      const waitMs = delays.next(askedMs);
      if (performance.now() + waitMs > endMs) throw error;
      await pause(waitMs, { signal });
    }
  }
}

/** The platform's `fetch` fails with a TypeError when there is no connection. */
function mayPass(error: unknown): boolean {
  return error instanceof TracewellProblem ? error.isPassing : error instanceof TypeError;
}
