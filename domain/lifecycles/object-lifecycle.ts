import type { Case } from "./case.ts";
import type { Deadlines } from "./deadlines.ts";
import type { FindingValues, Severity } from "./finding.ts";
import type { Detail, Money } from "./lifecycle.ts";
import type { LifecycleModel } from "./lifecycle-model.ts";
import type { LifecycleType } from "./object-key.ts";

/** When and by which rules a case is judged. */
export interface JudgedAt {
  /** Events of this very millisecond are part of the answer; epoch milliseconds. */
  readonly atMs: number;
  readonly deadlines: Deadlines;
}

/** One signal of the model that the events tell. */
export interface Signal {
  readonly name: string;
  readonly atMs: number;
  /** References of the records that tell it; never empty. */
  readonly evidence: readonly string[];
}

/** Something owed, from the facts; the status is worked out from the times. */
export interface Owed {
  readonly name: string;
  readonly sinceMs: number;
  readonly dueMs: number;
  readonly metMs: number | null;
  /** No longer owed from here on, for instance cancelled; null while owed. */
  readonly lapsedMs: number | null;
  readonly evidence: readonly string[];
}

/** What is read of a case by the room of its type. `Facts` is that room's own, for its rules. */
export interface Reading<Facts> {
  readonly facts: Facts;
  /** In the order of the events. */
  readonly signals: readonly Signal[];
  readonly owed: readonly Owed[];
  readonly money: Readonly<Record<string, Money>>;
  readonly details: { readonly [name: string]: Detail };
  readonly unknowns: readonly string[];
  /** Further times at which the answer changes without an event, such as the end of a license. */
  readonly changesMs: readonly number[];
}

/** What a rule found. */
export interface Hit {
  readonly values: FindingValues;
  readonly evidence: readonly string[];
  readonly sinceMs: number;
}

/** One rule: whether it holds of an object, and why. Its sentence stands in `texts/`. */
export interface Rule<Facts> {
  readonly id: string;
  readonly version: number;
  readonly severity: Severity;
  /** One sentence for the documents: what it finds. */
  readonly summary: string;
  readonly holds: (facts: Facts, judged: JudgedAt, whole: Case) => Hit | null;
}

/** Everything that makes the lifecycle of one type: its room under `objects/` exports one of these. */
export interface ObjectLifecycle<Facts> {
  readonly type: LifecycleType;
  readonly model: LifecycleModel;
  /** Pure; of events through `judged.atMs` only (the case holds no later ones). */
  readonly read: (whole: Case, judged: JudgedAt) => Reading<Facts>;
  readonly rules: readonly Rule<Facts>[];
}
