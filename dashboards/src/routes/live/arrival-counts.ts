/** The chart goes back so far. */
export const CHART_SECONDS = 300;

/** A bar of the chart stands for so many seconds. */
export const BAR_SECONDS = 5;

/** The rate is that of this many whole seconds. */
export const RATE_SECONDS = 10;

/** What became durable in one second of the service's clock. */
export interface SecondCount {
  readonly second: number;
  readonly all: number;
  /** Of them, what was refused or failed. */
  readonly problems: number;
}

/** What arrived in one column, by when it became durable. */
export interface Arrivals {
  readonly all: number;
  readonly problems: number;
  /** Since when it is watched, in seconds. */
  readonly sinceSecond: number;
  /** Ascending; seconds without a record are left out. */
  readonly seconds: readonly SecondCount[];
}

export function noArrivals(second: number): Arrivals {
  return { all: 0, problems: 0, sinceSecond: second, seconds: [] };
}

/** Adds one record; what the chart no longer shows is let go. Seconds never go back. */
export function countArrival(arrivals: Arrivals, at: number, isProblem: boolean): Arrivals {
  const problem = isProblem ? 1 : 0;
  const last = arrivals.seconds.at(-1);
  const second = Math.max(at, last?.second ?? at);
  const isSame = last?.second === second;
  const counted = isSame
    ? { second, all: last.all + 1, problems: last.problems + problem }
    : { second, all: 1, problems: problem };
  const before = isSame
    ? arrivals.seconds.slice(0, -1)
    : arrivals.seconds.filter((count) => count.second > second - CHART_SECONDS);
  return {
    ...arrivals,
    all: arrivals.all + 1,
    problems: arrivals.problems + problem,
    seconds: [...before, counted],
  };
}

/** Records a second over the last ten whole seconds. */
export function ratePerSecond({ seconds }: Arrivals, nowSecond: number): number {
  const counted = seconds.filter(
    ({ second }) => second < nowSecond && second >= nowSecond - RATE_SECONDS,
  );
  return counted.reduce((sum, { all }) => sum + all, 0) / RATE_SECONDS;
}

export interface RateBar {
  readonly all: number;
  readonly problems: number;
}

/** The last five minutes in bars of five seconds, oldest first; the last bar is still filling. */
export function rateBars({ seconds }: Arrivals, nowSecond: number): RateBar[] {
  const bars = Array.from({ length: CHART_SECONDS / BAR_SECONDS }, () => ({ all: 0, problems: 0 }));
  const lastBar = Math.floor(nowSecond / BAR_SECONDS);
  for (const { second, all, problems } of seconds) {
    const bar = bars.at(bars.length - 1 - (lastBar - Math.floor(second / BAR_SECONDS)));
    const isShown = lastBar - Math.floor(second / BAR_SECONDS) < bars.length;
    if (bar === undefined || !isShown) continue;
    bar.all += all;
    bar.problems += problems;
  }
  return bars;
}

/** Share of the chart, from its left end, in which the column was not yet open: 0 to 1. */
export function unwatchedShare({ sinceSecond }: Arrivals, nowSecond: number): number {
  const watched = nowSecond - sinceSecond;
  return Math.min(1, Math.max(0, 1 - watched / CHART_SECONDS));
}
