import { invariant } from "#domain/errors.ts";
import type { LifecycleModel } from "./lifecycle-model.ts";
import type { Obligation } from "./lifecycle.ts";
import type { JudgedAt, Owed } from "./object-lifecycle.ts";
import { timeText } from "./run-transitions.ts";

/** What is owed, with its status at `judged.atMs`: due is the last millisecond at which it is in time. */
export function obligationsOf(
  model: LifecycleModel,
  owed: readonly Owed[],
  judged: JudgedAt,
): Obligation[] {
  return owed.map((one) => {
    const obligation = model.obligations.find(({ name }) => name === one.name);
    invariant(obligation !== undefined, `the ${model.type} model knows what it owes: ${one.name}`);
    return {
      name: one.name,
      status: statusOf(one, judged.atMs),
      since: timeText(one.sinceMs),
      dueAt: timeText(one.dueMs),
      metAt: one.metMs === null ? null : timeText(one.metMs),
      rule: obligation.rule,
      evidence: one.evidence,
    };
  });
}

function statusOf(owed: Owed, atMs: number): Obligation["status"] {
  const { dueMs, metMs, lapsedMs } = owed;
  if (metMs !== null) return metMs <= dueMs ? "met" : "late";
  if (lapsedMs !== null && lapsedMs <= atMs) return "lapsed";
  return atMs > dueMs ? "overdue" : "open";
}

/** The first millisecond at which the answer changes though no event comes; null where it never does. */
export function nextChangeMs(
  owed: readonly Owed[],
  changesMs: readonly number[],
  atMs: number,
): number | null {
  let next = Number.POSITIVE_INFINITY;
  const consider = (ms: number): void => {
    if (ms > atMs && ms < next) next = ms;
  };
  for (const { dueMs, metMs, lapsedMs } of owed) {
    if (metMs === null && lapsedMs === null) consider(dueMs + 1);
  }
  for (const ms of changesMs) consider(ms);
  return next === Number.POSITIVE_INFINITY ? null : next;
}
