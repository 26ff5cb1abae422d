const DELAY_MS_MIN = 250;
const DELAY_MS_MAX = 10_000;

/** Waits between tries: doubled each time up to ten seconds, the last half of each by chance. */
export class RetryDelays {
  #delayMs = DELAY_MS_MIN;

  reset(): void {
    this.#delayMs = DELAY_MS_MIN;
  }

  /** Milliseconds to wait now; at least what the service asked for. */
  next(askedMs: number | null = null): number {
    const half = this.#delayMs / 2;
    this.#delayMs = Math.min(DELAY_MS_MAX, this.#delayMs * 2);
    return Math.max(half + Math.random() * half, askedMs ?? 0);
  }
}

/** Resolves after the time, or at once when the signal is aborted. */
export function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal?.addEventListener("abort", end);
    if (signal?.aborted === true) end();
  });
}
