import { setTimeout as delay } from "node:timers/promises";
import { fingerprintOf } from "#ingest/pipeline/file-fingerprint.ts";
import type { IngestAnswer } from "#ingest/pipeline/ingest-gateway.ts";
import { ApiProblem, ServiceAway, type ApiClient } from "../api-client.ts";
import { HeldInput } from "./held-input.ts";
import { fingerprintOfRun, InputDamaged, type Input } from "./input.ts";
import { isBlank, isWholeRecord } from "./last-record.ts";

/** Bytes of one request: a quarter of what the service takes, so that a resend costs little. */
const CHUNK_BYTES = 4 * 1024 * 1024;

/** Live input that pauses this long is sent whole; without a pause it is sent this often, as far as it goes. */
const IDLE_MS = 1_000;

/** A piece is tried again for so long while the service is overloaded or restarting. */
const WAIT_MS_MAX = 10 * 60_000;
const RETRY_MS = 5_000;

export interface SendOptions {
  readonly source: string;
  readonly format: string;
  readonly timezone?: string;
  /** Time of text that carries none. By default that of arrival for live input, none for a file. */
  readonly assumedTime?: string;
  /** A file is complete: an unfinished last record is read too. */
  readonly isFinal: boolean;
  /** Milliseconds since 1970. */
  readonly nowMs: () => number;
  /** Ends live input as if it had ended by itself; a file is left where it stands. */
  readonly signal: AbortSignal;
  readonly onProgress: (bytesRead: number) => void;
  readonly onAnswer: (answer: IngestAnswer) => void;
  /** The service is asked again later; one sentence. */
  readonly onWait: (why: string) => void;
}

/** What a wait for more input brought. */
type Arrival =
  | { readonly kind: "chunk"; readonly bytes: Buffer }
  | { readonly kind: "idle" | "end" | "interrupted" }
  | { readonly kind: "damaged"; readonly cause: unknown };

/**
 * Sends an input piece by piece. The service says how much of each piece it has read (an unfinished last
 * record is left out) and the rest goes with the next piece, so nothing is only in somebody's memory.
 * Resolves with the length of an unfinished last record of a file, which was not read. Rejects with `InputDamaged`, and with the signal's reason when a file was interrupted.
 */
export async function sendInput(
  client: ApiClient,
  input: Input,
  options: SendOptions,
): Promise<number> {
  const { signal } = options;
  const iterator = input.content[Symbol.asyncIterator]();
  const held = new HeldInput();
  let fingerprint: string | null = null;
  let next: Promise<IteratorResult<Buffer>> | null = null;
  let continuation: string | undefined;
  let arrivedMs = 0;
  let hasAnswered = false;

  const send = async (more: "reading" | "idle" | undefined, isLast = false): Promise<void> => {
    const bytes = held.bytes;
    fingerprint ??= input.isLive ? fingerprintOfRun() : fingerprintOf(bytes);
    const place = {
      format: options.format,
      timezone: options.timezone,
      file: input.file ?? undefined,
      fingerprint,
      offset: String(held.offset),
      line: String(held.line),
      more,
      // A piece that is sent again must give the same records, so the service's clock is not asked.
      assumedTime:
        options.assumedTime ?? (input.isLive ? new Date(arrivedMs).toISOString() : undefined),
      continuation,
      // Whoever asks after the last piece finds everything.
      wait: isLast ? "indexed" : undefined,
    };
    const answer = await postPiece(client, bytes, place, hasAnswered, options);
    hasAnswered = true;
    held.consume(answer.consumedBytes);
    continuation = answer.continuation;
    options.onAnswer(answer);
    options.onProgress(input.bytesRead());
  };

  let sentMs = performance.now();
  for (;;) {
    next ??= iterator.next();
    const idleMs = input.isLive && held.length > 0 ? IDLE_MS : null;
    const arrival = await arrivalOf(next, idleMs, signal);
    if (arrival.kind === "chunk") {
      next = null;
      arrivedMs = options.nowMs();
      held.add(arrival.bytes);
      const isDue = input.isLive && performance.now() - sentMs > IDLE_MS;
      if (held.length >= CHUNK_BYTES || isDue) {
        await send("reading");
        sentMs = performance.now();
      }
    } else if (arrival.kind === "idle") {
      await send("idle");
    } else if (arrival.kind === "damaged") {
      if (held.length > 0) await send("reading");
      throw new InputDamaged(arrival.cause);
    } else {
      if (!input.isLive) signal.throwIfAborted();
      if (held.length > 0 && !input.isLive && !options.isFinal) {
        await send("reading", true);
        if (isBlank(held.bytes)) return 0;
        if (!isWholeRecord(held.bytes)) return held.length;
      }
      if (held.length > 0) await send(undefined, true);
      return 0;
    }
  }
}

/** The next piece; or that none came for `idleMs` (null: any time), or that the command was interrupted. */
function arrivalOf(
  next: Promise<IteratorResult<Buffer>>,
  idleMs: number | null,
  signal: AbortSignal,
): Promise<Arrival> {
  return new Promise((resolve) => {
    const settle = (arrival: Arrival): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", interrupt);
      resolve(arrival);
    };
    const interrupt = (): void => settle({ kind: "interrupted" });
    const timer = idleMs === null ? undefined : setTimeout(() => settle({ kind: "idle" }), idleMs);
    signal.addEventListener("abort", interrupt);
    if (signal.aborted) interrupt();
    next.then(
      (result) =>
        settle(result.done === true ? { kind: "end" } : { kind: "chunk", bytes: result.value }),
      (cause: unknown) => settle({ kind: "damaged", cause }),
    );
  });
}

/** Sends a piece, again while the service is overloaded; while it restarts only once it has answered before. */
async function postPiece(
  client: ApiClient,
  bytes: Buffer,
  place: Readonly<Record<string, string | undefined>>,
  hasAnswered: boolean,
  options: SendOptions,
): Promise<IngestAnswer> {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(place)) {
    if (value !== undefined) parameters.set(name, value);
  }
  const path = `/api/v1/sources/${encodeURIComponent(options.source)}/lines?${parameters}`;
  const startedMs = performance.now();
  let said = "";
  for (;;) {
    try {
      return await client.post<IngestAnswer>(path, bytes, "text/plain");
    } catch (error) {
      const mayPass =
        (error instanceof ApiProblem && error.isPassing) ||
        (error instanceof ServiceAway && hasAnswered);
      if (!mayPass || performance.now() - startedMs > WAIT_MS_MAX) throw error;
      const waitMs = (error instanceof ApiProblem ? error.retryAfterMs : null) ?? RETRY_MS;
      const why = `${error.message} Trying again every ${waitMs / 1000} s.`;
      if (why !== said) options.onWait(why);
      said = why;
      await delay(waitMs, undefined, { signal: options.signal });
    }
  }
}
