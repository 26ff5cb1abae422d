import type { LifecycleEvent } from "#domain/lifecycles/lifecycle-event.ts";
import type { AnswerKeyRecord } from "#shop/simulation/answer-key-schema.ts";
import { recordsOf } from "../../../shop/simulation/run-simulation.ts";
import { namedFindings, objectsWithoutEvidence } from "../../../shop/simulation/story/judge-run.ts";
import { judgedAt, rebuiltLives } from "./rebuilt-lives.ts";
import { type Score, scores } from "./score.ts";

export interface Verdicts {
  /** Of objects of which no evidence was removed. */
  readonly scores: readonly Score[];
  /** Of the others: what is found or missed there, the log itself cannot tell. */
  readonly hurtScores: readonly Score[];
}

/** Rules on the times of records: the key does not name them all. */
const NOT_IN_KEY = "time.";

/** Our lives of a run's objects at its end against its answer key. */
export function judgeVerdicts(run: {
  readonly key: readonly AnswerKeyRecord[];
  readonly events: readonly LifecycleEvent[];
}): Verdicts {
  const { key, events } = run;
  const endMs = Date.parse(recordsOf(key, "run")[0]?.to ?? "");
  const lives = rebuiltLives(events, judgedAt(endMs));
  const hurt = objectsWithoutEvidence(key);
  const found = lives.flatMap(({ lifecycle }) =>
    lifecycle.findings
      .filter(({ rule }) => !rule.startsWith(NOT_IN_KEY))
      .map(({ rule, on }) => ({ rule, type: on.type, id: on.id })),
  );
  const named = namedFindings(key);
  const textOf = ({ rule, type, id }: (typeof named)[number]) => `${rule} ${type} ${id}`;
  const isHurt = ({ id }: { readonly id: string }) => hurt.has(id);
  return {
    scores: scores(
      found.filter((one) => !isHurt(one)).map(textOf),
      named.filter((one) => !isHurt(one)).map(textOf),
    ),
    hurtScores: scores(found.filter(isHurt).map(textOf), named.filter(isHurt).map(textOf)),
  };
}
