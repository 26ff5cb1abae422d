import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { afterAll, beforeAll } from "vitest";
import { playLiveDay } from "#shop/live/live-day.ts";
import { ensureOperatorPassword } from "#shop/live/secret-files.ts";
import type { RunningShop } from "#shop/main.ts";
import { parseFaultRates } from "#shop/simulation/fault-rates.ts";
import { openBrowser, type TestBrowser } from "../browser.ts";
import { type RunningService, startRunningService } from "../running-service.ts";

export interface ShopFixture {
  readonly shop: RunningShop;
  readonly service: RunningService;
  readonly browser: TestBrowser;
  /** Answer of `GET /api/v1…`. */
  ask<Answer>(path: string): Promise<Answer>;
}

/** A shop that really runs, a service that is set up to run it, and a browser. */
export function useRunningShop(): ShopFixture {
  let directory = "";
  let parts: Omit<ShopFixture, "ask"> | undefined;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), "tracewell-shop-screen-"));
    const shop = await playLiveDay({
      directory,
      port: 0,
      version: "0.0.0",
      customersPerHour: 0,
      rates: parseFaultRates("none"),
      logger: pino({ level: "silent" }),
    });
    const service = await startRunningService({
      shopUrl: shop.url,
      shopPassword: ensureOperatorPassword(directory),
    });
    parts = { shop, service, browser: await openBrowser(service.signInUrl) };
  });
  afterAll(async () => {
    await parts?.browser.close();
    await parts?.service.close();
    await parts?.shop.close();
    await rm(directory, { recursive: true, force: true });
  });
  const present = (): Omit<ShopFixture, "ask"> => {
    if (parts === undefined) throw new Error("the shop is started before the tests");
    return parts;
  };
  return {
    get shop() {
      return present().shop;
    },
    get service() {
      return present().service;
    },
    get browser() {
      return present().browser;
    },
    async ask<Answer>(path: string): Promise<Answer> {
      const { url, token } = present().service;
      const headers = { authorization: `Bearer ${token}` };
      const response = await fetch(`${url}/api/v1${path}`, { headers });
      if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
      return (await response.json()) as Answer;
    },
  };
}
