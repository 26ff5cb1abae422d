import { afterAll, beforeAll, inject } from "vitest";
import { openSignedIn } from "./browser.ts";
import type { TestBrowser } from "./browser.ts";

export interface SimulatedFixture {
  readonly browser: TestBrowser;
  /** Answer of `GET /api/v1…`, to find an object that a test is about. */
  ask<Answer>(path: string): Promise<Answer>;
}

/** The shared service with its simulated trade, and a signed-in browser. Only reading: other files see the same. */
export function useSimulatedTrade(): SimulatedFixture {
  const shared = inject("simulatedService");
  let browser: TestBrowser | undefined;
  beforeAll(async () => {
    browser = await openSignedIn(shared.url, shared.storageState);
  });
  afterAll(() => browser?.close());
  return {
    get browser() {
      if (browser === undefined) throw new Error("the browser is started before the tests");
      return browser;
    },
    async ask<Answer>(path: string): Promise<Answer> {
      const response = await fetch(`${shared.url}/api/v1${path}`, {
        headers: { authorization: `Bearer ${shared.token}` },
      });
      if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
      return (await response.json()) as Answer;
    },
  };
}
