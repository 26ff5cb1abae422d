import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { DECISION_TABLE } from "#domain/replay/decision-table.ts";
import type { ReplayTable } from "#query/answers/replay-table-answers.ts";
import { AUTHORIZED, buildFixtureApp } from "../fixture-ports.ts";

let app: FastifyInstance;
beforeAll(() => {
  ({ app } = buildFixtureApp());
});
afterAll(() => app.close());

test("the decision table can be drawn: every fact, answer and decision that a branch names is there", async () => {
  const response = await app.inject({ url: "/api/v1/replay-table", headers: AUTHORIZED });
  expect(response.statusCode).toBe(200);
  const { questions, branches, steps } = response.json<ReplayTable>();
  expect(branches.map(({ name }) => name)).toEqual(DECISION_TABLE.map(({ name }) => name));
  const answers = new Map(questions.map(({ fact, answers: known }) => [fact, known]));
  for (const { conditions, decision } of branches) {
    for (const { fact, answer } of conditions) expect(answers.get(fact)).toContain(answer);
    expect(steps.map((step) => step.decision)).toContain(decision);
  }
  expect(steps.find(({ decision }) => decision === "wholeOrder")).toEqual({
    decision: "wholeOrder",
    documents: ["orderInfo", "getKeyRequest"],
    checks: ["stateMatches", "licenseGenerated", "invoiceIssued", "mailRecorded"],
  });
});
