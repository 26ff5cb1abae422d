import type { TestProject } from "vitest/node";
import { startEngine } from "./engine.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Address of the node that all suites share; each store has a prefix of its own there. */
    elasticsearchUrl: string;
  }
}

/** One node for the whole project; the run fails when it does not start. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const engine = await startEngine({ heap: "1g" });
  project.provide("elasticsearchUrl", engine.url);
  return () => engine.stop();
}
