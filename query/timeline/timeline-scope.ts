import type { Case } from "#domain/lifecycles/case.ts";
import { linkedIds } from "#domain/lifecycles/linked-objects.ts";
import { MODELS } from "#domain/lifecycles/lifecycle-models.ts";
import { keyText, type ObjectKey } from "#domain/lifecycles/object-key.ts";
import { objectToken } from "#domain/tokens/event-tokens.ts";
import { foldKey } from "#domain/tokens/words.ts";
import type { IndexExpression, IndexRange } from "#storage/index/event-index.ts";
import { counted } from "../coverage.ts";
import { anyOf, type ObjectEvents, objectExpression } from "../objects/object-events.ts";
import type { QuerySources } from "../query-sources.ts";

/** Linked objects whose records are told along; adapters look up 2,000 terms. */
const TOLD_OBJECTS_MAX = 500;

/** A linked object whose records belong to the story. */
export interface ToldObject {
  readonly type: string;
  readonly id: string;
  /** As the model calls the link. */
  readonly relation: string;
}

/** Whose story a timeline is, and which records belong to it. */
export interface TimelineScope {
  readonly object: ObjectKey;
  readonly expression: IndexExpression;
  /** By `keyText`. */
  readonly told: ReadonlyMap<string, ToldObject>;
  readonly reasons: readonly string[];
  /** It is the object itself, under any of its IDs. */
  readonly isItself: (type: string, id: string) => boolean;
}

/** Where a timeline is read from. */
export interface TimelineSources {
  readonly sources: QuerySources;
  readonly events: ObjectEvents;
  readonly scope: TimelineScope;
  readonly range: IndexRange;
}

/** Linked objects that the model tells along, in the order in which they come up. */
function toldObjects(whole: Case): Map<string, ToldObject> {
  const told = new Map<string, ToldObject>();
  const ids = new Set(whole.ids);
  const { type } = whole.object;
  for (const link of MODELS[type].links) {
    if (link.isTold !== true) continue;
    for (const event of whole.events) {
      for (const id of linkedIds(event, type, ids, link)) {
        const object = { type: link.type, id, relation: link.relation };
        if (!told.has(keyText(object))) told.set(keyText(object), object);
      }
    }
  }
  return told;
}

/**
 * The story of an object: the records that name it and those of the objects its model tells along. That of a
 * transaction is what carries its ID. Without a case nothing is told along.
 */
export function timelineScope(key: ObjectKey, whole: Case | null): TimelineScope {
  const object = whole?.object ?? key;
  const ids = whole?.ids ?? [key.id];
  const all = whole === null || key.type === "transaction" ? new Map() : toldObjects(whole);
  const told = new Map([...all].slice(0, TOLD_OBJECTS_MAX));
  const folded = new Set(ids.map(foldKey));
  const operands: IndexExpression[] = [
    ...ids.map((id) => objectExpression({ type: object.type, id })),
    ...[...told.values()].map(({ type, id }): IndexExpression => {
      return { kind: "token", token: objectToken(type, id) };
    }),
  ];
  return {
    object,
    expression: anyOf(operands),
    told,
    reasons:
      all.size > TOLD_OBJECTS_MAX
        ? [`Of ${counted(all.size, "linked object")} the first ${TOLD_OBJECTS_MAX} are told along.`]
        : [],
    isItself: (type, id) => type === object.type && folded.has(foldKey(id)),
  };
}
