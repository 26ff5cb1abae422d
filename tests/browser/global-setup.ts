import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContextOptions } from "playwright-core";
import type { TestProject } from "vitest/node";
import { signedInState } from "./browser.ts";
import { startRunningService } from "./running-service.ts";

/** Three weeks in which everything goes wrong that can. */
const TRADE = "--customers 200 --days 20 --seed 11 --faults all --start 2026-03-02".split(" ");

/** A service that all files of the project share, filled with a simulated trade. Nobody writes to it. */
export interface SharedService {
  readonly url: string;
  readonly token: string;
  readonly storageState: Exclude<BrowserContextOptions["storageState"], string | undefined>;
}

declare module "vitest" {
  interface ProvidedContext {
    simulatedService: SharedService;
  }
}

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const directory = await mkdtemp(join(tmpdir(), "tracewell-trade-"));
  const root = join(import.meta.dirname, "..", "..");
  const simulating = spawn(
    process.execPath,
    [join(root, "bin", "tracewell.ts"), "simulate", ...TRADE, "--out", join(directory, "trade")],
    { stdio: ["ignore", "ignore", "inherit"] },
  );
  const service = await startRunningService();
  const [code] = await once(simulating, "exit");
  if (code !== 0) throw new Error(`The simulation ended with code ${code}.`);
  const read = (file: string) => readFile(join(directory, "trade", file));
  await service.push("/events?source=shop", "application/x-ndjson", await read("events.ndjson"));
  await service.push(
    "/sources/moodle-trace/lines?format=moodle-trace&timezone=Europe/Paris&wait=indexed",
    "text/plain",
    await read("moodle-trace-academy.txt"),
  );
  await service.caughtUp();
  project.provide("simulatedService", {
    url: service.url,
    token: service.token,
    storageState: await signedInState(service.signInUrl),
  });
  return async () => {
    await service.close();
    await rm(directory, { recursive: true, force: true });
  };
}
