import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { pino } from "pino";
import { afterAll, beforeAll } from "vitest";
import type { UncertainOrders } from "#query/answers/replay-answers.ts";
import { ensureOperatorPassword } from "#shop/live/secret-files.ts";
import { type RunningShop, startShop } from "#shop/main.ts";
import { DEFAULT_SETTINGS, EVENTS_FILE } from "#shop/settings.ts";
import { buyUncertain } from "../../system/buy-uncertain.ts";
import { openBrowser, type TestBrowser } from "../browser.ts";
import { type RunningService, startRunningService } from "../running-service.ts";

/** An order of which the shop knows nothing: in the main database, paid, without its license. */
export const LOG_ONLY = { order: "900000123", foreignId: "38-211449" };

/** Another, of two licenses, of which nothing is told of the second. */
export const TWO_LINES = { order: "900000124", foreignId: "38-211450" };

export interface UncertainTrade {
  readonly browser: TestBrowser;
  readonly service: RunningService;
  /** Foreign ID of an order that the shop can replay. */
  readonly foreignId: string;
  ask<Answer>(path: string): Promise<Answer>;
}

/** A shop that runs with an uncertain order, a service that follows it, and two orders told by the log alone. */
export function useUncertainTrade(): UncertainTrade {
  let directory = "";
  let shop: RunningShop | undefined;
  let trade: Omit<UncertainTrade, "ask"> | undefined;
  const present = () => {
    if (trade === undefined) throw new Error("the trade is made before the tests");
    return trade;
  };
  const ask = async <Answer>(path: string): Promise<Answer> => {
    const { url, token } = present().service;
    const response = await fetch(`${url}/api/v1${path}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    return (await response.json()) as Answer;
  };
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), "tracewell-replays-"));
    shop = await startShop({
      directory,
      port: 0,
      version: "0.0.0",
      // An answer that never comes, and databases that take their time, are waited for shortly.
      settings: { ...DEFAULT_SETTINGS, paymentTimeoutMs: 200, synchronizationMs: 1_200 },
      logger: pino({ level: "silent" }),
    });
    const service = await startRunningService({
      shopUrl: shop.url,
      shopPassword: ensureOperatorPassword(directory),
      followDirectories: directory,
    });
    await follow(service, join(directory, EVENTS_FILE));
    const { foreignId } = await buyUncertain({ call: callOf(shop) });
    await service.push("/events?source=legacy", "application/x-ndjson", logOnlyEvents());
    const browser = await openBrowser(service.signInUrl);
    trade = { browser, service, foreignId: foreignId ?? "" };
    while ((await ask<UncertainOrders>("/replays")).items.length < 3) await wait(50);
  });
  afterAll(async () => {
    await trade?.browser.close();
    await trade?.service.close();
    await shop?.close();
    await rm(directory, { recursive: true, force: true });
  });
  return {
    get browser() {
      return present().browser;
    },
    get service() {
      return present().service;
    },
    get foreignId() {
      return present().foreignId;
    },
    ask,
  };
}

async function follow(service: RunningService, path: string): Promise<void> {
  const response = await fetch(`${service.url}/api/v1/sources/shop`, {
    method: "PUT",
    headers: { authorization: `Bearer ${service.token}`, "content-type": "application/json" },
    body: JSON.stringify({ format: "events", files: { paths: [path] } }),
  });
  if (!response.ok) throw new Error(`shop: ${response.status} ${await response.text()}`);
}

function callOf(shop: RunningShop) {
  return async <Answer>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<{ body: Answer }> => {
    const response = await fetch(`${shop.url}${path}`, {
      method,
      headers: { ...headers, ...(body !== undefined && { "content-type": "application/json" }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { body: (await response.json()) as Answer };
  };
}

type Order = typeof LOG_ONLY;
interface Told {
  readonly type: string;
  readonly attributes: object;
}

const line = (lineItemId: string) => ({
  lineItemId,
  product: "isc.1.0.0.12m",
  kind: "license",
  quantity: 1,
  amount: { minor: 3900, currency: "EUR" },
});

/** What both orders tell: asked for, without an answer, and read as paid later. */
const paidLater = (...lines: readonly object[]): Told[] => [
  { type: "payment.requested", attributes: { operation: "capture" } },
  { type: "payment.timedOut", attributes: { gateway: "gateway-b" } },
  { type: "order.placed", attributes: { store: "legacy", lines } },
  { type: "order.uncertain", attributes: {} },
  {
    type: "payment.stateRead",
    attributes: { gateway: "gateway-b", gatewayState: "PAID", paid: true },
  },
];

function logOnlyEvents(): string {
  const requested = { type: "license.requested", attributes: { lineItemId: "13297323620002339" } };
  const replicated = {
    type: "order.replicated",
    attributes: { document: "orderInfo", state: "paid" },
  };
  const one = line("13297323620002339");
  return [
    ...linesOf(LOG_ONLY, [...paidLater(one), replicated, requested]),
    ...linesOf(TWO_LINES, [...paidLater(one, line("13297323620002340")), requested]),
  ].join("\n");
}

function linesOf({ order, foreignId }: Order, told: readonly Told[]): string[] {
  const objects = [
    { type: "order", id: order },
    { type: "order", id: foreignId, role: "foreignId" },
  ];
  return told.map(({ type, attributes }, second) =>
    JSON.stringify({
      id: `legacy-${order}-${second}`,
      type,
      time: `2026-03-02T09:32:0${second}.310Z`,
      unattributed: "legacy",
      objects: type.startsWith("payment.")
        ? [{ type: "payment", id: `P-${order}` }, ...objects]
        : objects,
      attributes,
      ...(type === "order.placed" && { amount: { minor: 3900, currency: "EUR" } }),
    }),
  );
}
