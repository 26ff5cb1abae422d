import { expect, test } from "vitest";
import { OBJECT_ROLES, OBJECT_TYPES } from "#domain/events/catalog/event-type.ts";
import { eventTypes } from "#domain/events/catalog.ts";
import { AUTHORIZED, buildFixtureApp } from "../fixture-ports.ts";

const URL = "/api/v1/event-types";

test("the catalog is answered whole, as the domain has it", async () => {
  const { app } = buildFixtureApp();
  const response = await app.inject({ url: URL, headers: AUTHORIZED });
  expect(response.statusCode).toBe(200);
  expect(response.json()).toEqual({
    eventTypes: JSON.parse(JSON.stringify(eventTypes)),
    objectTypes: [...OBJECT_TYPES],
    objectRoles: Object.entries(OBJECT_ROLES).map(([role, description]) => ({ role, description })),
  });
  await app.close();
});

test("a secret attribute is said to be one, inside lists too", async () => {
  const { app } = buildFixtureApp();
  const { eventTypes: found } = (await app.inject({ url: URL, headers: AUTHORIZED })).json<{
    eventTypes: { type: string; attributes: unknown[] }[];
  }>();
  const attributesOf = (wanted: string) => found.find(({ type }) => type === wanted)?.attributes;
  expect(attributesOf("giftCard.issued")).toContainEqual({
    name: "code",
    kind: "string",
    protection: "secret",
  });
  expect(attributesOf("order.placed")).toContainEqual({
    name: "lines",
    kind: "list",
    fields: expect.arrayContaining([
      {
        name: "amount",
        kind: "object",
        fields: [
          { name: "minor", kind: "number" },
          { name: "currency", kind: "string" },
        ],
      },
    ]),
  });
  await app.close();
});

test("strangers are not told", async () => {
  const { app } = buildFixtureApp();
  expect((await app.inject({ url: URL })).statusCode).toBe(401);
  await app.close();
});
