import type { Event } from "./api-types.ts";
import type { ServiceConnection } from "./connection.ts";
import { pause, RetryDelays } from "./retry.ts";
import { problemOf, TracewellProblem } from "./problem.ts";

export interface TailOptions {
  /** Queries of the search language; a record is given out when it matches any. Everything without one. */
  readonly queries?: readonly string[];
  /** `now`, a time, or the reference of a record to go on after. Default: `now`. */
  readonly since?: string;
  /** Ends the stream. */
  readonly signal?: AbortSignal;
}

/** What a live stream says. After `gap` records were skipped, because the reader was too slow: search finds them. */
export type TailMessage =
  | {
      readonly kind: "event";
      readonly event: Event;
      /** Places among the queries that it matches. */
      readonly queries: readonly number[];
    }
  | { readonly kind: "gap"; readonly dropped: number; readonly from: string; readonly to: string };

/**
 * Follows the live stream and goes on without a hole after a broken connection or a restart of the service.
 * Ends when the signal is aborted. Throws `TracewellProblem` where trying again makes no sense.
 */
export async function* followTail(
  connection: ServiceConnection,
  options: TailOptions,
): AsyncGenerator<TailMessage> {
  const delays = new RetryDelays();
  const isEnded = (): boolean => options.signal?.aborted === true;
  let lastId: string | null = null;
  while (!isEnded()) {
    try {
      for await (const message of openStream(connection, options, lastId)) {
        delays.reset();
        if (typeof message.id === "string") lastId = message.id;
        const told = readMessage(message);
        if (told !== null) yield told;
      }
    } catch (error) {
      if (isEnded()) return;
      if (error instanceof TracewellProblem && !error.isPassing) throw error;
      // Whoever was never answered has the wrong address.
      if (lastId === null && !(error instanceof TracewellProblem)) throw error;
    }
    await pause(delays.next(), { signal: options.signal });
  }
}

/** One line of the stream; `{open, id}` comes at once, so that there is always a place to go on after. */
interface StreamMessage {
  readonly id?: unknown;
  readonly event?: unknown;
  readonly queries?: unknown;
  readonly gap?: unknown;
}

async function* openStream(
  { url, headers, fetch }: ServiceConnection,
  { queries = [], since = "now", signal }: TailOptions,
  lastId: string | null,
): AsyncGenerator<StreamMessage> {
  const parameters = new URLSearchParams(lastId === null ? { since } : {});
  for (const query of queries) parameters.append("q", query);
  const left = new AbortController();
  const response = await fetch(`${url}/api/v1/tail?${parameters}`, {
    headers: {
      ...headers,
      accept: "application/x-ndjson",
      ...(lastId !== null && { "last-event-id": lastId }),
    },
    signal: signal === undefined ? left.signal : AbortSignal.any([signal, left.signal]),
  });
  if (!response.ok || response.body === null) throw await problemOf(response, null);
  try {
    for await (const line of linesOf(response.body)) {
      const message: unknown = JSON.parse(line);
      if (typeof message === "object" && message !== null) yield message;
    }
  } finally {
    // Whoever has seen enough leaves; else the connection stays until the next heartbeat.
    left.abort();
  }
}

async function* linesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    const lines = (rest + decoder.decode(next.value, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
}

/** Null for heartbeats, and for what a newer service may say. */
function readMessage({ event, queries, gap }: StreamMessage): TailMessage | null {
  if (isRecord(event) && isNumbers(queries)) return { kind: "event", event, queries };
  if (typeof gap === "object" && gap !== null && "dropped" in gap && "from" in gap && "to" in gap) {
    const { dropped, from, to } = gap;
    return { kind: "gap", dropped: Number(dropped), from: String(from), to: String(to) };
  }
  return null;
}

function isRecord(value: unknown): value is Event {
  return typeof value === "object" && value !== null && "reference" in value;
}

function isNumbers(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((one) => typeof one === "number");
}
