import { invariant } from "#domain/errors.ts";
import { type BranchName, DECISION_TABLE } from "./decision-table.ts";
import { type FactName, QUESTIONS, type ReplayDecision, type ReplayFacts } from "./replay-facts.ts";

/** A fact that was looked at, and what it said. */
export interface Evidence {
  readonly fact: FactName;
  readonly question: string;
  readonly answer: string;
  /** The fact itself; null where there is none, such as the state of a license that is not known. */
  readonly value: string | boolean | null;
}

export interface DecidedReplay {
  readonly decision: ReplayDecision;
  readonly branch: BranchName;
  readonly why: string;
  /** In the order in which the facts were looked at; no other fact had a part in it. */
  readonly evidence: readonly Evidence[];
}

/**
 * What to replay, by the decision table. Total: any facts have one answer.
 * @example
 *   decideReplay({ foundInWebDb: true, paid: true, inMainDb: false, … }).decision; // "wholeOrder"
 */
export function decideReplay(facts: ReplayFacts): DecidedReplay {
  const branch = DECISION_TABLE.find(({ conditions }) =>
    conditions.every(({ fact, answer }) => QUESTIONS[fact].answer(facts) === answer),
  );
  invariant(branch !== undefined, "no branch of the decision table holds");
  const { decision, name, why, conditions } = branch;
  const evidence = conditions.map(({ fact, answer }) => ({
    fact,
    question: QUESTIONS[fact].question,
    answer,
    value: facts[fact],
  }));
  return { decision, branch: name, why, evidence };
}
