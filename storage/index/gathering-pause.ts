/**
 * Between two small transactions the index rests this many times as long as the last one took: their fixed
 * cost then stays below a fifth of a core, and records gather for larger ones.
 */
const REST_FACTOR = 4;

/** Longest rest: with the transaction after it, a record is searchable within some 50 ms. */
const REST_MS_MAX = 25;

/** Rests shorter than this are not worth a timer. */
const REST_MS_MIN = 1;

/** Lets records gather while transactions are small. A record that comes after a quiet time never waits. */
export class GatheringPause {
  readonly #nowMs: () => number;
  #untilMs = -Infinity;
  #wake: (() => void) | null = null;

  /** `nowMs`: milliseconds from any origin, never decreasing. */
  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  /** Runs a transaction and remembers what it took. */
  async around<Result>(work: () => Promise<Result>): Promise<Result> {
    const startedMs = this.#nowMs();
    const result = await work();
    const endedMs = this.#nowMs();
    this.#untilMs = endedMs + Math.min((endedMs - startedMs) * REST_FACTOR, REST_MS_MAX);
    return result;
  }

  get isDue(): boolean {
    return this.#untilMs - this.#nowMs() >= REST_MS_MIN;
  }

  /** Resolves when the rest is over, or when it is ended. */
  async rest(): Promise<void> {
    const restMs = this.#untilMs - this.#nowMs();
    if (restMs < REST_MS_MIN) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const timeout = setTimeout(resolve, restMs);
    this.#wake = resolve;
    await promise;
    clearTimeout(timeout);
    this.#wake = null;
  }

  /** Ends the rest, and the next too: there is enough to do. */
  end(): void {
    this.#untilMs = -Infinity;
    this.#wake?.();
  }
}
