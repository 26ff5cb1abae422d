import type { SimulationOptions } from "#shop/simulation/simulate.ts";
import { runSimulation } from "../../shop/simulation/run-simulation.ts";
import type { StagedEvent } from "../query-stage.ts";
import { ExportStage } from "./export-stage.ts";

/** Long after everything that the simulation tells: all deadlines have passed. */
const NOW_MS = Date.parse("2026-03-01T00:00:00.000Z");

/** A stage that holds what a simulated shop has told in some days, each event once. */
export async function stageShop(
  options: Partial<SimulationOptions> & { readonly faults?: string } = {},
): Promise<ExportStage> {
  const { files } = await runSimulation({ customers: 25, days: 3, faults: "all", ...options });
  const lines = new Set((files["events.ndjson"] ?? "").split("\n").filter((line) => line !== ""));
  const events = new Map<string, StagedEvent>();
  for (const line of lines) {
    const { source: _source, ...event }: StagedEvent = JSON.parse(line);
    events.set(event.id ?? line, event);
  }
  const exports = new ExportStage({ index: "sqlite" });
  exports.stage.nowMs = NOW_MS;
  await exports.stage.record([...events.values()]);
  return exports;
}
