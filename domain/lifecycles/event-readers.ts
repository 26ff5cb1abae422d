import type { LifecycleEvent } from "./lifecycle-event.ts";
import type { Money } from "./lifecycle.ts";

/** A text attribute; null where it is absent, empty or no text. */
export function textOf(event: LifecycleEvent | undefined, name: string): string | null {
  const value = event?.attributes[name];
  return typeof value === "string" && value !== "" ? value : null;
}

/** A finite number; null where it is absent or something else. */
export function numberOf(event: LifecycleEvent | undefined, name: string): number | null {
  const value = event?.attributes[name];
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

/** True or false as stated; null where neither is. */
export function truthOf(event: LifecycleEvent | undefined, name: string): boolean | null {
  const value = event?.attributes[name];
  return typeof value === "boolean" ? value : null;
}

/** RFC 3339; also a date alone, which is the beginning of that day in UTC. */
const INSTANT = /^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d))?$/;

/** Epoch milliseconds of a timestamp; null where it is absent, none, or says no zone: that would be a guess. */
export function instantOf(event: LifecycleEvent | undefined, name: string): number | null {
  const text = textOf(event, name);
  const ms = text !== null && INSTANT.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(ms) ? null : ms;
}

/** The texts of a list attribute, such as `lineItemIds`; empty where it is absent or no list. */
export function listOf(event: LifecycleEvent | undefined, name: string): readonly string[] {
  const value = event?.attributes[name];
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

/** The entries of a list of objects, such as `lines`; empty where it is absent or no list. */
export function entriesOf(
  event: LifecycleEvent | undefined,
  name: string,
): readonly Readonly<Record<string, unknown>>[] {
  const value = event?.attributes[name];
  return Array.isArray(value) ? value.filter(isEntry) : [];
}

function isEntry(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** As of an event's own amount: whatever else a producer wrote cannot be told as money. */
const CURRENCY = /^[A-Z]{3}$/;

/** `{minor, currency}` where a value is that; null where it is not. */
export function moneyIn(value: unknown): Money | null {
  if (!isEntry(value)) return null;
  const { minor, currency } = value;
  if (typeof minor !== "number" || !Number.isSafeInteger(minor)) return null;
  return typeof currency === "string" && CURRENCY.test(currency) ? { minor, currency } : null;
}

/** Minor units of the event's amount; null where it states none, or one in another currency than this. */
export function minorIn({ amount }: LifecycleEvent, currency: string | null): number | null {
  return amount !== null && amount.currency === currency ? amount.minor : null;
}

/** Minor units of the event's amount; 0 where it states none. */
export function minorOf(event: LifecycleEvent | undefined): number {
  return event?.amount?.minor ?? 0;
}

/** ID of the first object of a type in that very role; without one, the object that takes part as itself. */
export function idOf(
  event: LifecycleEvent | undefined,
  type: string,
  role?: string,
): string | null {
  for (const object of event?.objects ?? []) {
    if (object.type === type && object.role === role) return object.id;
  }
  return null;
}

/** IDs of all objects of a type in that very role, each once, as the event lists them. */
export function idsOf(event: LifecycleEvent, type: string, role?: string): readonly string[] {
  const ids = new Set<string>();
  for (const object of event.objects) {
    if (object.type === type && object.role === role) ids.add(object.id);
  }
  return [...ids];
}

/** Of one of these types, in the order in which they stand. */
export function eventsOf(
  events: readonly LifecycleEvent[],
  ...types: readonly string[]
): LifecycleEvent[] {
  return events.filter(({ type }) => types.includes(type));
}

/** The first of one of these types; undefined where none is. */
export function firstOf(
  events: readonly LifecycleEvent[],
  ...types: readonly string[]
): LifecycleEvent | undefined {
  return events.find(({ type }) => types.includes(type));
}

/** References of records, as evidence: each once, in the order given; what is undefined is left out. */
export function evidenceOf(...events: readonly (LifecycleEvent | undefined)[]): readonly string[] {
  const references = new Set<string>();
  for (const event of events) if (event !== undefined) references.add(event.reference);
  return [...references];
}
