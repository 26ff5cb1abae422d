/**
 * Wakes live streams when records were committed, at most once in a pulse: commits that come close
 * together are looked at in one pass.
 */
export class TailPulse {
  readonly #intervalMs: number;
  readonly #waiting = new Set<() => void>();
  #timer: NodeJS.Timeout | null = null;
  #lastBeatMs = Number.NEGATIVE_INFINITY;

  constructor(intervalMs: number) {
    this.#intervalMs = intervalMs;
  }

  /** Records were committed. */
  notice(): void {
    if (this.#timer !== null) return;
    const restMs = this.#lastBeatMs + this.#intervalMs - performance.now();
    this.#timer = setTimeout(() => this.#beat(), Math.max(0, restMs));
  }

  /** Resolves at the next beat, after `timeoutMs`, or when `signal` is aborted. */
  wait(timeoutMs: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = (): void => {
        clearTimeout(timer);
        this.#waiting.delete(wake);
        signal.removeEventListener("abort", wake);
        resolve();
      };
      const timer = setTimeout(wake, Math.max(0, timeoutMs));
      this.#waiting.add(wake);
      signal.addEventListener("abort", wake);
    });
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #beat(): void {
    this.#timer = null;
    this.#lastBeatMs = performance.now();
    for (const wake of this.#waiting) wake();
  }
}
