import { expect, test } from "vitest";
import type { SearchFieldsAnswer } from "#query/answers/search-field-answers.ts";
import { parseSearch } from "#query/search/parse-search.ts";
import { SEARCH_FIELDS } from "#query/search/search-fields.ts";
import { AUTHORIZED, buildFixtureApp } from "../fixture-ports.ts";

test("every field of the language is described, with a term that can be read", async () => {
  const { app } = buildFixtureApp();
  const response = await app.inject({ url: "/api/v1/search-fields", headers: AUTHORIZED });
  expect(response.statusCode).toBe(200);
  const { fields } = response.json<SearchFieldsAnswer>();
  expect(fields.map(({ name }) => name).toSorted()).toEqual([...SEARCH_FIELDS.keys()].toSorted());
  for (const { name, kind, description, example } of fields) {
    expect(kind).toBe(SEARCH_FIELDS.get(findName(name)));
    expect(description).toMatch(/^[A-Z].*\.$/);
    expect(example.startsWith(name)).toBe(true);
    expect(() => parseSearch(example)).not.toThrow();
  }
  await app.close();
});

test("it says which values can be counted, and which are all there are", async () => {
  const { app } = buildFixtureApp();
  const response = await app.inject({ url: "/api/v1/search-fields", headers: AUTHORIZED });
  const { fields } = response.json<SearchFieldsAnswer>();
  const counted = fields.filter(({ isCounted }) => isCounted).map(({ name }) => name);
  expect(counted).toEqual(["type", "source", "outcome", "level"]);
  expect(fields.find(({ name }) => name === "unattributed")?.values).toEqual(["true", "false"]);
  await app.close();
});

function findName(name: string) {
  const found = [...SEARCH_FIELDS.keys()].find((field) => field === name);
  if (found === undefined) throw new Error(`${name} is no field`);
  return found;
}
