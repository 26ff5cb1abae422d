const DELAY_MS_MIN = 250;
const DELAY_MS_MAX = 10_000;

/** Nobody is waited for longer at once, whatever is asked; and timers end at 2^31 ms. */
const ASKED_MS_MAX = 60 * 60_000;

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
    return Math.max(half + Math.random() * half, Math.min(askedMs ?? 0, ASKED_MS_MAX));
  }
}

export interface PauseOptions {
  readonly signal?: AbortSignal | undefined;
  /** A process that has nothing else to do does not live on for it. */
  readonly isBackground?: boolean;
}

/** Resolves after the time, or at once when the signal is aborted. */
export function pause(milliseconds: number, options: PauseOptions = {}): Promise<void> {
  const { signal, isBackground = false } = options;
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    // Browsers give a number.
    if (isBackground && typeof timer === "object") timer.unref();
    signal?.addEventListener("abort", end);
    if (signal?.aborted === true) end();
  });
}
