import { setImmediate } from "node:timers/promises";
import { TracewellError } from "#domain/errors.ts";

/**
 * Longest a question may take whatever it does; scans end earlier by themselves (`SCAN_BUDGET_MS`). Above
 * it the caller has long given up, and the reader thread is worth more to the next question.
 */
export const QUERY_TIME_MS_MAX = 10_000;

/**
 * Scans whose time a report over everything may take: it is asked for rarely, is worth a wait, and still ends
 * below `QUERY_TIME_MS_MAX`.
 */
export const REPORT_SCANS_MAX = 4;

/** Monotonic milliseconds. */
export type Stopwatch = () => number;

/** The time one question may take. */
export class TimeBox {
  readonly #stopwatch: Stopwatch;
  readonly #startMs: number;
  readonly #budgetMs: number;

  constructor(stopwatch: Stopwatch, budgetMs: number) {
    this.#stopwatch = stopwatch;
    this.#startMs = stopwatch();
    this.#budgetMs = budgetMs;
  }

  get elapsedMs(): number {
    return this.#stopwatch() - this.#startMs;
  }

  /** True when a scan should answer with what it has. */
  get isSpent(): boolean {
    return this.elapsedMs >= this.#budgetMs;
  }

  /** Lets other questions of the thread in between two slices. Throws `query-timeout`. */
  async betweenSlices(): Promise<void> {
    this.check();
    await setImmediate();
  }

  /** Throws `query-timeout` when the question took too long. */
  check(): void {
    if (this.elapsedMs < QUERY_TIME_MS_MAX) return;
    throw new TracewellError(
      "query-timeout",
      `The question took more than ${QUERY_TIME_MS_MAX / 1_000} s; ask for a shorter time or a narrower query.`,
      { detail: { limitMs: QUERY_TIME_MS_MAX } },
    );
  }
}
