import type { ObjectKey } from "./object-key.ts";

export const SEVERITIES = ["info", "warning", "error", "critical"] as const;
export type Severity = (typeof SEVERITIES)[number];

/** What a rule puts into its sentence, by name; money is `{minor, currency}`, times are RFC 3339. */
export type FindingValues = Readonly<
  Record<
    string,
    | string
    | number
    | boolean
    | null
    | readonly string[]
    | { readonly minor: number; readonly currency: string }
  >
>;

/** What is wrong with an object, at most one of a rule for each. */
export interface Finding {
  readonly rule: string;
  /** Of the rule. */
  readonly version: number;
  readonly severity: Severity;
  readonly on: ObjectKey;
  /** One plain English sentence; `values` are its facts, for other languages. */
  readonly sentence: string;
  readonly values: FindingValues;
  /** References of the records that prove it, in the order of time, each once; never empty. */
  readonly evidence: readonly string[];
  /** Since when it holds: the time of the wrong event, or the deadline that passed. */
  readonly since: string;
  /** What people said of it; null while nobody did. */
  readonly triage: Triage | null;
}

/** The last word on a finding, from `finding.*` events. */
export interface Triage {
  readonly status: "acknowledged" | "explained" | "assigned" | "reopened";
  readonly by: string | null;
  readonly note: string | null;
  readonly assignee: string | null;
  readonly at: string;
  /** The event that says so. */
  readonly reference: string;
  /** The finding rests on records that were recorded after that word. */
  readonly hasNewEvidence: boolean;
}
