import type { LifecycleEvent } from "#domain/lifecycles/lifecycle-event.ts";
import type { AnswerKeyRecord } from "#shop/simulation/answer-key-schema.ts";
import { recordsOf } from "../../../shop/simulation/run-simulation.ts";
import { namedFindings, objectsWithoutEvidence } from "../../../shop/simulation/story/judge-run.ts";
import { keyFacts } from "../../../shop/simulation/story/key-facts.ts";
import type { Facts, ObjectKind } from "../../../shop/simulation/story/told-facts.ts";
import { balanceDifferences } from "./card-balances.ts";
import { rebuiltFacts } from "./rebuilt-facts.ts";
import { judgedAt, rebuiltLives } from "./rebuilt-lives.ts";
import { type Score, scores } from "./score.ts";

/** One fact that a life and the key tell differently. */
export interface FactDifference {
  readonly kind: string;
  readonly id: string;
  readonly fact: string;
  readonly ours: unknown;
  readonly key: unknown;
}

export interface Verdicts {
  /** Findings on objects of which no evidence was removed. */
  readonly scores: readonly Score[];
  /** On the others: what is found or missed there, the log itself cannot tell. */
  readonly hurtScores: readonly Score[];
  /** Of every fact of objects of which no evidence was removed. */
  readonly differences: readonly FactDifference[];
  /** How many facts were compared. */
  readonly facts: number;
}

/** Rules on the times of records: the key does not name them all. */
const NOT_IN_KEY = "time.";

/** Our lives of a run's objects at its end against its answer key: every fact, and every finding. */
export function judgeVerdicts(run: {
  readonly key: readonly AnswerKeyRecord[];
  readonly events: readonly LifecycleEvent[];
}): Verdicts {
  const { key, events } = run;
  const judged = judgedAt(Date.parse(recordsOf(key, "run")[0]?.to ?? ""));
  const lives = rebuiltLives(events, judged);
  const hurt = objectsWithoutEvidence(key);
  const found = lives.flatMap(({ lifecycle }) =>
    lifecycle.findings
      .filter(({ rule }) => !rule.startsWith(NOT_IN_KEY))
      .map(({ rule, on }) => ({ rule, type: on.type, id: on.id })),
  );
  const named = namedFindings(key);
  const isHurt = ({ id }: { readonly id: string }) => hurt.has(id);
  const isWhole = (one: { readonly id: string }) => !isHurt(one);
  const ours = rebuiltFacts(lives, judged);
  const theirs = keyFacts(key);
  const kinds = Object.keys(theirs) as ObjectKind[];
  return {
    scores: scores(found.filter(isWhole).map(textOf), named.filter(isWhole).map(textOf)),
    hurtScores: scores(found.filter(isHurt).map(textOf), named.filter(isHurt).map(textOf)),
    differences: [
      ...kinds.flatMap((kind) =>
        compareFacts(kind, ours[kind].filter(isWhole), theirs[kind].filter(isWhole)),
      ),
      ...balanceDifferences(lives, recordsOf(key, "giftCard").filter(isWhole)),
    ],
    facts: kinds
      .flatMap((kind) => theirs[kind].filter(isWhole))
      .reduce((sum, facts) => sum + Object.keys(facts).length, 0),
  };
}

function textOf({ rule, type, id }: ReturnType<typeof namedFindings>[number]): string {
  return `${rule} ${type} ${id}`;
}

function compareFacts(
  kind: ObjectKind,
  ours: readonly Facts[],
  key: readonly Facts[],
): FactDifference[] {
  const oursById = new Map(ours.map((facts) => [facts.id, facts]));
  const keyById = new Map(key.map((facts) => [facts.id, facts]));
  const ids = [...new Set([...oursById.keys(), ...keyById.keys()])].sort();
  return ids.flatMap((id): FactDifference[] => {
    const one = oursById.get(id);
    const other = keyById.get(id);
    if (one === undefined || other === undefined) {
      return [{ kind, id, fact: "known", ours: one !== undefined, key: other !== undefined }];
    }
    return Object.keys(other).flatMap((fact) =>
      JSON.stringify(one[fact]) === JSON.stringify(other[fact])
        ? []
        : [{ kind, id, fact, ours: one[fact], key: other[fact] }],
    );
  });
}
