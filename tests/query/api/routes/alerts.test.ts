import type { FastifyInstance } from "fastify";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { CreatedAlert, SavedSearchAnswer } from "#query/answers/alert-answers.ts";
import { AlertStage } from "../../alerts/alert-stage.ts";
import { WebhookReceiver } from "../../alerts/webhook-receiver.ts";
import { AUTHORIZED, buildFixtureApp, type FixturePorts } from "../fixture-ports.ts";

let app: FastifyInstance;
let ports: FixturePorts;
let receiver: WebhookReceiver;
let stage: AlertStage;

beforeEach(async () => {
  ({ app, ports } = buildFixtureApp());
  ports.append(1);
  receiver = await WebhookReceiver.listen();
  stage = new AlertStage(receiver);
  ports.alerts = stage.desk;
});

afterEach(async () => {
  await app.close();
  await stage[Symbol.asyncDispose]();
  await receiver[Symbol.asyncDispose]();
});

type Method = "GET" | "POST" | "PUT" | "DELETE";

function ask(method: Method, path: string, payload?: object, headers: object = AUTHORIZED) {
  return app.inject({
    method,
    url: `/api/v1/${path}`,
    headers: { ...headers },
    ...(payload !== undefined && { payload }),
  });
}

async function saveSearch(q = "type:payment.declined"): Promise<SavedSearchAnswer> {
  const response = await ask("POST", "saved-searches", { name: "declined", q });
  expect(response.statusCode).toBe(201);
  return response.json<SavedSearchAnswer>();
}

async function createAlert(fields: object = {}): Promise<CreatedAlert> {
  const about = { kind: "finding", rule: "order" };
  const body = { name: "cashier", about, url: receiver.url, ...fields };
  const response = await ask("POST", "alerts", body);
  expect(response.statusCode).toBe(201);
  return response.json<CreatedAlert>();
}

test("a search is saved, listed, changed and forgotten", async () => {
  const saved = await saveSearch();
  expect(saved).toMatchObject({ name: "declined", q: "type:payment.declined", by: "admin" });
  const path = `saved-searches/${saved.id}`;
  expect((await ask("GET", path)).json()).toEqual(saved);
  const changed = await ask("PUT", path, { name: "all", q: "" });
  expect(changed.json()).toMatchObject({ id: saved.id, name: "all", createdAt: saved.createdAt });
  expect((await ask("GET", "saved-searches")).json()).toEqual({
    items: [changed.json()],
    nextCursor: null,
  });
  expect((await ask("DELETE", path)).json()).toEqual(changed.json());
  expect((await ask("GET", path)).statusCode).toBe(404);
  expect((await ask("DELETE", path)).statusCode).toBe(404);
});

test("a query that cannot be read is not saved, and its place is told", async () => {
  const response = await ask("POST", "saved-searches", { name: "n", q: "((" });
  expect(response.json()).toMatchObject({ code: "invalid-query", position: 2 });
  expect((await ask("GET", "saved-searches")).json()).toMatchObject({ items: [] });
});

test("an alert shows its secret once, and of its address what cannot be used", async () => {
  const { secret, ...alert } = await createAlert();
  expect(secret).toMatch(/^whsec_.{44}$/);
  expect(alert).toMatchObject({
    about: { kind: "finding", rule: "order", severityMin: "info" },
    destination: `${receiver.origin}/…4f2a`,
    enabled: true,
    disabledReason: null,
    lastDelivery: null,
  });
  const answers = [
    await ask("GET", `alerts/${alert.id}`),
    await ask("GET", "alerts"),
    await ask("PUT", `alerts/${alert.id}`, { name: "n", about: alert.about }),
    await ask("POST", `alerts/${alert.id}/test`),
    await ask("GET", `alerts/${alert.id}/deliveries`),
    await ask("DELETE", `alerts/${alert.id}`),
  ];
  for (const { statusCode, body } of answers) {
    expect(statusCode).toBe(200);
    expect(body).not.toMatch(/whsec|of-the-test/);
  }
});

test("a secret that is brought along is not answered", async () => {
  const secret = `whsec_${Buffer.alloc(32, 3).toString("base64")}`;
  const alert = await createAlert({ secret });
  expect(alert.secret).toBeUndefined();
  receiver.secret = secret;
  await ask("POST", `alerts/${alert.id}/test`);
  expect(receiver.received[0]?.isSigned).toBe(true);
});

test("a test says what came of it, and is listed page by page", async () => {
  const { id } = await createAlert();
  receiver.answers = [500, 204, 204];
  const first = await ask("POST", `alerts/${id}/test`);
  expect(first.json()).toMatchObject({ kind: "test", status: "failed", lastStatus: 500 });
  for (let more = 0; more < 2; more += 1) await ask("POST", `alerts/${id}/test`);
  const page = (await ask("GET", `alerts/${id}/deliveries?limit=2`)).json<{
    items: { id: string }[];
    nextCursor: string;
  }>();
  expect(page.items).toHaveLength(2);
  const rest = await ask("GET", `alerts/${id}/deliveries?limit=2&cursor=${page.nextCursor}`);
  expect(rest.json()).toMatchObject({ items: [first.json()], nextCursor: null });
  const foreign = await ask("GET", `alerts/${id}/deliveries?cursor=x`);
  expect(foreign.json()).toMatchObject({ code: "invalid-cursor" });
  expect((await ask("GET", `alerts/${id}`)).json()).toMatchObject({
    lastDelivery: { status: "delivered" },
  });
});

test("an alert is changed, disabled and enabled; what is not given stays", async () => {
  const { id } = await createAlert();
  const about = { kind: "finding", severityMin: "error" };
  const changed = await ask("PUT", `alerts/${id}`, { name: "new", about, enabled: false });
  expect(changed.json()).toMatchObject({
    name: "new",
    about: { rule: null, severityMin: "error" },
    enabled: false,
    destination: `${receiver.origin}/…4f2a`,
  });
});

test("a search that an alert is about is not forgotten", async () => {
  const { id: searchId } = await saveSearch();
  const { id } = await createAlert({ about: { kind: "search", searchId } });
  const refused = await ask("DELETE", `saved-searches/${searchId}`);
  expect(refused.json()).toMatchObject({ status: 409, code: "conflict" });
  await ask("DELETE", `alerts/${id}`);
  expect((await ask("DELETE", `saved-searches/${searchId}`)).statusCode).toBe(200);
});

test.each([
  [{ url: "https://elsewhere.example/" }, "body.url", /alertDestinations/],
  [{ url: "nowhere" }, "body.url", /absolute/],
  [{ url: undefined }, "body.url", /is required/],
  [{ secret: "short" }, "body.secret", /whsec_/],
  [{ about: { kind: "search", searchId: "unknown" } }, "body.about.searchId", /no saved search/],
  [{ about: { kind: "finding", rule: "ordr" } }, "body.about.rule", /did you mean order\?/],
  [{ about: { kind: "finding", severityMin: "bad" } }, "body.about.severityMin", /must be info/],
  [{ name: "" }, "body.name", /./],
  [{ enabled: "yes" }, "body.enabled", /true or false/],
  [{ unknown: 1 }, "body.unknown", /unknown/],
])("refuses %j", async (fields, path, message) => {
  const about = { kind: "finding" };
  const body = { name: "n", about, url: receiver.url, ...fields };
  const response = await ask("POST", "alerts", body);
  expect(response.json()).toMatchObject({
    code: "invalid-parameter",
    errors: [{ path, message: expect.stringMatching(message) }],
  });
  expect((await ask("GET", "alerts")).json()).toMatchObject({ items: [] });
});

test.each([
  ["GET", "alerts"],
  ["POST", "alerts"],
  ["GET", "saved-searches"],
  ["POST", "alerts/a/test"],
] as const)("%s %s is closed to strangers", async (method, path) => {
  expect((await ask(method, path, undefined, {})).statusCode).toBe(401);
});

test.each([
  ["GET", "alerts/none"],
  ["DELETE", "alerts/none"],
  ["POST", "alerts/none/test"],
  ["GET", "alerts/none/deliveries"],
] as const)("%s %s is not found", async (method, path) => {
  expect((await ask(method, path)).json()).toMatchObject({ status: 404, code: "not-found" });
});
