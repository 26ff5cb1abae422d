import { parseFaultRates } from "#shop/simulation/fault-rates.ts";
import { OUTPUT_FILES } from "#shop/simulation/output-directory.ts";
import { simulate } from "#shop/simulation/simulate.ts";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const START_MS = Date.UTC(2024, 0, 1);
const DAY_MS = 86_400_000;
const CUSTOMERS = 1_500;
const DAYS = 5;

/** Numbers that one simulated stretch uses in a store, at most: the next stretch goes on behind them. */
const NUMBERS_OF_A_STRETCH = 10_000;

interface TradeEvent {
  id: string;
  time: string;
  transactionId?: string;
  objects?: { type: string; id: string }[];
  attributes?: Record<string, unknown>;
}

/**
 * Years of trade: one simulated stretch of some days, told again and again with other IDs, later times and
 * higher order numbers. Yields JSON lines, without those of the scheduler, which touch no object.
 */
export async function* longTrade(directory: string, count: number): AsyncGenerator<string> {
  const rates = parseFaultRates("all");
  await simulate({
    customers: CUSTOMERS,
    days: DAYS,
    seed: 5,
    rates,
    startMs: START_MS,
    directory: join(directory, "trade"),
    replace: true,
  });
  const lines = readFileSync(join(directory, "trade", OUTPUT_FILES.events), "utf8")
    .split("\n")
    .filter((line) => line !== "" && !line.includes('"type":"task.'));
  let told = 0;
  for (let stretch = 0; told < count; stretch += 1) {
    for (const line of lines) {
      yield later(line, stretch);
      told += 1;
      if (told >= count) return;
    }
  }
}

function later(line: string, stretch: number): string {
  const event = JSON.parse(line) as TradeEvent;
  event.id = `${stretch}-${event.id}`;
  event.time = new Date(Date.parse(event.time) + stretch * (DAYS + 1) * DAY_MS).toISOString();
  if (event.transactionId !== undefined) {
    event.transactionId = `${stretch.toString(36).toUpperCase().padStart(3, "0")}${event.transactionId.slice(3)}`;
  }
  for (const object of event.objects ?? []) object.id = laterId(object.type, object.id, stretch);
  const sequence = event.attributes?.["sequence"];
  if (event.attributes !== undefined && typeof sequence === "number") {
    event.attributes["sequence"] = sequence + stretch * NUMBERS_OF_A_STRETCH;
  }
  return JSON.stringify(event);
}

/** Order numbers go on; every other ID gets the stretch behind it. */
function laterId(type: string, id: string, stretch: number): string {
  if (stretch === 0) return id;
  if (type === "order" && /^\d+$/.test(id))
    return String(Number(id) + stretch * NUMBERS_OF_A_STRETCH);
  return `${id}x${stretch.toString(36)}`;
}
