import { TracewellError } from "#domain/errors.ts";
import type { Deadlines } from "#domain/lifecycles/deadlines.ts";
import type { EventIndexReader } from "#storage/index/event-index.ts";
import type { LifecycleReader } from "#storage/lifecycles/lifecycle-store.ts";
import type { CoverageFacts } from "./answers/coverage.ts";
import type { MentionedInQuarantine } from "./numbers/quarantine-mentions.ts";
import type { LedgerReaders } from "./reading/read-records.ts";
import type { Stopwatch } from "./reading/time-box.ts";
import type { HashProtected } from "./search/document-view.ts";

/** What every answer is made from. */
export interface QuerySources {
  readonly index: EventIndexReader;
  readonly ledgers: LedgerReaders;
  /** Null where the service keeps no view of lifecycles; see `lifecyclesOf`. */
  readonly lifecycles: LifecycleReader | null;
  /** Null where the quarantine cannot be looked into. */
  readonly mentionedInQuarantine: MentionedInQuarantine | null;
  /** Keyed hash of a clear value searched for, as the index has it of the protected one. */
  readonly searchHash: (path: string, clear: string) => string;
  /** Keyed hash of a protected value in a record; null when its key is gone. */
  readonly hashProtected: HashProtected;
  /** By which lives are judged. */
  readonly deadlines: Deadlines;
  readonly stopwatch: Stopwatch;
  readonly scanBudgetMs: number;
}

/** Lets the ledgers show what the service knows to be durable. */
export function advanceLedgers(ledgers: LedgerReaders, facts: CoverageFacts): void {
  for (const { ledger, headSeq } of facts.heads) ledgers.get(ledger)?.advance(headSeq);
}

/** The view of lifecycles. Throws `index-unavailable` where there is none. */
export function lifecyclesOf({ lifecycles }: Pick<QuerySources, "lifecycles">): LifecycleReader {
  if (lifecycles !== null) return lifecycles;
  throw new TracewellError(
    "index-unavailable",
    "This service keeps no view of lifecycles, from which this answer is made.",
  );
}
