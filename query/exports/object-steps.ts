import {
  type ExportContext,
  type ExportPlace,
  type ExportStep,
  moved,
  type Piece,
} from "./export-work.ts";
import { type ListedObject, listedObjects } from "./gather-steps.ts";

export interface ObjectUse {
  readonly name: string;
  /** Objects of one piece. */
  readonly atOnce: number;
  /** `isFirst` of the first piece of the step. */
  readonly text: (listed: readonly ListedObject[], isFirst: boolean) => Promise<string> | string;
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
    const text = await use.text(listed, place.done === 0);
    place = moved(place, {
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
