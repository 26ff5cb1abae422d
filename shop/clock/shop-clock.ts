/** The time the shop lives by. All its deadlines, terms and events are of this clock. */
export interface ShopClock {
  /** Whole milliseconds since 1970 UTC; never decreases. */
  nowMs(): number;
  /** Resolves `durationMs` of this clock later, at once when aborted. Never rejects. */
  sleep(durationMs: number, signal?: AbortSignal): Promise<void>;
}

/** A clock whose speed can be set while it goes: seconds of it in a second of the machine, above zero. */
export interface AdjustableClock extends ShopClock {
  readonly speed: number;
  /** From now on; whoever sleeps wakes at the same time of this clock as before. */
  setSpeed(speed: number): void;
}

export function isAdjustable(clock: ShopClock): clock is AdjustableClock {
  return "setSpeed" in clock;
}

/** `YYYY-MM-DDTHH:mm:ss.SSSZ`, as events carry it. */
export function timeText(timeMs: number): string {
  return new Date(timeMs).toISOString();
}
