/**
 * The port of a spool: what an export gathers before it can write, kept on disk, since it may be more than
 * memory takes. Everything is a set: adding again what is there changes nothing, so that work which was cut
 * off may be repeated. Adapter: `sqlite/export-spool.ts`.
 */

export interface SpooledPlace {
  readonly timeMs: number;
  readonly ledger: string;
  readonly seq: number;
}

export interface SpooledObject {
  readonly type: string;
  readonly id: string;
}

/** What kind of values a field holds; `string` takes all of them. */
export const FIELD_KINDS = ["string", "time", "integer", "float", "boolean"] as const;
export type FieldKind = (typeof FIELD_KINDS)[number];

export interface SpooledField {
  readonly owner: "event" | "object";
  /** Of the event or object. */
  readonly type: string;
  readonly name: string;
  readonly kind: FieldKind;
}

/** A value of an object from a time on. */
export interface SpooledValue {
  readonly name: string;
  /** RFC 3339. */
  readonly time: string;
  readonly value: string;
}

export interface SpooledRelation {
  readonly to: SpooledObject;
  readonly qualifier: string;
}

export interface SpoolCounts {
  readonly listed: number;
  readonly places: number;
  readonly objects: number;
}

export interface ExportSpool {
  /** All of it or nothing is kept. */
  transaction(work: () => void): void;

  /** Documents in the order in which they were added; the first of a key stays. */
  addListed(entries: readonly { readonly key: string; readonly document: unknown }[]): void;
  clearListed(): void;
  /** After an ordinal (0 before the first), ascending. */
  listed(after: number, limit: number): { readonly ordinal: number; readonly document: unknown }[];

  addPlaces(places: readonly SpooledPlace[]): void;
  /** In the total order (time, ledger, seq), after a place. */
  places(after: SpooledPlace | null, limit: number): SpooledPlace[];

  addObjects(objects: readonly SpooledObject[]): void;
  /** `alias` is another ID of the object `id` of that type; the first word on it stays. */
  addAlias(type: string, alias: string, id: string): void;
  /** The ID under which an object stands; its own where it is nobody's alias. */
  idOf(object: SpooledObject): string;
  /** By type and ID ascending, after one; with `aliases` also those that are others' aliases. */
  objects(
    after: SpooledObject | null,
    limit: number,
    options?: { readonly aliases: boolean },
  ): SpooledObject[];

  /** A field of two kinds holds floats where both are numbers, else text. */
  noteFields(fields: readonly SpooledField[]): void;
  /** By type, then name, ascending. */
  fields(owner: SpooledField["owner"]): SpooledField[];

  addValues(object: SpooledObject, values: readonly SpooledValue[]): void;
  /** By time, then name, ascending. */
  values(object: SpooledObject): SpooledValue[];
  addRelations(object: SpooledObject, relations: readonly SpooledRelation[]): void;
  /** To objects that were added, aliases resolved, never to itself; ascending. */
  relations(object: SpooledObject): SpooledRelation[];

  counts(): SpoolCounts;
  /** Makes everything added durable; nothing where nothing was. */
  sync(): void;
  close(): void;
}
