/** A run once only counts as too late after a day. */
export const ONCE_PERIOD_MS = 86_400_000;

export interface CatchUp {
  /** When the run that is made now was due, or null. */
  readonly runDueMs: number | null;
  /** When those were due that are not made, oldest first. */
  readonly missedDueMs: readonly number[];
}

/**
 * The rule for runs whose time came while nobody ran them: the latest is made now if it is no older than one
 * period of the task; every other was missed. So after an outage a task runs once, however long it was.
 * `dueMs`: times that have come, oldest first.
 */
export function planCatchUp(dueMs: readonly number[], nowMs: number, periodMs: number): CatchUp {
  const latest = dueMs.at(-1);
  if (latest === undefined) return { runDueMs: null, missedDueMs: [] };
  return nowMs - latest <= periodMs
    ? { runDueMs: latest, missedDueMs: dueMs.slice(0, -1) }
    : { runDueMs: null, missedDueMs: dueMs };
}
