import type { Finding, Triage } from "#domain/lifecycles/finding.ts";
import type { Money } from "#domain/lifecycles/lifecycle.ts";
import type { ObjectKey } from "#domain/lifecycles/object-key.ts";

/** A name of the model, which each language gives a title. */
export interface Named {
  readonly type: ObjectKey["type"];
  readonly name: string;
}

/**
 * Every sentence that a narrative can hold, in one language. A function is given facts and makes one plain
 * sentence with its full stop; times are RFC 3339, durations milliseconds.
 */
export interface NarrativeTexts {
  readonly isInState: (facts: {
    readonly object: ObjectKey;
    readonly aliases: readonly string[];
    readonly state: Named;
    readonly since: string;
    readonly asOf: string;
  }) => string;
  readonly stateUnknown: (facts: { readonly object: ObjectKey; readonly asOf: string }) => string;
  readonly firstRecord: (facts: { readonly type: string; readonly at: string }) => string;
  readonly came: (facts: {
    readonly milestone: Named;
    readonly at: string;
    readonly waitMs: number | null;
  }) => string;
  readonly wasInState: (facts: {
    readonly state: Named;
    readonly from: string;
    readonly durationMs: number;
  }) => string;
  readonly leftOut: (facts: { readonly count: number }) => string;
  readonly sums: (facts: { readonly sums: readonly (readonly [Named, Money])[] }) => string;
  readonly linked: (facts: {
    readonly relation: Named;
    readonly objects: readonly {
      readonly type: string;
      readonly id: string;
      readonly state: Named | null;
    }[];
    readonly more: number;
  }) => string;
  readonly owed: (facts: { readonly obligation: Named; readonly dueAt: string }) => string;
  readonly found: (facts: { readonly finding: Finding; readonly isOther: boolean }) => string;
  readonly judgedByPeople: (facts: { readonly triage: Triage }) => string;
  readonly neverCame: (facts: { readonly milestones: readonly Named[] }) => string;
  /** Of a reading's `unknowns`; a key without a text of its own is told by its name. */
  readonly unknown: (key: string) => string;
  readonly truncated: () => string;
  /** A reason of the coverage; it comes as a sentence. */
  readonly partial: (reason: string) => string;
  readonly nothingMissing: (facts: { readonly asOf: string }) => string;
}
