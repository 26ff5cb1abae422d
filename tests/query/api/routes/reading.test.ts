import type { FastifyInstance } from "fastify";
import { afterEach, beforeEach, expect, test } from "vitest";
import { AUTHORIZED, buildFixtureApp, NOW_MS, type FixturePorts } from "../fixture-ports.ts";

const API = "/api/v1";

let app: FastifyInstance;
let ports: FixturePorts;

beforeEach(() => {
  ({ app, ports } = buildFixtureApp());
  ports.append(3);
});

afterEach(() => app.close());

function get(path: string) {
  return app.inject({ url: `${API}${path}`, headers: AUTHORIZED });
}

const FACTS = { heads: [{ ledger: "main", headSeq: 3 }], quarantined: 0, reasons: [] };

/** Every question to the engine: address, method, and what it must be asked. */
const QUESTIONS = [
  ["/events", "events", { order: "newest", limit: 100 }],
  [
    "/events?q=type:a.b%20c&from=now-1h&to=1469619133753&order=oldest&limit=1000&cursor=abc",
    "events",
    {
      q: "type:a.b c",
      from: "now-1h",
      to: "1469619133753",
      order: "oldest",
      limit: 1_000,
      cursor: "abc",
    },
  ],
  ["/events/2", "event", { reference: "2" }],
  ["/events/main:2", "event", { reference: "main:2" }],
  ["/events/main%3A2/context", "context", { reference: "main:2", before: 10, after: 10 }],
  ["/events/2/context?before=0&after=500", "context", { reference: "2", before: 0, after: 500 }],
  ["/resolve?id=TU80%20WKRY", "resolve", { given: "TU80 WKRY" }],
  [
    "/transactions/TU80WKRYTI9QUMJ4",
    "object",
    { type: "transaction", id: "TU80WKRYTI9QUMJ4", limit: 100, verdict: true },
  ],
  [
    "/transactions/a%2Fb%20c?limit=5&cursor=x&asOf=now&knownAt=2026-01-31",
    "object",
    {
      type: "transaction",
      id: "a/b c",
      limit: 5,
      cursor: "x",
      asOf: "now",
      knownAt: "2026-01-31",
    },
  ],
  ["/orders/38-211449?verdict=false", "object", { type: "order", verdict: false }],
  ["/quotes/Q-7", "object", { type: "quote", id: "Q-7" }],
  ["/gift-cards/GC%204711", "object", { type: "giftCard", id: "GC 4711" }],
  ["/licenses/LN-1", "object", { type: "license", id: "LN-1" }],
  ["/payments/P-1", "object", { type: "payment", id: "P-1" }],
  ["/objects/replay/R-1?asOf=now-1d", "object", { type: "replay", id: "R-1", asOf: "now-1d" }],
  ["/compare?left=order:1&right=normal", "compare", { left: "order:1", right: "normal" }],
  ["/stats/histogram?q=x&bucket=15m", "histogram", { q: "x", bucket: "15m" }],
  ["/stats/facets", "facets", { fields: ["type", "source", "outcome"], limit: 20 }],
  ["/stats/facets?fields=type,level&limit=8", "facets", { fields: ["type", "level"], limit: 8 }],
  ["/stats/facets?fields=type&fields=level", "facets", { fields: ["type", "level"] }],
  ["/stats/durations", "durations", { type: "order" }],
  [
    "/stats/durations?type=payment&store=1&from=now-1h&to=now&start=a.b&end=c.d",
    "durations",
    { type: "payment", store: "1", from: "now-1h", to: "now", start: "a.b", end: "c.d" },
  ],
  [
    "/stats/step-objects?start=a.b&end=c.d",
    "stepObjects",
    { type: "order", start: "a.b", end: "c.d", limit: 50 },
  ],
  ["/stats/process-map", "processMap", { type: "order", variants: 20 }],
  ["/stats/process-map?variants=0&type=quote", "processMap", { type: "quote", variants: 0 }],
  ["/objects", "objects", { order: "stuck", limit: 100 }],
  [
    "/objects?type=order&state=uncertain&finding=order&severity=error&open=true&stuckFor=2h&expiresWithin=30d&store=1&from=now-1h&to=now&order=newest&limit=5&cursor=x",
    "objects",
    {
      type: "order",
      state: "uncertain",
      finding: "order",
      severity: "error",
      open: true,
      stuckFor: "2h",
      expiresWithin: "30d",
      store: "1",
      from: "now-1h",
      to: "now",
      order: "newest",
      limit: 5,
      cursor: "x",
    },
  ],
  [
    "/objects?object=order:1&object=giftCard:GC:1&order=newest",
    "objects",
    {
      among: [
        { type: "order", id: "1" },
        { type: "giftCard", id: "GC:1" },
      ],
      order: "newest",
    },
  ],
  ["/objects/counts", "objectCounts", {}],
  ["/order-numbers", "orderNumbers", { limit: 100 }],
  ["/order-numbers?store=1", "orderNumbers", { store: "1", limit: 100 }],
  [
    "/order-numbers?store=1&from=40&to=60&explanation=declined,unexplained&limit=5&cursor=x",
    "orderNumbers",
    { from: 40, to: 60, explanations: ["declined", "unexplained"], limit: 5, cursor: "x" },
  ],
  ["/order-numbers/stores", "numberStores", {}],
  ["/gift-cards/GC-1/balance", "cardBalance", { id: "GC-1" }],
  [
    "/gift-cards/GC-1/balance?asOf=now-1d&knownAt=now",
    "cardBalance",
    { id: "GC-1", asOf: "now-1d", knownAt: "now" },
  ],
  ["/gift-cards/reconciliation?asOf=now-1d", "cardReconciliation", { asOf: "now-1d" }],
  ["/gift-cards/liability", "cardLiability", {}],
] as const;

test.each(QUESTIONS)("%s asks the engine", async (path, method, asked) => {
  const response = await get(path);
  expect(response.statusCode).toBe(200);
  expect(response.headers["content-type"]).toBe("application/json; charset=utf-8");
  expect(response.headers["cache-control"]).toBe("no-store");
  expect(ports.lastRequest(method)).toMatchObject({ ...asked, nowMs: NOW_MS, facts: FACTS });
});

test.each([
  ["invalid-query", 400],
  ["invalid-cursor", 400],
  ["invalid-identifier", 400],
  ["not-found", 404],
  ["overloaded", 429],
  ["index-unavailable", 503],
  ["query-timeout", 504],
  ["ledger-corrupt", 500],
] as const)("an engine's %s is answered with %i on every question", async (code, status) => {
  for (const [path, method] of QUESTIONS) {
    ports.failures.clear();
    ports.fail(method, code);
    const response = await get(path);
    expect(response.statusCode).toBe(status);
    expect(response.headers["content-type"]).toBe("application/problem+json; charset=utf-8");
    expect(response.json()).toMatchObject({
      type: `urn:tracewell:problem:${code}`,
      status,
      code,
      instance: `${API}${path}`.replace(/\?.*$/, ""),
    });
  }
});

test("a query's problem says where it is", async () => {
  ports.failures.set("events", await failureOf("/tail?q=bad("));
  const response = await get("/events?q=bad(");
  expect(response.json()).toMatchObject({ code: "invalid-query", position: 2, length: 1 });
});

async function failureOf(path: string): Promise<unknown> {
  await get(path);
  try {
    await ports.engine.tail({
      ledger: "main",
      afterSeq: 0,
      headSeq: 0,
      queries: ["bad("],
      nowMs: NOW_MS,
      recordsMax: 1,
    });
  } catch (error) {
    return error;
  }
  return null;
}

test.each([
  ["/events?limit=0", "query.limit", "must be at least 1"],
  ["/events?limit=1001", "query.limit", "must be at most 1000"],
  ["/events?limit=ten", "query.limit", "must be a whole number"],
  ["/events?limit=1.5", "query.limit", "must be a whole number"],
  ["/events?limit=1&limit=2", "query.limit", "must be given once"],
  ["/events?q=a&q=b", "query.q", "must be given once"],
  ["/events?order=up", "query.order", "must be newest or oldest"],
  ["/events?form=now", "query.form", "unknown; did you mean from?"],
  ["/events?LIMIT=3", "query.LIMIT", "unknown; did you mean limit?"],
  ["/events?elephant=1", "query.elephant", "unknown; known: q, from, to, order, limit, cursor"],
  ["/events/0", "path.ref", "must be `<ledger>:<seq>` or a seq of ledger main"],
  ["/events/a:b", "path.ref", "must be `<ledger>:<seq>` or a seq of ledger main"],
  ["/events/1?x=1", "query.x", "unknown; none is taken here"],
  ["/events/1/context?before=501", "query.before", "must be at most 500"],
  ["/orders/1?verdict=maybe", "query.verdict", "must be true or false"],
  [
    "/objects/customer/C-1",
    "path.type",
    "must be order or quote or giftCard or license or payment or transaction or replay",
  ],
  ["/compare?left=order:1", "query.right", "is required"],
  ["/resolve", "query.id", "is required"],
  ["/resolve?id=a&id=b", "query.id", "must be given once"],
  ["/objects?type=shoe", "query.type", /^must be order or quote or /],
  [
    "/objects?object=customer:1",
    "query.object",
    "must be a type and an ID, such as order:100000047",
  ],
  ["/objects?open=yes", "query.open", "must be true or false"],
  ["/objects?stuckFor=long", "query.stuckFor", "must be a number and ms, s, m, h, d or w"],
  ["/order-numbers?store=1&from=-1", "query.from", "must be at least 0"],
  ["/order-numbers?store=1&explanation=lost", "query.explanation", /^must be some of cancelled, /],
  ["/stats/process-map?variants=1001", "query.variants", "must be at most 1000"],
  ["/stats/histogram?bucket=1x", "query.bucket", "must be a number and ms, s, m, h, d or w"],
])("%s is refused", async (path, where, message) => {
  const asked = ports.requests.length;
  const response = await get(path);
  const problem = response.json<{ errors: { path: string; message: string }[] }>();
  expect(problem).toMatchObject({ status: 400, code: "invalid-parameter" });
  expect(problem.errors.map(({ path: at }) => at)).toEqual([where]);
  const told = problem.errors[0]?.message ?? "";
  const isAsExpected = typeof message === "string" ? told === message : message.test(told);
  expect({ told, isAsExpected }).toEqual({ told, isAsExpected: true });
  expect(ports.requests).toHaveLength(asked);
});

test.each([
  `/events?q=${"x".repeat(2_049)}`,
  `/events?cursor=${"x".repeat(8_193)}`,
  `/events?from=${"1".repeat(65)}`,
  `/resolve?id=${"x".repeat(257)}`,
  `/transactions/${"x".repeat(257)}`,
  `/stats/facets?fields=${Array(17).fill("a").join(",")}`,
])("a text beyond its bound is refused", async (path) => {
  const response = await get(path);
  expect(response.json()).toMatchObject({ status: 400, code: "invalid-parameter" });
});

test("the longest ID in the widest letters fits the address", async () => {
  const id = "獎".repeat(256);
  expect((await get(`/transactions/${encodeURIComponent(id)}`)).statusCode).toBe(200);
  expect(ports.lastRequest("object")).toMatchObject({ id });
});

test("a paused follower and a stopped ledger go into every question", async () => {
  ports.follower = { ...ports.follower, status: "paused", throughSeq: 1, reason: "for a test" };
  ports.stopped = "the disk is full";
  await get("/events");
  expect(ports.lastRequest("events")).toMatchObject({
    facts: {
      reasons: [
        "The ledger takes no more records: the disk is full.",
        "The follower event-index of ledger main is paused at 1 of 3: for a test.",
      ],
    },
  });
});

test("one record comes with its coverage", async () => {
  expect((await get("/events/2")).json()).toMatchObject({
    reference: "main:2",
    coverage: { status: "complete", ledgers: [{ ledger: "main", throughSeq: 3, headSeq: 3 }] },
  });
});

test("an answer that is not what the schema promises is caught where answers are checked", async () => {
  ports.failures.clear();
  const [first] = ports.records;
  if (first !== undefined) ports.records[0] = { ...first, seq: -1 };
  const response = await get("/events/1");
  expect(response.json()).toMatchObject({ status: 500, code: "internal" });
});

test("a broken escape in the address is refused", async () => {
  const response = await get("/events/%E0%A4%A");
  expect(response.json()).toMatchObject({ status: 400, code: "invalid-parameter" });
});

test("unknown addresses and methods are problems too", async () => {
  for (const [method, url, status, code] of [
    ["GET", `${API}/nothing`, 404, "unknown-route"],
    ["GET", "/api/v2/events", 404, "unknown-route"],
    ["DELETE", `${API}/events`, 405, "method-not-allowed"],
    ["PUT", "/healthz", 405, "method-not-allowed"],
  ] as const) {
    const response = await app.inject({ method, url, headers: AUTHORIZED });
    expect(response.json()).toMatchObject({ status, code, instance: url });
  }
});
