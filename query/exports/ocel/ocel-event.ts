import { EVENT_TIME_PATTERN } from "#domain/events/event.ts";
import type { PresentedEvent } from "#domain/events/present-event.ts";
import type { FieldKind, SpooledObject } from "#storage/exports/export-spool.ts";

/** Role of an order's second ID: the same object under another name. */
export const FOREIGN_ID_ROLE = "foreignId";

/** A value as OCEL's JSON has it: always text, its kind declared with the type. */
export interface OcelAttribute {
  readonly name: string;
  readonly kind: FieldKind;
  readonly value: string;
}

export interface NamedObject extends SpooledObject {
  /** What the object is to the event: its role, or its type where it takes part as itself. */
  readonly qualifier: string;
}

/** A record as an object-centric event, its objects as it names them. */
export interface OcelEvent {
  readonly id: string;
  readonly type: string;
  readonly time: string;
  readonly attributes: readonly OcelAttribute[];
  readonly objects: readonly NamedObject[];
}

function kindOf(value: unknown): FieldKind {
  if (typeof value === "boolean") return "boolean";
  if (typeof value === "number") return Number.isSafeInteger(value) ? "integer" : "float";
  return typeof value === "string" && EVENT_TIME_PATTERN.test(value) ? "time" : "string";
}

function attribute(name: string, value: unknown): OcelAttribute[] {
  if (value === undefined || value === null) return [];
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return [{ name, kind: kindOf(value), value: text }];
}

function statedAttributes(event: PresentedEvent): OcelAttribute[] {
  const { actor, amount, source } = event;
  return [
    ...attribute("recordedAt", event.recordedAt),
    ...attribute("source", source.name),
    ...attribute("outcome", event.outcome),
    ...attribute("reason", event.reason),
    ...attribute("message", event.message),
    ...attribute("level", event.level),
    ...attribute("actor", actor && `${actor.type}:${actor.id}`),
    ...attribute("amountMinor", amount?.minor),
    ...attribute("amountCurrency", amount?.currency),
  ];
}

/** The producer's own attributes; where a name is taken by ours, `attributes.` stands in front. */
function ownAttributes(event: PresentedEvent, taken: ReadonlySet<string>): OcelAttribute[] {
  return Object.entries(event.attributes).flatMap(([name, value]) =>
    attribute(taken.has(name) ? `attributes.${name}` : name, value),
  );
}

const STATED_NAMES: ReadonlySet<string> = new Set([
  "recordedAt",
  "source",
  "outcome",
  "reason",
  "message",
  "level",
  "actor",
  "amountMinor",
  "amountCurrency",
]);

/** Readers leave out events of no object, such as heartbeats: they are of the source that tells them. */
function recorder({ name }: PresentedEvent["source"]): NamedObject {
  return { type: "source", id: name, qualifier: "recordedBy" };
}

function objectsOf({ objects, transactionId, source }: PresentedEvent): NamedObject[] {
  const named = objects.map(({ type, id, role }) => {
    return { type, id, qualifier: role === undefined || role === FOREIGN_ID_ROLE ? type : role };
  });
  const type = "transaction";
  if (transactionId === undefined) return named.length > 0 ? named : [recorder(source)];
  const isNamed = named.some((object) => object.type === type && object.id === transactionId);
  return isNamed ? named : [...named, { type, id: transactionId, qualifier: type }];
}

/** Protected values are masked already in what is given. */
export function ocelEvent(event: PresentedEvent): OcelEvent {
  return {
    id: event.reference,
    type: event.type,
    time: event.time,
    attributes: [...statedAttributes(event), ...ownAttributes(event, STATED_NAMES)],
    objects: objectsOf(event),
  };
}

/** The other ID of an order that an event names by both. */
export function foreignIdIn({
  objects,
}: PresentedEvent): { readonly number: string; readonly foreignId: string } | null {
  const orders = objects.filter(({ type }) => type === "order");
  const number = orders.find(({ role }) => role === undefined)?.id;
  const foreignId = orders.find(({ role }) => role === FOREIGN_ID_ROLE)?.id;
  return number === undefined || foreignId === undefined ? null : { number, foreignId };
}
