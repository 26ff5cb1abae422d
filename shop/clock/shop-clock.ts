/** The time the shop lives by. All its deadlines, terms and events are of this clock. */
export interface ShopClock {
  /** Whole milliseconds since 1970 UTC; never decreases. */
  nowMs(): number;
  /** Resolves `durationMs` of this clock later, at once when aborted. Never rejects. */
  sleep(durationMs: number, signal?: AbortSignal): Promise<void>;
}

/** `YYYY-MM-DDTHH:mm:ss.SSSZ`, as events carry it. */
export function timeText(timeMs: number): string {
  return new Date(timeMs).toISOString();
}
