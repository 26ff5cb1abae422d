import type { Timer } from "#storage/index/retry-delays.ts";

/** Timers that fire when the test says so. */
export class ManualTimer {
  readonly #waiting = new Set<() => void>();

  readonly timer: Timer = (_delayMs, callback) => {
    this.#waiting.add(callback);
    return () => this.#waiting.delete(callback);
  };

  fire(): void {
    const callbacks = [...this.#waiting];
    this.#waiting.clear();
    for (const callback of callbacks) callback();
  }
}
