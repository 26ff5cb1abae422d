import { masked, presentEvent } from "#domain/events/present-event.ts";
import { readLifecycle } from "../objects/read-lifecycle.ts";
import { exportMoment } from "./export-moment.ts";
import type { ExportContext, ExportStep } from "./export-work.ts";
import { csvHead, csvRows } from "./formats/csv-rows.ts";
import { EVENT_CSV_COLUMNS } from "./formats/event-columns.ts";
import { eventLines } from "./formats/event-lines.ts";
import { OBJECT_CSV_COLUMNS } from "./formats/object-columns.ts";
import { gatheringSteps, type ListedObject, listingSteps } from "./gather-steps.ts";
import { htmlSteps } from "./html/html-steps.ts";
import { objectStep } from "./object-steps.ts";
import { ocelSteps } from "./ocel/ocel-steps.ts";
import { recordStep } from "./record-steps.ts";

/** Objects whose lives are rebuilt for one piece: some 50 ms of work. */
const LIVES_AT_ONCE = 16;

/** Rows of a worklist for one piece; they come from the spool as they are. */
const ROWS_AT_ONCE = 1_000;

const WRITING = "writing";

/** One line each: the life of an object, rebuilt from its records. */
async function lifeLines(context: ExportContext, listed: readonly ListedObject[]): Promise<string> {
  const moment = exportMoment(context);
  const lines: string[] = [];
  for (const { object } of listed) {
    const lifecycle = await readLifecycle(context.sources, object, moment);
    lines.push(`${JSON.stringify(lifecycle === null ? { object } : masked(lifecycle))}\n`);
  }
  return lines.join("");
}

function ndjsonSteps(context: ExportContext): ExportStep[] {
  if (context.request.what.kind === "worklist") {
    const text = (listed: readonly ListedObject[]): Promise<string> => lifeLines(context, listed);
    return [
      ...listingSteps(context),
      objectStep(context, { name: WRITING, atOnce: LIVES_AT_ONCE, text }),
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
        text: (listed) =>
          csvRows(
            OBJECT_CSV_COLUMNS,
            listed.flatMap(({ row }) => row ?? []),
          ),
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
