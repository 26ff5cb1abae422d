import fastify, { type FastifyInstance } from "fastify";
import { serializerCompiler, validatorCompiler } from "fastify-type-provider-zod";
import { expect, test } from "vitest";
import { addOperations } from "#shop/services/http-host.ts";
import { addProblems } from "#shop/services/problem.ts";
import { visitHandlers } from "#shop/visits/visit-handlers.ts";
import { openShop, type OpenShop } from "../open-shop.ts";
import { sellProducts, TestVisitor } from "./visitor.ts";

function hostOf(open: OpenShop): FastifyInstance {
  const app = fastify();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  addProblems(app);
  addOperations(app, visitHandlers(open.shop), null);
  return app;
}

test.each([
  ["malformed session", { session: "short" }],
  ["malformed transactionId", { transactionId: "short" }],
  ["malformed session", { session: undefined }],
])("over HTTP, a request with a %s is recorded without transaction ID", async (reason, wrong) => {
  await using open = openShop();
  sellProducts(open.shop);
  const { transactionId, session } = await new TestVisitor(open.shop).select();
  const visit = { transactionId, session, ...wrong };
  await using app = hostOf(open);
  const answer = await app.inject({
    method: "GET",
    url: `/visits/${visit.transactionId}`,
    headers: visit.session === undefined ? {} : { "shop-session": visit.session },
  });
  expect(answer.statusCode).toBe(400);
  expect(answer.headers["content-type"]).toContain("application/problem+json");
  expect(answer.json()).toMatchObject({ code: "invalid-request" });
  const told = open.events().at(-1);
  expect(told).toMatchObject({ type: "warning.recorded", unattributed: reason, level: "error" });
  expect(told).not.toHaveProperty("transactionId");
});

test("a malformed request of a visitor who shows to be in the visit is the visit's", async () => {
  await using open = openShop();
  sellProducts(open.shop);
  const { transactionId, session } = await new TestVisitor(open.shop).select();
  await using app = hostOf(open);
  const answer = await app.inject({
    method: "POST",
    url: `/visits/${transactionId}/items`,
    headers: { "shop-session": session },
    payload: { product: "MANUAL", quantity: -1 },
  });
  expect(answer.json()).toMatchObject({ code: "invalid-request", status: 400 });
  expect(open.events().at(-1)).toMatchObject({
    type: "warning.recorded",
    transactionId,
    attributes: { operation: "addItem" },
  });
});

test("who knows only the transaction ID gets nothing recorded in its name", async () => {
  await using open = openShop();
  sellProducts(open.shop);
  const { transactionId } = await new TestVisitor(open.shop).select();
  const other = await new TestVisitor(open.shop).select();
  await using app = hostOf(open);
  await app.inject({
    method: "POST",
    url: `/visits/${transactionId}/items`,
    headers: { "shop-session": other.session },
    payload: { product: "" },
  });
  expect(open.events().at(-1)).toMatchObject({ unattributed: "malformed product" });
});

test("a request in its right form is no refusal", async () => {
  await using open = openShop();
  sellProducts(open.shop);
  await using app = hostOf(open);
  const answer = await app.inject({
    method: "POST",
    url: "/visits",
    payload: { store: "europe", product: "MANUAL" },
  });
  expect(answer.statusCode).toBe(200);
  expect(open.eventTypes()).toEqual(["product.selected"]);
});
