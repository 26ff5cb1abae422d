import type { Finding } from "./finding.ts";
import type { ObjectKey } from "./object-key.ts";

export interface Money {
  readonly minor: number;
  readonly currency: string;
}

/** A stretch of time in one state. */
export interface StateSpan {
  readonly state: string;
  readonly from: string;
  /** Null while it lasts. */
  readonly to: string | null;
  /** References of the records that led into it. */
  readonly evidence: readonly string[];
}

export interface Milestone {
  readonly name: string;
  /** Null where it has not come. */
  readonly at: string | null;
  readonly evidence: readonly string[];
  /** Milliseconds since the milestone before it that came; null for the first, and where it has not come. */
  readonly waitMs: number | null;
}

/** What must follow. */
export interface Obligation {
  readonly name: string;
  /** `open`: not due yet. `overdue`: due and not met. `late`: met after it was due. `lapsed`: no longer owed. */
  readonly status: "open" | "met" | "late" | "overdue" | "lapsed";
  readonly since: string;
  readonly dueAt: string;
  readonly metAt: string | null;
  readonly rule: string;
  readonly evidence: readonly string[];
}

export interface ObjectLink {
  readonly type: string;
  readonly id: string;
  /** As the model calls it, such as `payment`, `previousLicense`. */
  readonly relation: string;
  /** References of the first records that tell it. */
  readonly evidence: readonly string[];
}

/** A step of the object's own story: what the process map and comparisons are made of. */
export interface Activity {
  /** The event's type. */
  readonly type: string;
  readonly atMs: number;
  readonly reference: string;
}

export type Detail =
  | string
  | number
  | boolean
  | null
  | readonly Detail[]
  | { readonly [name: string]: Detail };

/** The life of one object, rebuilt from its events. Plain data. */
export interface Lifecycle {
  readonly object: ObjectKey;
  /** Other IDs of the same object, such as an order's foreign ID. */
  readonly aliases: readonly string[];
  readonly modelVersion: number;
  /** Of all rules together: rises with each change of one. */
  readonly rulesVersion: number;
  /** For when the answer is; deadlines are judged at this millisecond. */
  readonly asOf: string;
  /** The last of `states`; `unknown` where the events do not tell one. */
  readonly state: string;
  readonly states: readonly StateSpan[];
  readonly milestones: readonly Milestone[];
  readonly obligations: readonly Obligation[];
  /** By name of the sum, such as `ordered`, `captured`, `balance`; as the model calls them. */
  readonly money: Readonly<Record<string, Money>>;
  readonly links: readonly ObjectLink[];
  /** What is particular to the type (an order's lines, a license's term), by the schema of its room. */
  readonly details: { readonly [name: string]: Detail };
  /** The object's own findings, by rule ID ascending. */
  readonly findings: readonly Finding[];
  readonly activities: readonly Activity[];
  /** Before this time the answer stays the same unless an event comes; null: for ever. */
  readonly nextChangeAt: string | null;
  /** What the events cannot tell, as text keys of `texts/`; such as `paymentStateUnknown`. */
  readonly unknowns: readonly string[];
  /** The case holds more records than are read (`CASE_EVENTS_MAX`). */
  readonly isTruncated: boolean;
}
