import type { ObjectAnswer } from "#query/answers/object-answers.ts";
import type { TimelineAddress } from "../use-timeline-address.ts";

/** What every view of a timeline is given. */
export interface TimelineViewProps {
  /** With its verdict. */
  readonly answer: ObjectAnswer;
  readonly address: TimelineAddress;
  /** Opens the evidence of a record: `42`, or `archive:42` of another ledger than `main`. */
  readonly onOpen: (reference: string) => void;
}
