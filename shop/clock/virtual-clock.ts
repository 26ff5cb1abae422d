import TinyQueue from "tinyqueue";
import type { ShopClock } from "./shop-clock.ts";

interface Sleeper {
  readonly dueMs: number;
  readonly order: number;
  readonly wake: () => void;
  cancelled: boolean;
}

/**
 * A clock that stands still until everybody sleeps, then jumps to the next who wakes. What runs on it may
 * wait for nothing but this clock and promises; then the same steps happen in the same order each time.
 * @example
 *   const clock = new VirtualClock(Date.UTC(2026, 0, 5));
 *   void customer(clock);
 *   await clock.runUntil(clock.nowMs() + 86_400_000);
 */
export class VirtualClock implements ShopClock {
  #nowMs: number;
  #order = 0;
  /** By time, then by order of falling asleep. */
  readonly #sleepers = new TinyQueue<Sleeper>(
    [],
    (one, other) => one.dueMs - other.dueMs || one.order - other.order,
  );

  constructor(startMs: number) {
    this.#nowMs = startMs;
  }

  nowMs(): number {
    return this.#nowMs;
  }

  sleep(durationMs: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted === true) return Promise.resolve();
    return new Promise((resolve) => {
      const cancel = (): void => {
        sleeper.cancelled = true;
        resolve();
      };
      const sleeper: Sleeper = {
        dueMs: this.#nowMs + Math.max(0, Math.ceil(durationMs)),
        order: this.#order++,
        wake: () => {
          // A signal may live as long as the clock.
          signal?.removeEventListener("abort", cancel);
          resolve();
        },
        cancelled: false,
      };
      this.#sleepers.push(sleeper);
      signal?.addEventListener("abort", cancel, { once: true });
    });
  }

  /**
   * Lets time pass to `endMs`, which becomes the time. Stops before when `isOver` says so. Yields to the
   * process's event loop between wakings, so a signal can be received.
   */
  async runUntil(endMs: number, isOver: () => boolean = () => false): Promise<void> {
    await settle();
    while (!isOver()) {
      const next = this.#sleepers.peek();
      if (next === undefined || next.dueMs > endMs) break;
      this.#sleepers.pop();
      if (next.cancelled) continue;
      this.#nowMs = Math.max(this.#nowMs, next.dueMs);
      next.wake();
      await settle();
    }
    if (!isOver()) this.#nowMs = Math.max(this.#nowMs, endMs);
  }
}

/** An immediate comes after every promise that can go on. */
function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
