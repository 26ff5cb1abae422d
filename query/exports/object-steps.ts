import {
  type ExportContext,
  type ExportPlace,
  type ExportStep,
  moved,
  type Piece,
  withReasons,
} from "./export-work.ts";
import { type ListedObject, listedObjects } from "./gather-steps.ts";

export interface ObjectUse {
  readonly name: string;
  /** Objects of one piece. */
  readonly atOnce: number;
  readonly write: (listed: readonly ListedObject[]) => Promise<WrittenObjects> | WrittenObjects;
}

export interface WrittenObjects {
  readonly text: string;
  /** Why some are not whole. */
  readonly reasons?: readonly string[];
}

async function* walkObjects(
  context: ExportContext,
  from: ExportPlace,
  use: ObjectUse,
): AsyncGenerator<Piece> {
  let place: ExportPlace = { ...from, expected: context.spool.counts().listed };
  for (;;) {
    const listed = listedObjects(context, place.ordinal, use.atOnce);
    const last = listed.at(-1);
    if (last === undefined) return;
    const { text, reasons = [] } = await use.write(listed);
    place = moved(withReasons(place, reasons), {
      ordinal: last.ordinal,
      done: place.done + listed.length,
      objects: place.objects + listed.length,
    });
    yield { text, place };
  }
}

/** A step over every listed object of the export, in the order of the list. */
export function objectStep(context: ExportContext, use: ObjectUse): ExportStep {
  return { name: use.name, walk: (place) => walkObjects(context, place, use) };
}
