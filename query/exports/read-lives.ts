import type { Lifecycle } from "#domain/lifecycles/lifecycle.ts";
import type { ObjectKey } from "#domain/lifecycles/object-key.ts";
import { reconstruct } from "#domain/lifecycles/reconstruct.ts";
import { ObjectEvents } from "../objects/object-events.ts";
import { exportMoment } from "./export-moment.ts";
import type { ExportContext } from "./export-work.ts";

/** Objects whose lives are rebuilt together: one question to the index, some 50 ms of work. */
export const LIVES_AT_ONCE = 64;

export interface ReadLives {
  /** In the order in which they were asked for; null where no record names an object. */
  readonly lives: readonly (Lifecycle | null)[];
  /** Why some are not whole. */
  readonly reasons: readonly string[];
}

/** The lives of at most `LIVES_AT_ONCE` objects, rebuilt from their records at the moment of the export. */
export async function readLives(
  context: ExportContext,
  objects: readonly ObjectKey[],
): Promise<ReadLives> {
  const { sources } = context;
  const { range, atMs } = exportMoment(context);
  const events = new ObjectEvents(sources, range);
  const cases = await events.casesOf(objects);
  const reasons = events.reasons();
  // What is too much together may be whole for each alone.
  if (reasons.length > 0 && objects.length > 1) return await readOneByOne(context, objects);
  const judged = { atMs, deadlines: sources.deadlines };
  return { lives: cases.map((whole) => whole && reconstruct(whole, judged)), reasons };
}

async function readOneByOne(
  context: ExportContext,
  objects: readonly ObjectKey[],
): Promise<ReadLives> {
  const lives: (Lifecycle | null)[] = [];
  const reasons = new Set<string>();
  for (const object of objects) {
    const one = await readLives(context, [object]);
    lives.push(...one.lives);
    for (const reason of one.reasons) reasons.add(reason);
  }
  return { lives, reasons: [...reasons] };
}
