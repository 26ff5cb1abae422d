import type { TimelineEntry } from "#query/answers/object-answers.ts";

/** A timeline entry with what a test is about; the rest is plain. */
export function entry(
  given: Partial<TimelineEntry> & { time: string; seq: number },
): TimelineEntry {
  return {
    reference: `main:${given.seq}`,
    ledger: "main",
    recordedAt: given.time,
    id: `main:${given.seq}`,
    type: "trace.recorded",
    objects: [],
    attributes: {},
    source: { name: "shop" },
    parseNotes: [],
    schemaVersion: 1,
    waitMs: null,
    undeterminedOrder: false,
    ...given,
  };
}
