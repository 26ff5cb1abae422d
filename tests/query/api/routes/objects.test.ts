import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { LIFECYCLE_TYPES } from "#domain/lifecycles/object-key.ts";
import type { FindingRules, LifecycleModels } from "#query/answers/model-answers.ts";
import { AUTHORIZED, buildFixtureApp } from "../fixture-ports.ts";

let app: FastifyInstance;
beforeAll(() => {
  ({ app } = buildFixtureApp());
});
afterAll(() => app.close());

async function get<Answer>(path: string): Promise<Answer> {
  const response = await app.inject({ url: `/api/v1${path}`, headers: AUTHORIZED });
  expect(response.statusCode).toBe(200);
  return response.json<Answer>();
}

test("models can be drawn: every state, signal and rule that they name is there", async () => {
  const { items: models } = await get<LifecycleModels>("/lifecycle-models");
  const { items: rules } = await get<FindingRules>("/finding-rules");
  expect(models.map(({ type }) => type)).toEqual(LIFECYCLE_TYPES);
  const ruleIds = new Set(rules.map(({ id }) => id));
  expect(new Set(rules.map(({ id, type }) => `${id} ${type}`)).size).toBe(rules.length);
  for (const model of models) {
    const states = new Set(model.states.map(({ name }) => name));
    const signals = new Set(model.signals.map(({ name }) => name));
    const named = {
      states: [model.initial, ...model.transitions.flatMap(({ from, to }) => [from, to])],
      signals: [
        ...model.normalPath,
        ...model.transitions.map(({ signal }) => signal),
        ...model.obligations.flatMap(({ from, metBy }) => [...from, ...metBy]),
      ],
      rules: [
        ...model.obligations.map(({ rule }) => rule),
        ...model.transitions.flatMap(({ rule }) => rule ?? []),
      ],
    };
    expect(named.states.filter((name) => !states.has(name))).toEqual([]);
    expect(named.signals.filter((name) => !signals.has(name))).toEqual([]);
    expect(named.rules.filter((id) => !ruleIds.has(id))).toEqual([]);
  }
});

test("each rule says in one sentence what it finds", async () => {
  const { items } = await get<FindingRules>("/finding-rules");
  for (const { id, summary } of items) {
    expect(id).toMatch(/^[a-z-]+\.[a-z-]+$/);
    expect(summary).toMatch(/^[A-Z].+\.$/);
  }
});
