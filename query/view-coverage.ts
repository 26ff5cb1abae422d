import type { LifecycleReader } from "#storage/lifecycles/lifecycle-store.ts";
import type { Coverage, CoverageFacts } from "./answers/coverage.ts";
import { counted, coverageOf, currentPositions, judgedByRest, type Positions } from "./coverage.ts";

/** Deadlines are judged every few seconds; a look that lies further back than this was missed. */
const JUDGED_LAG_MS_MAX = 5 * 60_000;

/** How far the view of lifecycles was when an answer was begun. */
export interface ViewState {
  readonly positions: Positions;
  /** Sentences for its coverage. */
  readonly reasons: readonly string[];
}

/** Asked before anything else of an answer is read, so that it never claims more than it saw. */
export async function readViewState(
  lifecycles: LifecycleReader,
  facts: CoverageFacts,
): Promise<ViewState> {
  return { positions: currentPositions(facts, await lifecycles.watermarks()), reasons: [] };
}

/** The same where the answer holds what deadlines make of objects: states, findings, explanations. */
export async function readJudgedState(
  lifecycles: LifecycleReader,
  facts: CoverageFacts,
  nowMs: number,
): Promise<ViewState> {
  const { positions } = await readViewState(lifecycles, facts);
  const judgedMs = await lifecycles.judgedThroughMs();
  if (judgedMs - nowMs > JUDGED_LAG_MS_MAX) {
    const judged = new Date(judgedMs).toISOString();
    const reason = `Deadlines were judged at ${judged}, which has not come: the clock was set back. The view of lifecycles is judged anew.`;
    return { positions, reasons: [reason] };
  }
  const isEmpty = Object.values(positions).every((throughSeq) => throughSeq === 0);
  if (isEmpty || nowMs - judgedMs <= JUDGED_LAG_MS_MAX) return { positions, reasons: [] };
  const reason =
    judgedMs === 0
      ? "Deadlines have not been judged yet."
      : `Deadlines were judged through ${new Date(judgedMs).toISOString()}; what passed since is not in the answer.`;
  return { positions, reasons: [reason] };
}

/** The completeness statement of an answer from the view. */
export function viewCoverage(
  facts: CoverageFacts,
  state: ViewState,
  reasons: readonly string[] = [],
): Coverage {
  return coverageOf(facts, state.positions, {
    behind: "not followed",
    reasons: [...state.reasons, ...judgedByRest(facts), ...reasons],
  });
}

/** What a later page must say: the view has no past, so what it took over since may shift the list. */
export function movedReasons(first: Positions, now: Positions): string[] {
  const moved = Object.entries(now).reduce(
    (sum, [ledger, throughSeq]) => sum + Math.max(0, throughSeq - (first[ledger] ?? 0)),
    0,
  );
  if (moved === 0) return [];
  return [
    `${counted(moved, "record was", "records were")} taken over since this list's first page; what they touch may be missing from it or stand in it twice.`,
  ];
}
