import type { RecordedEvent } from "#domain/events/event.ts";
import { eventTimeMs } from "#domain/events/event-time.ts";

/**
 * A time that lies further after its recording is of a clock that is wrong: it tells nothing of how far its
 * source had come, and all that follows would count as late.
 */
const AHEAD_MS_MAX = 24 * 3_600_000;

/** How far each source had come, and so which of its records are late. */
export class SourceTimes {
  readonly #lateMs: number;
  readonly #latest: Map<string, number>;
  readonly #moved = new Map<string, number>();

  /** `lateMs`: what counts as late. `latest`: the latest time that each source told so far. */
  constructor(lateMs: number, latest: ReadonlyMap<string, number>) {
    this.#lateMs = lateMs;
    this.#latest = new Map(latest);
  }

  /** Takes the next record of the ledger. Returns how late it is, in milliseconds; null when it is not. */
  take({ source, event, recordedAt }: RecordedEvent): number | null {
    const timeMs = eventTimeMs(event.time);
    const latestMs = this.#latest.get(source.name) ?? -Infinity;
    if (timeMs > latestMs) {
      if (timeMs - eventTimeMs(recordedAt) <= AHEAD_MS_MAX) this.#move(source.name, timeMs);
      return null;
    }
    const lateMs = latestMs - timeMs;
    return lateMs > this.#lateMs ? lateMs : null;
  }

  /** The sources that told a later time since the last call. */
  takeMoved(): Map<string, number> {
    const moved = new Map(this.#moved);
    this.#moved.clear();
    return moved;
  }

  #move(source: string, timeMs: number): void {
    this.#latest.set(source, timeMs);
    this.#moved.set(source, timeMs);
  }
}
