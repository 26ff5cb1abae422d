import type { Deadlines } from "./deadlines.ts";
import type { LifecycleType } from "./object-key.ts";

/**
 * What happens to an object, as data: `reconstruct` runs it, the documents and the dashboard draw it.
 *
 * A **signal** is something that the events of a case tell about the object: mostly one event, sometimes what
 * several come to (an order is `paid` when the last of its methods is). Signals move the object from state to
 * state, are its milestones, and begin and meet its obligations.
 */
export interface LifecycleModel {
  readonly type: LifecycleType;
  /** Raised when the same events may give another lifecycle. */
  readonly version: number;
  readonly states: readonly StateModel[];
  /** The state before the first signal that moves it. */
  readonly initial: string;
  readonly transitions: readonly TransitionModel[];
  readonly signals: readonly SignalModel[];
  readonly obligations: readonly ObligationModel[];
  readonly money: readonly MoneyModel[];
  readonly links: readonly LinkModel[];
  /** Signals of a life in which nothing went wrong, in order: what `compare` lays beside an object. */
  readonly normalPath: readonly string[];
}

export interface StateModel {
  readonly name: string;
  readonly title: string;
  /** Nothing has to follow. */
  readonly isFinal?: true;
  /** Something may follow and nothing has to: who is in it is not stuck. */
  readonly isResting?: true;
}

export interface TransitionModel {
  readonly from: string;
  readonly to: string;
  readonly signal: string;
  /** It happens, and is wrong: the rule that says so. Drawn dashed. */
  readonly rule?: string;
}

export interface SignalModel {
  readonly name: string;
  readonly title: string;
  /** Types of the events that tell it. */
  readonly events: readonly string[];
  /** What must hold beside the event, in words. */
  readonly when?: string;
  /** Shown among the milestones, also while it has not come. */
  readonly isMilestone?: true;
}

/** What must follow, and by when. */
export interface ObligationModel {
  readonly name: string;
  readonly title: string;
  /** Signals that begin it, and that meet it. */
  readonly from: readonly string[];
  readonly metBy: readonly string[];
  readonly deadline: keyof Deadlines;
  /** The rule that holds once it is overdue. */
  readonly rule: string;
}

/** What an event does to a sum of the object. */
export interface MoneyModel {
  readonly event: string;
  readonly sum: string;
  readonly effect: "adds" | "takes" | "sets";
}

/** Another object that the events of this one name. */
export interface LinkModel {
  readonly type: LifecycleType | "customer" | "invoice" | "mail" | "product";
  readonly relation: string;
  /** Role under which it is named; absent: as itself. */
  readonly role?: string;
  /** Role in which this object stands in those events itself; absent: as itself. */
  readonly as?: string;
  readonly events: readonly string[];
  /** Its events belong to the case: rules look at them. */
  readonly isRead?: true;
  /** Its events belong to the story that is shown. */
  readonly isTold?: true;
}
