import { setTimeout as wait } from "node:timers/promises";
import type { ShopClock } from "./shop-clock.ts";

/** Node's timers fire at once beyond this. */
const TIMER_MS_MAX = 2 ** 31 - 1;

/** The machine's time, or one that began with it and runs `speed` times as fast. */
export class RealClock implements ShopClock {
  readonly #startMs: number;
  readonly #machineStartMs: number;
  #lastMs = 0;
  readonly speed: number;

  constructor({ startMs = Date.now(), speed = 1 }: { startMs?: number; speed?: number } = {}) {
    this.#startMs = startMs;
    this.#machineStartMs = Date.now();
    this.speed = speed;
  }

  /** A machine whose time is set back does not set the shop back. */
  nowMs(): number {
    const passedMs = (Date.now() - this.#machineStartMs) * this.speed;
    this.#lastMs = Math.max(this.#lastMs, Math.floor(this.#startMs + passedMs));
    return this.#lastMs;
  }

  async sleep(durationMs: number, signal?: AbortSignal): Promise<void> {
    const machineMs = Math.min(Math.max(0, Math.ceil(durationMs / this.speed)), TIMER_MS_MAX);
    try {
      await wait(machineMs, undefined, signal === undefined ? {} : { signal });
    } catch (error) {
      if (signal?.aborted !== true) throw error;
    }
  }
}
