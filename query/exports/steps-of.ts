import { masked, presentEvent } from "#domain/events/present-event.ts";
import type { ExportContext, ExportStep } from "./export-work.ts";
import { csvHead, csvRows } from "./formats/csv-rows.ts";
import { EVENT_CSV_COLUMNS } from "./formats/event-columns.ts";
import { eventLines } from "./formats/event-lines.ts";
import { OBJECT_CSV_COLUMNS } from "./formats/object-columns.ts";
import { gatheringSteps, type ListedObject, listingSteps } from "./gather-steps.ts";
import { htmlSteps } from "./html/html-steps.ts";
import { objectStep, type WrittenObjects } from "./object-steps.ts";
import { ocelSteps } from "./ocel/ocel-steps.ts";
import { LIVES_AT_ONCE, readLives } from "./read-lives.ts";
import { recordStep } from "./record-steps.ts";

/** Rows of a worklist for one piece; they come from the spool as they are. */
const ROWS_AT_ONCE = 1_000;

const WRITING = "writing";

/** One line each: the life of an object, rebuilt from its records. */
async function lifeLines(
  context: ExportContext,
  listed: readonly ListedObject[],
): Promise<WrittenObjects> {
  const objects = listed.map(({ object }) => object);
  const { lives, reasons } = await readLives(context, objects);
  const lines = lives.map((life, place) => {
    return `${JSON.stringify(life === null ? { object: objects[place] } : masked(life))}\n`;
  });
  return { text: lines.join(""), reasons };
}

function ndjsonSteps(context: ExportContext): ExportStep[] {
  if (context.request.what.kind === "worklist") {
    return [
      ...listingSteps(context),
      objectStep(context, {
        name: WRITING,
        atOnce: LIVES_AT_ONCE,
        write: (listed) => lifeLines(context, listed),
      }),
    ];
  }
  return [
    ...gatheringSteps(context),
    recordStep(context, WRITING, { isWritten: true, text: eventLines }),
  ];
}

function csvSteps(context: ExportContext): ExportStep[] {
  if (context.request.what.kind === "worklist") {
    return [
      ...listingSteps(context),
      { name: "head", write: () => csvHead(OBJECT_CSV_COLUMNS) },
      objectStep(context, {
        name: WRITING,
        atOnce: ROWS_AT_ONCE,
        write: (listed) => {
          const rows = listed.flatMap(({ row }) => row ?? []);
          return { text: csvRows(OBJECT_CSV_COLUMNS, rows) };
        },
      }),
    ];
  }
  return [
    ...gatheringSteps(context),
    { name: "head", write: () => csvHead(EVENT_CSV_COLUMNS) },
    recordStep(context, WRITING, {
      isWritten: true,
      text: (records) => csvRows(EVENT_CSV_COLUMNS, records.map(presentEvent)),
    }),
  ];
}

/** The steps that make the file of an export; the same whenever they are asked for. */
export function stepsOf(context: ExportContext): readonly ExportStep[] {
  const { format } = context.request;
  if (format === "ndjson") return ndjsonSteps(context);
  if (format === "csv") return csvSteps(context);
  return format === "html" ? htmlSteps(context) : ocelSteps(context);
}
