import { z } from "zod";
import type { ExportSpool } from "#storage/exports/export-spool.ts";
import type { CoverageFacts } from "../answers/coverage.ts";
import type { ExportRequest } from "../answers/export-answers.ts";
import type { QuerySources } from "../query-sources.ts";

/** Reasons kept of one export; more would say the same. */
const REASONS_MAX = 20;

const count = z.number().int().nonnegative();

/** Where an export is: enough to go on from there. */
export const exportPlaceSchema = z.object({
  step: z.string(),
  /** The last record that was worked on in this step. */
  position: z.object({ timeMs: z.number(), ledger: z.string(), seq: count }).nullable(),
  /** The last object. */
  object: z.object({ type: z.string(), id: z.string() }).nullable(),
  /** The last entry of a list. */
  ordinal: count,
  /** Within the entry after it: the page of its timeline that comes next. */
  cursor: z.string().nullable(),
  /** Of this step, for people who wait. */
  done: count,
  expected: count.nullable(),
  /** Written, over all steps. */
  records: count,
  objects: count,
  /** Records that the index knows and the ledger has no more. */
  missing: count,
  /** What the export lacks beyond that, one sentence each. */
  reasons: z.array(z.string()).max(REASONS_MAX),
});
export type ExportPlace = Readonly<z.infer<typeof exportPlaceSchema>>;

/** What an export is made of; the same for all of its parts, and after a crash. */
export interface ExportContext {
  readonly sources: QuerySources;
  readonly request: ExportRequest;
  readonly facts: CoverageFacts;
  /** The moment it was asked for. */
  readonly nowMs: number;
  /** Last position of each ledger that it looks at. */
  readonly positions: Readonly<Record<string, number>>;
  /** Who made it, for what is printed. */
  readonly version: string;
  readonly spool: ExportSpool;
}

/** A part of the file, and where the work is once it is written. */
export interface Piece {
  readonly text: string;
  readonly place: ExportPlace;
}

/** A step of the work: one text, or as many pieces as there are records. Each may be begun anew from a place. */
export type ExportStep =
  | { readonly name: string; readonly write: (place: ExportPlace) => Promise<string> | string }
  | { readonly name: string; readonly walk: (place: ExportPlace) => AsyncIterable<Piece> };

const END = "end";

function stepPlace(step: string, before: ExportPlace | null): ExportPlace {
  const { records = 0, objects = 0, missing = 0, reasons = [] } = before ?? {};
  return {
    step,
    position: null,
    object: null,
    ordinal: 0,
    cursor: null,
    done: 0,
    expected: null,
    records,
    objects,
    missing,
    reasons,
  };
}

/** The place further on. */
export function moved(place: ExportPlace, changes: Partial<ExportPlace>): ExportPlace {
  return { ...place, ...changes };
}

/** The place with one more reason, unless it has it already. */
export function withReasons(place: ExportPlace, reasons: readonly string[]): ExportPlace {
  const all = [...new Set([...place.reasons, ...reasons])];
  return { ...place, reasons: all.slice(0, REASONS_MAX) };
}

/** Runs the steps from a place on, from the first one without one. Pieces come one by one, as they are asked for. */
export async function* runSteps(
  steps: readonly ExportStep[],
  place: ExportPlace | null,
): AsyncGenerator<Piece> {
  let at = place ?? stepPlace(steps[0]?.name ?? END, null);
  const names = [...steps.map(({ name }) => name), END];
  for (let index = names.indexOf(at.step); index < steps.length; index += 1) {
    const step = steps[index];
    if (step === undefined) return;
    const next = names[index + 1] ?? END;
    if ("write" in step) {
      const text = await step.write(at);
      at = stepPlace(next, at);
      yield { text, place: at };
      continue;
    }
    for await (const piece of step.walk(at)) {
      at = piece.place;
      yield piece;
    }
    at = stepPlace(next, at);
    yield { text: "", place: at };
  }
}
