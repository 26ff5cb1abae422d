import type { Watermark } from "#storage/index/event-index.ts";
import type { Coverage, CoverageFacts } from "./answers/coverage.ts";

/** Last position an answer may use, by ledger. */
export type Positions = Readonly<Record<string, number>>;

/** `12,345`; locale formatting would cost each answer more than its index lookups. */
export function withCommas(count: number): string {
  return String(count).replaceAll(/\B(?=(\d{3})+$)/g, ",");
}

/** `3 records`, `1 record`; thousands are set apart by commas. */
export function counted(count: number, singular: string, plural = `${singular}s`): string {
  return `${withCommas(count)} ${count === 1 ? singular : plural}`;
}

/** Where a new answer stops in each ledger: at what is indexed, and never past what is known durable. */
export function currentPositions(
  facts: CoverageFacts,
  watermarks: readonly Watermark[],
): Record<string, number> {
  const indexed = new Map(watermarks.map(({ ledger, throughSeq }) => [ledger, throughSeq]));
  const positions: Record<string, number> = {};
  for (const { ledger } of watermarks) positions[ledger] = 0;
  for (const { ledger, headSeq } of facts.heads) {
    positions[ledger] = Math.min(headSeq, indexed.get(ledger) ?? 0);
  }
  return positions;
}

/** The positions of a list's first page; ledgers that came later are not part of it. */
export function pinnedPositions(
  fixed: Positions,
  watermarks: readonly Watermark[],
): Record<string, number> {
  const positions: Record<string, number> = {};
  for (const { ledger } of watermarks) positions[ledger] = 0;
  return Object.assign(positions, fixed);
}

/** True when some ledger goes on after the positions. */
export function isBehind(facts: CoverageFacts, positions: Positions): boolean {
  return facts.heads.some(({ ledger, headSeq }) => (positions[ledger] ?? 0) < headSeq);
}

type Behind = "not indexed" | "later" | "not followed";

/** What had to read the ledger for the answer. */
const READERS: Readonly<Record<Exclude<Behind, "later">, string>> = {
  "not indexed": "The index",
  "not followed": "The view of lifecycles",
};

/** `behind` says why records after a position are missing from this answer. */
function behindReason(ledger: string, throughSeq: number, headSeq: number, behind: Behind): string {
  const count = headSeq - throughSeq;
  if (behind === "later") {
    const newer = counted(count, "newer record", "newer records");
    return `${newer} of ledger ${ledger} came after this list's first page and ${count === 1 ? "is" : "are"} not in it.`;
  }
  const missing = counted(count, "record");
  return `${READERS[behind]} has read ledger ${ledger} through ${throughSeq} of ${headSeq}: ${missing} may be missing.`;
}

/**
 * The completeness statement of one answer, read through `positions`. Partial when a ledger goes on
 * after its position, when quarantine holds anything, or for any further reason.
 */
export function coverageOf(
  facts: CoverageFacts,
  positions: Positions,
  options: {
    readonly reasons?: readonly string[];
    readonly behind?: Behind;
  } = {},
): Coverage {
  const ledgers = facts.heads.map(({ ledger, headSeq }) => ({
    ledger,
    throughSeq: Math.min(positions[ledger] ?? 0, headSeq),
    headSeq,
  }));
  const reasons = ledgers
    .filter(({ throughSeq, headSeq }) => throughSeq < headSeq)
    .map(({ ledger, throughSeq, headSeq }) =>
      behindReason(ledger, throughSeq, headSeq, options.behind ?? "not indexed"),
    );
  reasons.push(...facts.heads.flatMap(removedReason));
  if (facts.quarantined > 0) {
    reasons.push(
      `${counted(facts.quarantined, "input is", "inputs are")} in quarantine, unread; some may belong here.`,
    );
  }
  reasons.push(...facts.reasons, ...(options.reasons ?? []));
  return {
    status: reasons.length === 0 ? "complete" : "partial",
    reasons,
    quarantined: facts.quarantined,
    ledgers,
  };
}

/** Whether they would belong to an answer nobody can tell any more. */
function removedReason(head: CoverageFacts["heads"][number]): string[] {
  const { ledger, keptFromSeq = 1 } = head;
  if (keptFromSeq <= 1) return [];
  const before = withCommas(keptFromSeq);
  return [`Retention has removed the records of ledger ${ledger} before ${before}.`];
}

/** For answers that judge: what retention removed of an object was told, and is missing all the same. */
export function judgedByRest({ heads }: CoverageFacts): string[] {
  if (!heads.some(({ keptFromSeq = 1 }) => keptFromSeq > 1)) return [];
  return [
    "Objects that began before are judged by the records that are left: what is said to be missing of them may have been removed.",
  ];
}

/** Records the index knows and retention removed from the ledger. */
export function missingReason(missing: number): string[] {
  if (missing === 0) return [];
  return [
    `${counted(missing, "matching record is", "matching records are")} no longer in the ledger.`,
  ];
}
