import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { clientTypes } from "../../../scripts/client-types.ts";
import { CLIENT_TYPES_FILE } from "../../../scripts/generate-client.ts";
import { AUTHORIZED, buildFixtureApp } from "../../query/api/fixture-ports.ts";

test("the client's types are those of the OpenAPI document: run `npm run generate:client` after a change", async () => {
  const { app } = buildFixtureApp();
  const response = await app.inject({ url: "/openapi.json", headers: AUTHORIZED });
  await app.close();
  const types = await clientTypes(response.json());
  expect(types).toContain("export interface Paths {");
  expect(readFileSync(CLIENT_TYPES_FILE, "utf8")).toBe(types);
});

test("parameters, bodies and answers become types", async () => {
  const types = await clientTypes({
    paths: {
      "/things/{id}": {
        put: {
          summary: "Change a thing",
          parameters: [
            { name: "id", in: "path", required: true, schema: { type: "string" } },
            { name: "dry", in: "query", description: "Only tell", schema: { type: "boolean" } },
          ],
          requestBody: {
            required: true,
            content: { "application/json": { schema: { $ref: "#/components/schemas/Thing" } } },
          },
          responses: {
            200: { description: "Done", content: { "application/json": { schema: {} } } },
          },
        },
      },
    },
    components: {
      schemas: {
        Thing: {
          type: "object",
          properties: { size: { type: ["integer", "null"] } },
          required: ["size"],
        },
      },
    },
  });
  const plain = types.replaceAll(/\/\*[\s\S]*?\*\//g, "").replaceAll(/\s+/g, " ");
  expect(plain).toContain(`path: { id: string }`);
  expect(plain).toContain(`query?: { dry?: boolean }`);
  expect(plain).toContain(`requestBody: { content: { "application/json": Thing } }`);
  expect(plain).toContain(`200: { content: { "application/json":`);
  expect(plain).toContain(`export interface Thing { size: (number | null)`);
});
