import { afterEach, expect, test } from "vitest";
import type { FastifyInstance } from "fastify";
import { buildStorefront } from "#shop/live/storefront-app.ts";
import { loadProducts } from "#shop/catalog/load-products.ts";
import { ecommerceHandlers } from "#shop/catalog/ecommerce-operations.ts";
import { catalogProvider } from "#shop/catalog/catalog-provider.ts";
import { replayHandlers } from "#shop/replay/replay-handlers.ts";
import { visitHandlers } from "#shop/visits/visit-handlers.ts";
import { openShop, type OpenShop } from "../open-shop.ts";

const PASSWORD = "of-the-operator";
const OPERATOR = {
  authorization: `Basic ${Buffer.from(`operator:${PASSWORD}`).toString("base64")}`,
};

const opened: { app: FastifyInstance; open: OpenShop }[] = [];
afterEach(async () => {
  for (const { app, open } of opened.splice(0)) {
    await app.close();
    await open[Symbol.asyncDispose]();
  }
});

async function storefront(requestsPerMinuteMax = 600): Promise<FastifyInstance> {
  const open = openShop();
  const { shop } = open;
  open.services.add(catalogProvider({ faults: shop.faults }));
  await open.run(loadProducts(shop));
  const app = await buildStorefront({
    shop,
    handlers: [...visitHandlers(shop), ...replayHandlers(shop), ...ecommerceHandlers(shop)],
    operatorPassword: PASSWORD,
    version: "1.2.3",
    requestsPerMinuteMax,
  });
  opened.push({ app, open });
  return app;
}

test("anybody may browse; operators' operations and pages ask for name and password", async () => {
  const app = await storefront();
  const products = await app.inject("/stores/europe/products");
  expect(products.statusCode).toBe(200);
  expect(products.json<{ items: unknown[] }>().items.length).toBeGreaterThan(5);
  for (const url of ["/replays/uncertain", "/ecommerce/products"]) {
    const stranger = await app.inject(url);
    expect(stranger.statusCode).toBe(401);
    expect(stranger.headers["www-authenticate"]).toMatch(/^Basic /);
    const wrong = { authorization: `Basic ${Buffer.from("operator:guess").toString("base64")}` };
    expect((await app.inject({ url, headers: wrong })).statusCode).toBe(401);
    const other = { authorization: `Basic ${Buffer.from(`admin:${PASSWORD}`).toString("base64")}` };
    expect((await app.inject({ url, headers: other })).statusCode).toBe(401);
    expect((await app.inject({ url, headers: OPERATOR })).statusCode).toBe(200);
  }
});

test("the OpenAPI document describes every operation, its header, and who may use it", async () => {
  const app = await storefront();
  const document = (await app.inject("/openapi.json")).json();
  expect(document).toMatchObject({ openapi: "3.1.0", info: { version: "1.2.3" } });
  const { paths } = document;
  expect(paths["/visits/{transactionId}/order"].post).toMatchObject({ operationId: "placeOrder" });
  expect(paths["/visits/{transactionId}/order"].post.parameters).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ in: "path", name: "transactionId" }),
      expect.objectContaining({ in: "header", name: "shop-session", required: true }),
      expect.objectContaining({ in: "header", name: "idempotency-key", required: false }),
    ]),
  );
  const body = paths["/visits/{transactionId}/order"].post.requestBody.content["application/json"];
  expect(Object.keys(body.schema.properties).sort()).toEqual(["billing", "email", "methods"]);
  expect(paths["/visits/{transactionId}/order"].post.security).toBeUndefined();
  expect(paths["/replays/uncertain"].get.security).toEqual([{ operator: [] }]);
  const { schema } = paths["/visits"].post.responses.default.content["application/problem+json"];
  expect(schema.required).toEqual(["title", "status", "code", "detail"]);
  expect(schema.properties.code.enum).toContain("out-of-stock");
});

test("what is asked wrongly is a problem that names the place", async () => {
  const app = await storefront();
  const bad = await app.inject({ method: "POST", url: "/visits", payload: { store: "europe" } });
  expect(bad.statusCode).toBe(400);
  expect(bad.headers["content-type"]).toContain("application/problem+json");
  expect(bad.json()).toMatchObject({ code: "invalid-request", place: "body: product" });
  const unknown = await app.inject({ method: "POST", url: "/visits", payload: "{" });
  expect(unknown.statusCode).toBeGreaterThanOrEqual(400);
  expect(unknown.statusCode).toBeLessThan(500);
  const form = await app.inject({
    method: "POST",
    url: "/visits",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    payload: "store=europe",
  });
  expect(form.json()).toMatchObject({ status: 415, detail: "Send the body as application/json." });
  const garbled = await app.inject("/%ff");
  expect(garbled.headers["content-type"]).toContain("application/problem+json");
  expect(garbled.json()).toMatchObject({ status: 400, code: "invalid-request" });
  const nowhere = await app.inject("/nowhere");
  expect(nowhere.json()).toMatchObject({ status: 404, code: "not-found" });
  const gone = await app.inject({
    url: "/visits/TU80WKRYTI9QUMJ4",
    headers: { "shop-session": "0123456789abcdef" },
  });
  expect(gone.statusCode).toBe(404);
});

test("pages come under a strict policy, and too many requests are refused", async () => {
  const app = await storefront(3);
  const page = await app.inject({ url: "/ecommerce/products", headers: OPERATOR });
  expect(page.headers["content-security-policy"]).toContain("default-src 'none'");
  expect(page.body).not.toMatch(/<script|style="/);
  for (let visit = 0; visit < 3; visit++) await app.inject("/stores/europe/products");
  const refused = await app.inject("/stores/europe/products");
  expect(refused.statusCode).toBe(429);
  expect(refused.headers["retry-after"]).toBeDefined();
});

test("the shop's own systems are not counted as visitors, whoever guesses a password is", async () => {
  const app = await storefront(3);
  for (let call = 0; call < 5; call++) {
    const own = await app.inject({ url: "/stores/europe/products", headers: OPERATOR });
    expect(own.statusCode).toBe(200);
  }
  const authorization = `Basic ${Buffer.from("operator:guess").toString("base64")}`;
  const guess = () => app.inject({ url: "/replays/uncertain", headers: { authorization } });
  for (let call = 0; call < 3; call++) expect((await guess()).statusCode).toBe(401);
  expect((await guess()).statusCode).toBe(429);
});

test("a page of another site does nothing with the operator's password", async () => {
  const app = await storefront();
  const ask = (method: "GET" | "POST", url: string, headers: Record<string, string>) =>
    app.inject({ method, url, headers: { ...OPERATOR, ...headers } });
  // Scheduled tasks are GET and change things.
  for (const [method, url] of [
    ["GET", "/ecommerce/add-auto"],
    ["POST", "/replays/38-200001"],
  ] as const) {
    for (const foreign of [
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site" },
      { origin: "https://elsewhere.example" },
    ]) {
      const refused = await ask(method, url, foreign);
      expect(refused.statusCode).toBe(400);
      expect(refused.json()).toMatchObject({ detail: expect.stringContaining("another site") });
    }
  }
  // A link leads to a page, from wherever.
  const linked = await ask("GET", "/ecommerce/products", { "sec-fetch-site": "cross-site" });
  expect(linked.statusCode).toBe(200);
  for (const site of ["none", "same-origin"]) {
    const own = await ask("GET", "/replays/uncertain", { "sec-fetch-site": site });
    expect(own.statusCode).toBe(200);
  }
});
