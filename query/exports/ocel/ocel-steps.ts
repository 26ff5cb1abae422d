import type { RecordedEvent } from "#domain/events/event.ts";
import { presentEvent } from "#domain/events/present-event.ts";
import { isLifecycleType } from "#domain/lifecycles/object-key.ts";
import type { ExportSpool, SpooledField, SpooledObject } from "#storage/exports/export-spool.ts";
import {
  type ExportContext,
  type ExportPlace,
  type ExportStep,
  moved,
  type Piece,
  withReasons,
} from "../export-work.ts";
import { gatheringSteps } from "../gather-steps.ts";
import { LIVES_AT_ONCE, readLives } from "../read-lives.ts";
import { recordStep } from "../record-steps.ts";
import { describeObject } from "./describe-object.ts";
import { foreignIdIn, ocelEvent } from "./ocel-event.ts";

/** Objects written at once; they are read from the spool. */
const OBJECTS_WRITTEN_MAX = 1_024;

/** Objects have one space of names in OCEL, whatever their types. */
function ocelId({ type, id }: SpooledObject): string {
  return `${type}:${id}`;
}

/** Keeps of the events what must be known before the first is written: types, fields, objects. */
function noteEvents(spool: ExportSpool, records: readonly RecordedEvent[]): void {
  spool.transaction(() => {
    for (const record of records) {
      const presented = presentEvent(record);
      const { type, attributes, objects } = ocelEvent(presented);
      spool.noteFields([
        // A type without fields is declared too.
        { owner: "event", type, name: "recordedAt", kind: "time" },
        ...attributes.map(({ name, kind }) => ({ owner: "event" as const, type, name, kind })),
      ]);
      spool.addObjects(objects);
      const order = foreignIdIn(presented);
      if (order !== null) spool.addAlias("order", order.foreignId, order.number);
    }
  });
}

/** Keeps what the lives of objects tell; returns why some are not whole. */
async function describe(
  context: ExportContext,
  objects: readonly SpooledObject[],
): Promise<readonly string[]> {
  const { spool } = context;
  const keys = objects.flatMap(({ type, id }) => (isLifecycleType(type) ? [{ type, id }] : []));
  const { lives, reasons } = await readLives(context, keys);
  spool.transaction(() => {
    for (const [place, lifecycle] of lives.entries()) {
      const asked = keys[place];
      if (lifecycle === null || asked === undefined) continue;
      const { fields, values, relations } = describeObject(lifecycle);
      const { object } = lifecycle;
      spool.addObjects([object]);
      spool.addAlias(asked.type, asked.id, object.id);
      spool.noteFields(fields);
      spool.addValues(object, values);
      spool.addRelations(object, relations);
    }
  });
  return reasons;
}

async function* describeObjects(context: ExportContext, from: ExportPlace): AsyncGenerator<Piece> {
  const { spool } = context;
  let place = moved(from, { expected: spool.counts().objects });
  for (;;) {
    const objects = spool.objects(place.object, LIVES_AT_ONCE, { aliases: true });
    const last = objects.at(-1);
    if (last === undefined) return;
    // Under its other ID it is described as well.
    const own = objects.filter((object) => spool.idOf(object) === object.id);
    const reasons = await describe(context, own);
    const done = place.done + own.length;
    place = moved(withReasons(place, reasons), { object: last, done });
    yield { text: "", place };
  }
}

function typeDeclarations(fields: readonly SpooledField[], names: Iterable<string>): unknown[] {
  const byType = Map.groupBy(fields, ({ type }) => type);
  return [...new Set([...names, ...byType.keys()])].sort().map((name) => ({
    name,
    attributes: (byType.get(name) ?? []).map(({ name: field, kind }) => {
      return { name: field, type: kind };
    }),
  }));
}

/** The types of all objects; they are few, and the spool lists objects by type. */
function objectTypes(spool: ExportSpool): string[] {
  const types: string[] = [];
  // After every ID of the type: no ID holds this character alone.
  for (let after: SpooledObject | null = null; ;) {
    const [next] = spool.objects(after, 1);
    if (next === undefined) return types;
    types.push(next.type);
    after = { type: next.type, id: "\u{10FFFF}" };
  }
}

function head(spool: ExportSpool): string {
  const objects = typeDeclarations(spool.fields("object"), objectTypes(spool));
  const events = typeDeclarations(spool.fields("event"), []);
  return `{"objectTypes":${JSON.stringify(objects)},\n"eventTypes":${JSON.stringify(events)},\n"objects":[`;
}

function objectJson(spool: ExportSpool, object: SpooledObject): string {
  return JSON.stringify({
    id: ocelId(object),
    type: object.type,
    attributes: spool.values(object),
    relationships: spool.relations(object).map(({ to, qualifier }) => {
      return { objectId: ocelId(to), qualifier };
    }),
  });
}

async function* writeObjects(context: ExportContext, from: ExportPlace): AsyncGenerator<Piece> {
  const { spool } = context;
  let place: ExportPlace = { ...from, expected: spool.counts().objects };
  for (;;) {
    const objects = spool.objects(place.object, OBJECTS_WRITTEN_MAX);
    const last = objects.at(-1);
    if (last === undefined) return;
    const text = listPart(
      objects.map((object) => objectJson(spool, object)),
      place.done === 0,
    );
    const done = place.done + objects.length;
    place = moved(place, { object: last, done, objects: place.objects + objects.length });
    yield { text, place };
  }
}

/** Elements of a JSON array that is written in parts. */
function listPart(elements: readonly string[], isFirst: boolean): string {
  return elements
    .map((element, index) => `${isFirst && index === 0 ? "" : ","}\n${element}`)
    .join("");
}

function eventJson(spool: ExportSpool, record: RecordedEvent): string {
  const { id, type, time, attributes, objects } = ocelEvent(presentEvent(record));
  const relationships = new Map<string, { objectId: string; qualifier: string }>();
  for (const { qualifier, ...object } of objects) {
    const objectId = ocelId({ type: object.type, id: spool.idOf(object) });
    relationships.set(`${objectId} ${qualifier}`, { objectId, qualifier });
  }
  return JSON.stringify({
    id,
    type,
    time,
    attributes: attributes.map(({ name, value }) => ({ name, value })),
    relationships: [...relationships.values()],
  });
}

/**
 * An object-centric event log after OCEL 2.0, as JSON (https://www.ocel-standard.org): every event with the
 * objects it names, every object with its state as it changes and its links. Records are read twice: types
 * and objects stand before the events that name them.
 */
export function ocelSteps(context: ExportContext): ExportStep[] {
  const { spool } = context;
  return [
    ...gatheringSteps(context),
    recordStep(context, "noting", {
      isWritten: false,
      text: (records) => {
        noteEvents(spool, records);
        return "";
      },
    }),
    { name: "describing", walk: (place) => describeObjects(context, place) },
    { name: "types", write: () => head(spool) },
    { name: "objects", walk: (place) => writeObjects(context, place) },
    { name: "between", write: () => `],\n"events":[` },
    recordStep(context, "writing", {
      isWritten: true,
      text: (records, isFirst) =>
        listPart(
          records.map((record) => eventJson(spool, record)),
          isFirst,
        ),
    }),
    { name: "closing", write: () => "]}\n" },
  ];
}
