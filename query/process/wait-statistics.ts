import { createHistogram, type RecordableHistogram } from "node:perf_hooks";

/** Values kept as they are; so many take about as much memory as the histogram that follows. */
const EXACT_VALUES_MAX = 4_096;

/** Two significant digits: a percentile of more values is off by one in a hundred at most. */
const SIGNIFICANT_DIGITS = 2;

/** 139 years in milliseconds, a power of two; what lasts longer counts as so long. */
const WAIT_MS_MAX = 2 ** 42;

/** Percentiles of any number of waits in bounded memory: exact while they are few. */
export class WaitStatistics {
  #exact: number[] = [];
  #isSorted = true;
  #histogram: RecordableHistogram | null = null;
  #count = 0;
  #sumMs = 0;
  #minMs = Number.POSITIVE_INFINITY;
  #maxMs = 0;

  get count(): number {
    return this.#count;
  }

  /** Null without values, as all of them. */
  get minMs(): number | null {
    return this.#count === 0 ? null : this.#minMs;
  }

  get maxMs(): number | null {
    return this.#count === 0 ? null : this.#maxMs;
  }

  /** Rounded to whole milliseconds. */
  get meanMs(): number | null {
    return this.#count === 0 ? null : Math.round(this.#sumMs / this.#count);
  }

  /** `waitMs` is a whole number of milliseconds, 0 or more. */
  add(waitMs: number): void {
    this.#count += 1;
    this.#sumMs += waitMs;
    if (waitMs < this.#minMs) this.#minMs = waitMs;
    if (waitMs > this.#maxMs) this.#maxMs = waitMs;
    if (this.#histogram !== null) return record(this.#histogram, waitMs);
    this.#exact.push(waitMs);
    this.#isSorted = false;
    if (this.#exact.length > EXACT_VALUES_MAX) this.#pour();
  }

  /** The smallest value that `percent` of all values, above 0 and at most 100, do not exceed. */
  percentileMs(percent: number): number | null {
    if (this.#count === 0) return null;
    if (this.#histogram !== null) {
      const valueMs = this.#histogram.percentile(percent) - 1;
      return Math.min(Math.max(valueMs, this.#minMs), this.#maxMs);
    }
    if (!this.#isSorted) this.#exact.sort((left, right) => left - right);
    this.#isSorted = true;
    const rank = Math.max(1, Math.ceil((percent / 100) * this.#exact.length));
    return this.#exact[rank - 1] ?? null;
  }

  #pour(): void {
    const histogram = createHistogram({
      lowest: 1,
      highest: WAIT_MS_MAX,
      figures: SIGNIFICANT_DIGITS,
    });
    for (const waitMs of this.#exact) record(histogram, waitMs);
    this.#exact = [];
    this.#histogram = histogram;
  }
}

/** A histogram begins at 1. */
function record(histogram: RecordableHistogram, waitMs: number): void {
  histogram.record(Math.min(waitMs + 1, WAIT_MS_MAX));
}
