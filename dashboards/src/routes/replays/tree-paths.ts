import type { LogDecision, ReplayView } from "#query/answers/replay-answers.ts";
import type { AnsweredBy, TreePath } from "./decision-tree.ts";

type ShopDecision = NonNullable<ReplayView["shop"]["decision"]>;

/** One answer to a question, by somebody, with what it rests on. */
export interface GivenAnswer {
  readonly by: AnsweredBy;
  readonly answer: string | null;
  readonly value: string | boolean | null;
  readonly basis: LogDecision["inputs"][number]["basis"] | null;
  readonly evidence: readonly string[];
}

/** A way through the tree with the answers it is made of. */
export interface AnsweredPath extends TreePath {
  readonly given: ReadonlyMap<string, GivenAnswer>;
}

/** The shop tells only what it looked at. */
export function shopPath(decision: ShopDecision): AnsweredPath {
  return pathOf(
    "shop",
    decision.evidence.map(({ fact, answer, value }) => [
      fact,
      { by: "shop", answer, value, basis: null, evidence: [] },
    ]),
  );
}

export function inputsPath(by: "log" | "stated", inputs: LogDecision["inputs"]): AnsweredPath {
  return pathOf(
    by,
    inputs.map(({ fact, answer, value, basis, evidence }) => [
      fact,
      { by, answer, value, basis, evidence },
    ]),
  );
}

function pathOf(by: AnsweredBy, given: readonly (readonly [string, GivenAnswer])[]): AnsweredPath {
  return {
    by,
    given: new Map(given),
    answers: new Map(given.map(([fact, { answer }]) => [fact, answer])),
  };
}
