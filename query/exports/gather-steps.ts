import { z } from "zod";
import { keyText, type ObjectKey } from "#domain/lifecycles/object-key.ts";
import type { ExportedWorklist } from "../answers/export-answers.ts";
import { objectKeySchema } from "../answers/lifecycle-answers.ts";
import { objectRowSchema, type ObjectRowAnswer } from "../answers/worklist-answers.ts";
import { ObjectEvents } from "../objects/object-events.ts";
import { timelineScope } from "../timeline/timeline-scope.ts";
import { listObjects } from "../worklists/list-objects.ts";
import { exportMoment } from "./export-moment.ts";
import {
  type ExportContext,
  type ExportPlace,
  type ExportStep,
  moved,
  type Piece,
  withReasons,
} from "./export-work.ts";

/** Objects of a worklist that are listed at once. */
const LISTED_AT_ONCE = 1_000;

/** Objects whose records are found before the spool is written: some 50 ms of work. */
const GATHERED_AT_ONCE = 16;

/** Places of one object that are asked of the index at once. */
const PLACES_AT_ONCE = 4_096;

const listedSchema = z.object({ object: objectKeySchema, row: objectRowSchema.nullable() });

/** An object of an export; its row where it comes from a worklist. */
export interface ListedObject {
  readonly ordinal: number;
  readonly object: ObjectKey;
  readonly row: ObjectRowAnswer | null;
}

/** The listed objects after an ordinal. */
export function listedObjects(
  { spool }: Pick<ExportContext, "spool">,
  after: number,
  limit: number,
): ListedObject[] {
  return spool.listed(after, limit).map(({ ordinal, document }) => {
    const { object, row } = listedSchema.parse(document);
    return { ordinal, object, row };
  });
}

/** All pages of a worklist, each as it is while it is asked for; what moved meanwhile is a reason. */
async function* worklistPages(context: ExportContext, what: ExportedWorklist) {
  const { sources, facts, nowMs } = context;
  const { kind: _kind, ...filter } = what;
  const asked = { ...filter, facts, nowMs, order: "stuck" as const, limit: LISTED_AT_ONCE };
  for (let cursor: string | null | undefined; cursor !== null;) {
    const page = await listObjects(sources, { ...asked, ...(cursor !== undefined && { cursor }) });
    cursor = page.nextCursor;
    yield page;
  }
}

/** The list is made at once, anew where it was cut off: a view has no past to go on from. */
async function* listAll(context: ExportContext, from: ExportPlace): AsyncGenerator<Piece> {
  const { spool, request } = context;
  const { what } = request;
  spool.clearListed();
  let place: ExportPlace = { ...from, done: 0 };
  if (what.kind === "object") {
    const object = { type: what.type, id: what.id };
    spool.addListed([{ key: keyText(object), document: { object, row: null } }]);
  }
  if (what.kind !== "worklist") return;
  for await (const { items, coverage } of worklistPages(context, what)) {
    const rows = items.map((row) => {
      return { key: keyText(row.object), document: { object: row.object, row } };
    });
    spool.transaction(() => spool.addListed(rows));
    place = moved(withReasons(place, coverage.reasons), { done: spool.counts().listed });
    yield { text: "", place };
  }
}

/** Keeps where the story of an object stands in the ledger; returns why it is not whole. */
async function gatherPlaces(context: ExportContext, object: ObjectKey): Promise<readonly string[]> {
  const { sources, spool } = context;
  const { range } = exportMoment(context);
  const events = new ObjectEvents(sources, range);
  const { expression, reasons } = timelineScope(object, await events.caseOf(object));
  for (let after = null; ;) {
    const places = await sources.index.search({
      ...range,
      expression,
      order: "oldest",
      limit: PLACES_AT_ONCE,
      ...(after !== null && { after }),
    });
    spool.transaction(() => spool.addPlaces(places));
    const last = places.at(-1);
    if (last === undefined || places.length < PLACES_AT_ONCE)
      return [...reasons, ...events.reasons()];
    after = last;
  }
}

async function* gatherAll(context: ExportContext, from: ExportPlace): AsyncGenerator<Piece> {
  let place: ExportPlace = { ...from, expected: context.spool.counts().listed };
  for (;;) {
    const listed = listedObjects(context, place.ordinal, GATHERED_AT_ONCE);
    const last = listed.at(-1);
    if (last === undefined) return;
    for (const { object } of listed) {
      place = withReasons(place, await gatherPlaces(context, object));
    }
    place = moved(place, { ordinal: last.ordinal, done: place.done + listed.length });
    yield { text: "", place };
  }
}

/** Lists the objects of an export in the spool; nothing for a search. */
export function listingSteps(context: ExportContext): ExportStep[] {
  if (context.request.what.kind === "search") return [];
  return [{ name: "listing", walk: (place) => listAll(context, place) }];
}

/** Lists the objects, and keeps where the records of their timelines stand; nothing for a search. */
export function gatheringSteps(context: ExportContext): ExportStep[] {
  if (context.request.what.kind === "search") return [];
  return [
    ...listingSteps(context),
    { name: "gathering", walk: (place) => gatherAll(context, place) },
  ];
}
