import { afterEach, expect, test } from "vitest";
import { TracewellError } from "#domain/errors.ts";
import type { ShopChange, ShopControl } from "#query/shop/shop-control.ts";
import { AUTHORIZED, buildFixtureApp } from "../fixture-ports.ts";

const CUSTOMER = { fidelityPoint: 70, payment: 1, updatedAt: "2026-01-05T09:00:00.000Z" };

const fixture = buildFixtureApp();
const changes: ShopChange[] = [];
fixture.ports.shopControl = {
  isConfigured: true,
  products: async () => ({ items: [], total: 0, fetchedAt: null }),
  customers: async ({ after, limit }) => ({
    items: ["A-1", "A-2", "A-3"]
      .filter((account) => account > after)
      .slice(0, limit)
      .map((account) => Object.assign({ account }, CUSTOMER)),
    total: 3,
    fetchedAt: CUSTOMER.updatedAt,
  }),
  schedule: async () => ({
    clock: { nowMs: 0, zone: "Europe/Prague", speed: 1, speedCanBeSet: true },
    speedMin: 0.1,
    speedMax: 3_600,
    tasks: [],
    apps: [],
  }),
  simulator: async () => {
    throw new TracewellError("not-found", "The shop answered: There is nothing at GET /operator.");
  },
  change: async (change) => {
    changes.push(change);
    return {};
  },
} satisfies ShopControl;

afterEach(() => {
  changes.length = 0;
});

async function ask(method: "GET" | "POST" | "PUT" | "DELETE", path: string, payload?: object) {
  const response = await fixture.app.inject({
    method,
    url: `/api/v1/shop/${path}`,
    headers: AUTHORIZED,
    ...(payload !== undefined && { payload }),
  });
  return { status: response.statusCode, body: response.json<Record<string, unknown>>() };
}

test("customers come in pages", async () => {
  const first = await ask("GET", "customers?limit=2");
  expect(first.body).toMatchObject({ total: 3, nextAfter: "A-2" });
  const second = await ask("GET", "customers?limit=2&after=A-2");
  expect(second.body).toMatchObject({ items: [{ account: "A-3" }], nextAfter: null });
});

test("every answer says how complete the log is", async () => {
  for (const path of ["products", "customers", "schedule"]) {
    expect((await ask("GET", path)).body).toMatchObject({ coverage: { status: "complete" } });
  }
});

test("a shop without a simulator is told of as it tells it", async () => {
  expect(await ask("GET", "simulator")).toMatchObject({
    status: 404,
    body: { code: "not-found", detail: expect.stringContaining("nothing at GET /operator") },
  });
});

test("each change reaches the shop as it was asked for, and its answer names the record", async () => {
  const task = { app: "crm", time: "2026-01-06T07:30", recurrence: "weekly" };
  const asked = [
    ["POST", "products/fetch", undefined, { act: "fetchProducts" }],
    ["POST", "products/empty", undefined, { act: "emptyProducts" }],
    ["POST", "customers/fetch", undefined, { act: "fetchCustomers" }],
    ["POST", "customers/empty", undefined, { act: "emptyCustomers" }],
    ["PUT", "schedule/speed", { speed: 60 }, { act: "setSpeed", speed: 60 }],
    ["POST", "schedule/tasks", task, { act: "addTask", ...task }],
    ["POST", "schedule/tasks/T-1/pause", undefined, { act: "pauseTask", taskId: "T-1" }],
    ["POST", "schedule/tasks/T-1/resume", undefined, { act: "resumeTask", taskId: "T-1" }],
    ["DELETE", "schedule/tasks/T-1", undefined, { act: "removeTask", taskId: "T-1" }],
    ["PUT", "simulator/customers", { perHour: 60 }, { act: "setCustomers", perHour: 60 }],
    [
      "PUT",
      "simulator/faults",
      { rates: { "mail.lost": 0.5 } },
      { act: "setFaults", rates: { "mail.lost": 0.5 } },
    ],
  ] as const;
  for (const [method, path, payload] of asked) {
    expect(await ask(method, path, payload)).toMatchObject({
      status: 200,
      body: { requested: "main:1" },
    });
  }
  expect(changes).toEqual(asked.map(([, , , change]) => change));
});

test("what is no change at all is refused before anything is recorded", async () => {
  const asked = fixture.ports.requests.length;
  const wrong = [
    ["schedule/speed", { speed: 0 }, "body.speed"],
    ["simulator/customers", { perHour: -1 }, "body.perHour"],
    ["simulator/faults", { rates: { "mail.lost": 2 } }, "body.rates.mail.lost"],
  ] as const;
  for (const [path, payload, field] of wrong) {
    const { status, body } = await ask("PUT", path, payload);
    expect({ status, body }).toMatchObject({
      status: 400,
      body: { code: "invalid-parameter", errors: [{ path: field }] },
    });
  }
  expect(fixture.ports.requests).toHaveLength(asked);
  expect(changes).toEqual([]);
});
