/** First pause after a failure of the index: a lock or a checkpoint is over by then. */
export const RETRY_DELAY_MS_MIN = 100;

/** Longest pause: a disk that was emptied is noticed within half a minute. */
export const RETRY_DELAY_MS_MAX = 30_000;

/** Calls back later; injected, so that tests need not wait. Returns what calls the callback off. */
export type Timer = (delayMs: number, callback: () => void) => () => void;

/** The real timer; it does not keep a process alive. */
export const systemTimer: Timer = (delayMs, callback) => {
  const timeout = setTimeout(callback, delayMs);
  timeout.unref();
  return () => clearTimeout(timeout);
};

/** Pauses that double from failure to failure, up to a bound. */
export class RetryDelays {
  #failures = 0;

  next(): number {
    const delayMs = RETRY_DELAY_MS_MIN * 2 ** Math.min(this.#failures, 20);
    this.#failures += 1;
    return Math.min(delayMs, RETRY_DELAY_MS_MAX);
  }

  reset(): void {
    this.#failures = 0;
  }
}
