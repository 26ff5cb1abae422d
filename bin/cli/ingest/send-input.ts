import type { IngestAnswer } from "#ingest/pipeline/ingest-gateway.ts";
import { ApiProblem, type ApiClient } from "../api-client.ts";
import { fingerprintOf, fingerprintOfRun, type Input } from "./input.ts";

/** Bytes of one request: a quarter of what the service takes, so that a resend costs little. */
const CHUNK_BYTES = 4 * 1024 * 1024;

/** Live input that pauses this long is sent whole; without a pause it is sent this often, as far as it goes. */
const IDLE_MS = 1_000;

/** Tries for one chunk while the service is overloaded or restarting: about ten minutes in all. */
const TRIES_MAX = 120;
const RETRY_MS = 5_000;

export interface SendOptions {
  readonly source: string;
  readonly format: string;
  readonly timezone?: string;
  readonly signal: AbortSignal;
  readonly onProgress: (bytesRead: number) => void;
  readonly onAnswer: (answer: IngestAnswer) => void;
}

export interface SendTotals {
  readonly accepted: number;
  readonly duplicate: number;
  readonly quarantined: number;
}

/** What a wait for more input brought. */
type Arrival =
  | { readonly kind: "chunk"; readonly bytes: Buffer }
  | { readonly kind: "idle" | "end" };

/**
 * Sends an input piece by piece. The service says how much of each piece it has read (an unfinished last
 * record is left out) and the rest goes with the next piece, so nothing is only in somebody's memory.
 */
export async function sendInput(
  client: ApiClient,
  input: Input,
  options: SendOptions,
): Promise<SendTotals> {
  const totals = { accepted: 0, duplicate: 0, quarantined: 0 };
  const iterator = input.content[Symbol.asyncIterator]();
  let held: Buffer = Buffer.alloc(0);
  let offset = 0;
  let line = 1;
  let fingerprint: string | null = null;
  let next: Promise<IteratorResult<Buffer>> | null = null;
  let continuation: string | undefined;

  const send = async (more: "reading" | "idle" | undefined): Promise<void> => {
    fingerprint ??= input.isLive ? fingerprintOfRun() : fingerprintOf(held);
    const answer = await postChunk(client, held, options, {
      file: input.file ?? undefined,
      fingerprint,
      offset: String(offset),
      line: String(line),
      more,
      continuation,
    });
    totals.accepted += answer.accepted;
    totals.duplicate += answer.duplicate;
    totals.quarantined += answer.quarantined;
    const consumed = held.subarray(0, answer.consumedBytes);
    line += countNewlines(consumed);
    offset += consumed.length;
    held = held.subarray(answer.consumedBytes);
    continuation = answer.continuation;
    options.onAnswer(answer);
    options.onProgress(input.bytesRead());
  };

  let sentMs = performance.now();
  for (;;) {
    next ??= iterator.next();
    const arrival = await arrivalOf(next, input.isLive && held.length > 0);
    if (arrival.kind !== "idle") next = null;
    if (arrival.kind === "chunk") {
      held = held.length === 0 ? arrival.bytes : Buffer.concat([held, arrival.bytes]);
      const isDue = input.isLive && performance.now() - sentMs > IDLE_MS;
      if (held.length >= CHUNK_BYTES || isDue) {
        await send("reading");
        sentMs = performance.now();
      }
    } else if (arrival.kind === "idle") {
      await send("idle");
    } else {
      if (held.length > 0) await send(undefined);
      return totals;
    }
    options.signal.throwIfAborted();
  }
}

async function arrivalOf(
  next: Promise<IteratorResult<Buffer>>,
  mayIdle: boolean,
): Promise<Arrival> {
  const arrived = next.then((result): Arrival =>
    result.done === true ? { kind: "end" } : { kind: "chunk", bytes: result.value },
  );
  if (!mayIdle) return arrived;
  let timer: NodeJS.Timeout | undefined;
  const idle = new Promise<Arrival>((resolve) => {
    timer = setTimeout(() => resolve({ kind: "idle" }), IDLE_MS);
  });
  try {
    return await Promise.race([arrived, idle]);
  } finally {
    clearTimeout(timer);
  }
}

async function postChunk(
  client: ApiClient,
  bytes: Buffer,
  options: SendOptions,
  place: Readonly<Record<string, string | undefined>>,
): Promise<IngestAnswer> {
  const parameters = new URLSearchParams({ format: options.format });
  if (options.timezone !== undefined) parameters.set("timezone", options.timezone);
  for (const [name, value] of Object.entries(place)) {
    if (value !== undefined) parameters.set(name, value);
  }
  const path = `/api/v1/sources/${encodeURIComponent(options.source)}/lines?${parameters}`;
  for (let attempt = 1; ; attempt++) {
    try {
      return await client.post<IngestAnswer>(path, bytes, "text/plain");
    } catch (error) {
      const isPassing =
        error instanceof ApiProblem && (error.status === 429 || error.status === 503);
      if (!isPassing || attempt >= TRIES_MAX || options.signal.aborted) throw error;
      const waitMs = error.retryAfterMs ?? RETRY_MS;
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
  }
}

function countNewlines(bytes: Uint8Array): number {
  let count = 0;
  for (let at = bytes.indexOf(0x0a); at >= 0; at = bytes.indexOf(0x0a, at + 1)) count += 1;
  return count;
}
