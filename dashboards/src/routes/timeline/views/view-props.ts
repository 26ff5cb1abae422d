import type { ObjectAnswer } from "#query/answers/object-answers.ts";
import type { TimelineAddress } from "../use-timeline-address.ts";
import type { Lifecycle, StateModel } from "./state-path.ts";

/** What every view of a timeline is given. */
export interface TimelineViewProps {
  /** With its verdict. */
  readonly answer: ObjectAnswer;
  readonly address: TimelineAddress;
  /** Opens the evidence of a record: `42`, or `archive:42` of another ledger than `main`. */
  readonly onOpen: (reference: string) => void;
}

/** What each part of the states view is given. */
export interface StatesProps {
  readonly lifecycle: Lifecycle;
  readonly model: StateModel;
  /** The record whose evidence is open, as addresses carry it. */
  readonly opened: string | undefined;
  readonly onOpen: (reference: string) => void;
}
