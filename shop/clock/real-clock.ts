import { setTimeout as wait } from "node:timers/promises";
import type { AdjustableClock } from "./shop-clock.ts";

/** Node's timers fire at once beyond this. */
const TIMER_MS_MAX = 2 ** 31 - 1;

/** The machine's time, or one that began with it and runs `speed` times as fast. */
export class RealClock implements AdjustableClock {
  /** Since the speed was last set. */
  #startMs: number;
  #machineStartMs: number;
  #lastMs = 0;
  #speed: number;
  #isStopped = false;
  readonly #sleepers = new Set<AbortController>();

  constructor({ startMs = Date.now(), speed = 1 }: { startMs?: number; speed?: number } = {}) {
    this.#startMs = startMs;
    this.#machineStartMs = Date.now();
    this.#speed = speed;
  }

  get speed(): number {
    return this.#speed;
  }

  setSpeed(speed: number): void {
    if (!(speed > 0)) throw new RangeError("A clock's speed is above zero.");
    this.#startMs = this.nowMs();
    this.#machineStartMs = Date.now();
    this.#speed = speed;
    // Each looks anew how long it still has to sleep.
    for (const sleeper of this.#sleepers) sleeper.abort();
  }

  /** Goes on from `timeMs` where that lies ahead: a shop whose clock ran fast was there already. */
  advanceTo(timeMs: number): void {
    if (timeMs <= this.nowMs()) return;
    this.#startMs = timeMs;
    this.#machineStartMs = Date.now();
    for (const sleeper of this.#sleepers) sleeper.abort();
  }

  /** Nobody wakes any more unless called off, and no timer keeps the process. */
  stop(): void {
    this.#isStopped = true;
    for (const sleeper of this.#sleepers) sleeper.abort();
  }

  /** A machine whose time is set back does not set the shop back. */
  nowMs(): number {
    const passedMs = (Date.now() - this.#machineStartMs) * this.#speed;
    this.#lastMs = Math.max(this.#lastMs, Math.floor(this.#startMs + passedMs));
    return this.#lastMs;
  }

  async sleep(durationMs: number, signal?: AbortSignal): Promise<void> {
    const dueMs = this.nowMs() + Math.max(0, durationMs);
    for (;;) {
      const machineMs = Math.ceil((dueMs - this.nowMs()) / this.#speed);
      await this.#wait(Math.min(Math.max(0, machineMs), TIMER_MS_MAX), signal);
      if (signal?.aborted === true) return;
      if (this.#isStopped) break;
      if (this.nowMs() >= dueMs) return;
    }
    await new Promise((resolve) => signal?.addEventListener("abort", resolve, { once: true }));
  }

  /** Until the time has passed, the signal comes, the speed changes, or the clock is stopped. */
  async #wait(machineMs: number, signal: AbortSignal | undefined): Promise<void> {
    if (this.#isStopped) return;
    const sleeper = new AbortController();
    this.#sleepers.add(sleeper);
    const signals = signal === undefined ? [sleeper.signal] : [sleeper.signal, signal];
    try {
      await wait(machineMs, undefined, { signal: AbortSignal.any(signals) });
    } catch (error) {
      if (!sleeper.signal.aborted && signal?.aborted !== true) throw error;
    } finally {
      this.#sleepers.delete(sleeper);
    }
  }
}
