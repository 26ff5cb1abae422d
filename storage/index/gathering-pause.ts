/**
 * Between two small transactions the index rests this many times as long as the last one took: their fixed
 * cost then stays below a fifth of a core, and records gather for larger ones.
 */
const REST_FACTOR = 4;

/** Longest rest: with the transaction after it, a record is searchable within some 50 ms. */
const REST_MS_MAX = 25;

/** Rests shorter than this are not worth a timer. */
const REST_MS_MIN = 1;

/** A transaction of so many records is one of a load that has more to come. */
const LOAD_RECORDS = 5_000;

/** A load is over when nothing came for so long. */
const LOAD_ENDS_MS = 300;

/** Lets records gather while transactions are small. A record that comes after a quiet time never waits. */
export class GatheringPause {
  readonly #nowMs: () => number;
  #untilMs = -Infinity;
  #loadUntilMs = -Infinity;
  #wake: (() => void) | null = null;

  /** `nowMs`: milliseconds from any origin, never decreasing. */
  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  /** Runs a transaction of so many records and remembers what it took. */
  async around<Result>(records: number, work: () => Promise<Result>): Promise<Result> {
    const startedMs = this.#nowMs();
    const result = await work();
    const endedMs = this.#nowMs();
    this.#untilMs = endedMs + Math.min((endedMs - startedMs) * REST_FACTOR, REST_MS_MAX);
    this.#loadUntilMs = records < LOAD_RECORDS ? -Infinity : endedMs + LOAD_ENDS_MS;
    return result;
  }

  get isDue(): boolean {
    return this.#untilMs - this.#nowMs() >= REST_MS_MIN;
  }

  /** Resolves when the rest is over, or when it is ended. */
  rest(): Promise<void> {
    return this.#waitUntil(this.#untilMs);
  }

  /** Whether more is about to come: what can wait would only take time from the load. */
  get isInLoad(): boolean {
    return this.#loadUntilMs - this.#nowMs() >= REST_MS_MIN;
  }

  /** Resolves when the load is over, or when something came. */
  loadEnd(): Promise<void> {
    return this.#waitUntil(this.#loadUntilMs);
  }

  /** Wakes who waits for the end of a load. */
  cameMore(): void {
    if (this.isInLoad) this.#wake?.();
  }

  /** Ends the rest, and the next too: there is enough to do, or nothing more. */
  end(): void {
    this.#untilMs = -Infinity;
    this.#wake?.();
  }

  async #waitUntil(endMs: number): Promise<void> {
    const waitMs = endMs - this.#nowMs();
    if (waitMs < REST_MS_MIN) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const timeout = setTimeout(resolve, waitMs);
    this.#wake = resolve;
    await promise;
    clearTimeout(timeout);
    this.#wake = null;
  }
}
