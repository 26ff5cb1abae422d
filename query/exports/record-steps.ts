import type { RecordedEvent } from "#domain/events/event.ts";
import type { IndexPosition } from "#storage/index/event-index.ts";
import { type ExportContext, type ExportPlace, type ExportStep, moved } from "./export-work.ts";
import {
  countMatches,
  openExportSearch,
  readMatches,
  readSpooled,
  type RecordPage,
} from "./read-matches.ts";

/** What becomes of the records of one page. */
export interface RecordUse {
  /** `isFirst` of the first page of the step that holds records. */
  readonly text: (records: readonly RecordedEvent[], isFirst: boolean) => string;
  /** They stand in the file then, and are counted; where a step reads them for another purpose, they are not. */
  readonly isWritten: boolean;
}

async function* pagesOf(
  context: ExportContext,
  after: IndexPosition | null,
): AsyncGenerator<RecordPage> {
  const { what } = context.request;
  if (what.kind !== "search") yield* readSpooled(context, after);
  else yield* readMatches(context.sources, await openExportSearch(context, what), after);
}

async function expectedRecords(context: ExportContext): Promise<number | null> {
  const { what } = context.request;
  if (what.kind !== "search") return context.spool.counts().places;
  return await countMatches(context.sources, await openExportSearch(context, what));
}

async function* walkRecords(context: ExportContext, from: ExportPlace, use: RecordUse) {
  const expected = from.expected ?? (await expectedRecords(context));
  let place: ExportPlace = { ...from, expected };
  for await (const { records, position, missing } of pagesOf(context, from.position)) {
    const text = use.text(records, place.done === 0);
    place = moved(place, {
      position: position === null ? null : placeOf(position),
      done: place.done + records.length,
      records: place.records + (use.isWritten ? records.length : 0),
      missing: place.missing + (use.isWritten ? missing : 0),
    });
    yield { text, place };
  }
}

function placeOf({ timeMs, ledger, seq }: IndexPosition): IndexPosition {
  return { timeMs, ledger, seq };
}

/** A step over every record of the export: those the search finds, or those whose places were spooled. */
export function recordStep(context: ExportContext, name: string, use: RecordUse): ExportStep {
  return { name, walk: (place) => walkRecords(context, place, use) };
}
