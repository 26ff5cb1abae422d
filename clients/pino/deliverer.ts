import { pause, RetryDelays } from "../http/retry.ts";
import { problemOf, TracewellProblem } from "../http/problem.ts";
import type { SpoolBatch, SpoolReader } from "./spool-reader.ts";

/** An answer takes as long as the service waits for its disk; then the connection is dead. */
const REQUEST_MS_MAX = 60_000;

/** How often a refusal that time alone does not mend (a wrong token) is tried again and said. */
const REFUSED_MS = 60_000;

export interface DelivererOptions {
  readonly url: string;
  readonly token: string;
  readonly source: string;
  /** Told, in one sentence, when delivery stands still and when it goes on. */
  readonly onState: (sentence: string) => void;
  /** Told how many bytes the service has taken. */
  readonly onDelivered: (bytes: number) => void;
}

/**
 * Sends what the readers give, one request at a time and so in order, until the service has taken it. A line
 * is known to the service by its file and offset: sent twice, it is taken once.
 */
export class Deliverer {
  readonly #options: DelivererOptions;
  readonly #readers: SpoolReader[];
  readonly #ended = new AbortController();
  readonly #delays = new RetryDelays();
  #wake: (() => void) | null = null;
  #isIdle = false;
  #idleListeners: (() => void)[] = [];
  #trouble: string | null = null;

  constructor(options: DelivererOptions, readers: readonly SpoolReader[]) {
    this.#options = options;
    this.#readers = [...readers];
  }

  /** Runs until `end` is called. */
  async run(): Promise<void> {
    while (!this.#ended.signal.aborted) {
      const next = this.#next();
      if (next === null) {
        await this.#untilWoken();
        continue;
      }
      this.#isIdle = false;
      await this.#deliver(next.reader, next.batch);
    }
  }

  /** There may be something new. */
  wake(): void {
    this.#isIdle = false;
    this.#wake?.();
  }

  /** Resolves once everything was delivered, or after the time; true when it was. */
  async settle(milliseconds: number): Promise<boolean> {
    const over = new AbortController();
    let isSettled = this.#isIdle;
    if (!isSettled) {
      this.#idleListeners.push(() => {
        isSettled = true;
        over.abort();
      });
      await pause(milliseconds, over.signal);
    }
    return isSettled;
  }

  /** Ends the run; what was not delivered stays in the spool. */
  end(): void {
    this.#ended.abort();
    this.#wake?.();
  }

  #next(): { reader: SpoolReader; batch: SpoolBatch } | null {
    for (const reader of this.#readers) {
      const batch = reader.next();
      if (batch !== null) return { reader, batch };
    }
    return null;
  }

  #untilWoken(): Promise<void> {
    this.#isIdle = true;
    for (const listener of this.#idleListeners.splice(0)) listener();
    return new Promise((resolve) => {
      this.#wake = () => {
        this.#wake = null;
        resolve();
      };
      if (!this.#isIdle || this.#ended.signal.aborted) this.#wake();
    });
  }

  async #deliver(reader: SpoolReader, batch: SpoolBatch): Promise<void> {
    try {
      await this.#send(batch);
      reader.delivered(batch);
      this.#options.onDelivered(batch.lines.length);
      this.#delays.reset();
      if (this.#trouble !== null) this.#options.onState("the service takes records again.");
      this.#trouble = null;
    } catch (error) {
      if (this.#ended.signal.aborted) return;
      this.#say(error);
      await pause(this.#waitMs(error), this.#ended.signal);
    }
  }

  async #send({ lines, fingerprint, offset, line }: SpoolBatch): Promise<void> {
    const { url, token, source } = this.#options;
    const place = new URLSearchParams({
      format: "ndjson",
      fingerprint,
      offset: String(offset),
      line: String(line),
    });
    const response = await fetch(`${url}/api/v1/sources/${source}/lines?${place}`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/x-ndjson" },
      body: lines,
      signal: AbortSignal.any([this.#ended.signal, AbortSignal.timeout(REQUEST_MS_MAX)]),
    });
    if (!response.ok) throw await problemOf(response, null);
    // An answer that was not read to its end keeps the connection.
    await response.arrayBuffer();
  }

  #waitMs(error: unknown): number {
    if (!(error instanceof TracewellProblem)) return this.#delays.next();
    return error.isPassing ? this.#delays.next(error.retryAfterMs) : REFUSED_MS;
  }

  /** Each kind of trouble once: an application's console is not ours to fill. */
  #say(error: unknown): void {
    const trouble = error instanceof TracewellProblem ? error.code : "away";
    if (trouble === this.#trouble) return;
    this.#trouble = trouble;
    const why = error instanceof Error ? error.message : String(error);
    this.#options.onState(`records wait in the spool: ${why}`);
  }
}
