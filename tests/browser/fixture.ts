import { afterAll, beforeAll } from "vitest";
import { openBrowser } from "./browser.ts";
import type { TestBrowser } from "./browser.ts";
import { fillWithSamples, startRunningService } from "./running-service.ts";
import type { RunningService } from "./running-service.ts";

export interface BrowserFixture {
  readonly service: RunningService;
  readonly browser: TestBrowser;
}

/** A filled service and a signed-in browser for the tests of one file. */
export function useBrowserFixture(): BrowserFixture {
  let service: RunningService | undefined;
  let browser: TestBrowser | undefined;
  beforeAll(async () => {
    service = await startRunningService();
    await fillWithSamples(service);
    browser = await openBrowser(service.signInUrl);
  });
  afterAll(async () => {
    await browser?.close();
    await service?.close();
  });
  return {
    get service() {
      if (service === undefined) throw new Error("the service is started before the tests");
      return service;
    },
    get browser() {
      if (browser === undefined) throw new Error("the browser is started before the tests");
      return browser;
    },
  };
}
