import { z } from "zod";
import { pause, RetryDelays } from "../http/retry.ts";
import { problemOf, TracewellProblem } from "../http/problem.ts";
import type { SpoolBatch, SpoolReader } from "./spool-reader.ts";

/** An answer takes as long as the service waits for its disk; then the connection is dead. */
const REQUEST_MS_MAX = 60_000;

/** What every answer to records has; something else that answers has not taken them. */
const answerSchema = z.object({ accepted: z.int(), duplicate: z.int(), quarantined: z.int() });

/** Status of a request that is larger than what is taken. */
const TOO_LARGE = 413;

/** How often a refusal that time alone does not mend (a wrong token) is tried again and said. */
const REFUSED_MS = 60_000;

/** At the end there is little time: whatever is asked, it is tried again so often. */
const CLOSING_MS = 500;

export interface DelivererOptions {
  readonly url: string;
  readonly token: string;
  readonly source: string;
  /** Told, in one sentence, when delivery stands still and when it goes on. */
  readonly onState: (sentence: string) => void;
  /** Told how many bytes the service has taken. */
  readonly onDelivered: (bytes: number) => void;
  /** Told of what dead processes left, once all of it was delivered. */
  readonly onEmptied: (reader: SpoolReader) => void;
  /** Told when nothing waits. */
  readonly onIdle: () => void;
}

/**
 * Sends what the readers give, one request at a time and so in order, until the service has taken it. A line
 * is known to the service by its file and offset: sent twice, it is taken once.
 */
export class Deliverer {
  readonly #options: DelivererOptions;
  readonly #orphans: SpoolReader[];
  readonly #reader: SpoolReader;
  #isEnded = false;
  #request: AbortController | null = null;
  readonly #delays = new RetryDelays();
  #wake: (() => void) | null = null;
  #isIdle = false;
  #idleListeners: (() => void)[] = [];
  #trouble: string | null = null;
  #isForgetful = false;
  #isClosing = false;
  /** Ends the wait before another try. */
  #waiting = new AbortController();

  /** `orphans`: what dead processes left, which goes first. */
  constructor(options: DelivererOptions, orphans: readonly SpoolReader[], reader: SpoolReader) {
    this.#options = options;
    this.#orphans = [...orphans];
    this.#reader = reader;
  }

  /** Runs until `end` is called; never rejects. */
  async run(): Promise<void> {
    while (!this.#isEnded) {
      try {
        await this.#step();
      } catch (error) {
        if (this.#isEnded) return;
        this.#say(error);
        await this.#wait(this.#waitMs(error));
      }
    }
  }

  /** There may be something new. */
  wake(): void {
    this.#isIdle = false;
    this.#wake?.();
  }

  /** Tries at once, and resolves when everything was delivered, or after the time; true when it was. */
  async settle(milliseconds: number): Promise<boolean> {
    this.#isClosing = true;
    this.wake();
    this.#waiting.abort();
    const over = new AbortController();
    let isSettled = false;
    this.#idleListeners.push(() => {
      isSettled = true;
      over.abort();
    });
    await pause(milliseconds, { signal: over.signal });
    return isSettled;
  }

  /** Ends the run; what was not delivered stays in the spool. */
  end(): void {
    this.#isEnded = true;
    this.#request?.abort();
    this.#waiting.abort();
    this.#wake?.();
  }

  async #step(): Promise<void> {
    const next = this.#next();
    if (next === null) return this.#untilWoken();
    this.#isIdle = false;
    await this.#deliver(next.reader, next.batch);
  }

  #next(): { reader: SpoolReader; batch: SpoolBatch } | null {
    for (let orphan = this.#orphans[0]; orphan !== undefined; orphan = this.#orphans[0]) {
      const batch = this.#nextOf(orphan);
      if (batch !== null) return { reader: orphan, batch };
      this.#orphans.shift();
    }
    const batch = this.#reader.next();
    return batch === null ? null : { reader: this.#reader, batch };
  }

  /** Null where nothing is left of what a dead process left, or where it cannot be read. */
  #nextOf(orphan: SpoolReader): SpoolBatch | null {
    try {
      const batch = orphan.next();
      if (batch === null) this.#options.onEmptied(orphan);
      return batch;
    } catch (error) {
      this.#options.onState(`what lies in ${orphan.directory} is left: ${messageOf(error)}`);
      return null;
    }
  }

  #untilWoken(): Promise<void> {
    this.#options.onIdle();
    this.#isIdle = true;
    for (const listener of this.#idleListeners.splice(0)) listener();
    return new Promise((resolve) => {
      this.#wake = () => {
        this.#wake = null;
        resolve();
      };
      if (!this.#isIdle || this.#isEnded) this.#wake();
    });
  }

  async #deliver(reader: SpoolReader, batch: SpoolBatch): Promise<void> {
    try {
      await this.#send(batch);
    } catch (error) {
      // Whatever stands before the service may take less than the service does.
      const isTooLarge = error instanceof TracewellProblem && error.status === TOO_LARGE;
      if (isTooLarge && reader.shrink(batch)) return;
      throw error;
    }
    this.#delays.reset();
    if (this.#trouble !== null) this.#options.onState("the service takes records again.");
    this.#trouble = null;
    this.#options.onDelivered(batch.lines.length);
    this.#remember(reader, batch);
  }

  /** Not remembered, lines are sent again after the next start, and the service knows them. */
  #remember(reader: SpoolReader, batch: SpoolBatch): void {
    try {
      reader.delivered(batch);
      this.#isForgetful = false;
    } catch (error) {
      if (!this.#isForgetful) {
        this.#options.onState(`what the service took cannot be noted: ${messageOf(error)}`);
      }
      this.#isForgetful = true;
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
    // One of its own for each request: a signal made of a lasting one is kept as long as that.
    const request = new AbortController();
    this.#request = request;
    const late = new Error(`no answer within ${REQUEST_MS_MAX / 1_000} s`);
    const timer = setTimeout(() => request.abort(late), REQUEST_MS_MAX);
    try {
      const response = await fetch(`${url}/api/v1/sources/${source}/lines?${place}`, {
        method: "POST",
        headers: { authorization: `Bearer ${token}`, "content-type": "application/x-ndjson" },
        body: lines,
        signal: request.signal,
      });
      if (!response.ok) throw await problemOf(response, null);
      // An answer that was not read to its end keeps the connection.
      if (!isAnswer(await response.text())) throw new Error(`${url} is not Tracewell's address`);
    } finally {
      clearTimeout(timer);
    }
  }

  /** An application that has nothing else to do must not live on for it. */
  async #wait(milliseconds: number): Promise<void> {
    if (this.#waiting.signal.aborted) this.#waiting = new AbortController();
    const most = this.#isClosing ? CLOSING_MS : milliseconds;
    await pause(Math.min(milliseconds, most), { signal: this.#waiting.signal, isBackground: true });
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
    this.#options.onState(`records wait in the spool: ${messageOf(error)}`);
  }
}

function isAnswer(text: string): boolean {
  try {
    return answerSchema.safeParse(JSON.parse(text)).success;
  } catch {
    return false;
  }
}

/** `fetch` says what is wrong in its cause. */
function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}
