import { expect, test } from "vitest";
import {
  type Condition,
  DECISION_TABLE,
  type ReplayBranch,
} from "#domain/replay/decision-table.ts";
import { QUESTIONS } from "#domain/replay/replay-facts.ts";

const branches: readonly ReplayBranch[] = DECISION_TABLE;

/** Every path from the first question, as far as a branch has asked. */
function pathsAsked(): Map<string, { fact: string; answers: Set<string> }> {
  const paths = new Map<string, { fact: string; answers: Set<string> }>();
  for (const { conditions } of branches) {
    for (const [index, { fact, answer }] of conditions.entries()) {
      const path = pathOf(conditions.slice(0, index));
      const asked = paths.get(path) ?? { fact, answers: new Set() };
      expect(asked.fact, `after ${path} one question is asked`).toBe(fact);
      asked.answers.add(answer);
      paths.set(path, asked);
    }
  }
  return paths;
}

const pathOf = (conditions: readonly Condition[]): string =>
  conditions.map(({ fact, answer }) => `${fact}=${answer}`).join(" ");

test("the branches form one tree in which every answer leads on", () => {
  for (const [path, { fact, answers }] of pathsAsked()) {
    expect([...answers].toSorted(), `${fact} after ${path}`).toEqual(
      QUESTIONS[fact as keyof typeof QUESTIONS].answers.toSorted(),
    );
  }
});

test("every branch has a name of its own, a way of its own and one sentence", () => {
  expect(new Set(branches.map(({ name }) => name)).size).toBe(branches.length);
  expect(new Set(branches.map(({ conditions }) => pathOf(conditions))).size).toBe(branches.length);
  for (const { why } of branches) expect(why).toMatch(/^[A-Z][^.]+\.$/);
});
