import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parseEvent } from "#domain/events/parse-event.ts";
import { eventsJsonFormat } from "#ingest/formats/events-json.ts";
import { moodleTraceFormat } from "#ingest/formats/moodle-trace.ts";
import { DEFAULT_SETTINGS } from "#shop/settings.ts";
import { parseFaultRates } from "#shop/simulation/fault-rates.ts";
import { OUTPUT_FILES } from "#shop/simulation/output-directory.ts";
import { simulate } from "#shop/simulation/simulate.ts";
import { storeTracePath } from "#shop/way-out/moodle-trace.ts";
import { badOf, decode, eventsOf, noteCodes } from "../ingest/formats/decoding.ts";
import { TemporaryDirectory } from "../shop/way-out/temporary-directory.ts";

/** Types that a trace can tell as they are; all others are text in it. */
const SAID_AS_THEY_ARE = new Set([
  "payment.requested",
  "payment.captured",
  "fulfillment.started",
  "fulfillment.handlerMissing",
  "order.completed",
  "warning.recorded",
]);

interface Step {
  readonly visit: string;
  readonly time: string;
  readonly type: string;
}

const stepText = ({ visit, time, type }: Step): string => `${visit} ${time} ${type}`;

/** Steps of visits as the events tell them, each once. */
function toldByEvents(text: Buffer): { steps: Step[]; types: Set<string> } {
  const decoded = decode(eventsJsonFormat, text);
  expect(badOf(decoded)).toEqual([]);
  const steps = new Map<unknown, Step>();
  const types = new Set<string>();
  for (const { event } of eventsOf(decoded)) {
    const parsed = parseEvent(event);
    if (!parsed.ok) throw new Error(`${parsed.path} ${parsed.message}`);
    const { id, type, time, transactionId, unattributed } = parsed.event;
    if (transactionId === undefined && unattributed === undefined) continue;
    types.add(type);
    const told = SAID_AS_THEY_ARE.has(type) ? type : "trace.recorded";
    steps.set(id, { visit: transactionId ?? "unattributed", time, type: told });
  }
  return { steps: [...steps.values()], types };
}

function toldByTraces(path: string): Step[] {
  return DEFAULT_SETTINGS.stores.flatMap(({ code, timezone }) => {
    const text = readFileSync(storeTracePath(path, code));
    const decoded = decode(moodleTraceFormat, text, { timezone });
    expect(badOf(decoded)).toEqual([]);
    expect(new Set(decoded.flatMap(noteCodes))).toEqual(new Set());
    return eventsOf(decoded).map(({ event }) => {
      const parsed = parseEvent(event);
      if (!parsed.ok) throw new Error(`${parsed.path} ${parsed.message}`);
      const { type, time, transactionId: visit = "unattributed" } = parsed.event;
      return { visit, time, type };
    });
  });
}

test.each(["none", "all"])(
  "events and traces of a day tell the same story, faults: %s",
  async (faults) => {
    using directory = new TemporaryDirectory();
    const output = directory.join("out");
    await simulate({
      customers: 60,
      seed: 11,
      days: 1,
      rates: parseFaultRates(faults),
      startMs: Date.UTC(2026, 0, 5),
      directory: output,
      replace: false,
    });
    const { steps, types } = toldByEvents(readFileSync(`${output}/${OUTPUT_FILES.events}`));
    const traced = toldByTraces(`${output}/${OUTPUT_FILES.trace}`);
    expect(traced.map(stepText).toSorted()).toEqual(steps.map(stepText).toSorted());
    for (const type of ["payment.requested", "payment.captured", "fulfillment.started"]) {
      expect(types).toContain(type);
    }
    expect(new Set(steps.map(({ visit }) => visit)).size).toBeGreaterThan(40);
  },
);
