/** An event as it stands in `events.ndjson`: what an outsider knows of its form. */
export interface ToldEvent {
  readonly id: string;
  readonly time: string;
  readonly type: string;
  readonly transactionId?: string;
  readonly objects?: readonly ToldObject[];
  readonly amount?: { readonly minor: number; readonly currency: string };
  readonly attributes?: Readonly<Record<string, unknown>>;
  readonly reason?: string;
}

export interface ToldObject {
  readonly type: string;
  readonly id: string;
  readonly role?: string;
}

/** Every event once, in the order of time; within a millisecond as its source counted them. */
export class ToldEvents {
  readonly all: readonly ToldEvent[];
  readonly #byObject = new Map<string, ToldEvent[]>();

  constructor(ndjson: string) {
    const byId = new Map<string, ToldEvent>();
    for (const line of ndjson.split("\n")) {
      if (line === "") continue;
      const event = JSON.parse(line) as ToldEvent;
      byId.set(event.id, event);
    }
    this.all = [...byId.values()].sort(byTime);
    for (const event of this.all) {
      const own = new Set(
        (event.objects ?? []).map(({ type, id, role }) => `${role ?? ""} ${type} ${id}`),
      );
      for (const key of own) {
        const known = this.#byObject.get(key);
        if (known === undefined) this.#byObject.set(key, [event]);
        else known.push(event);
      }
    }
  }

  /** Events that are about the object, as itself and not in a role. */
  of(type: string, id: string): readonly ToldEvent[] {
    return this.#byObject.get(` ${type} ${id}`) ?? [];
  }

  /** IDs of the objects of a type, in the order in which they first appear. */
  ids(type: string): string[] {
    return [...this.#byObject.keys()]
      .filter((key) => key.startsWith(` ${type} `))
      .map((key) => key.slice(type.length + 2));
  }
}

function byTime(one: ToldEvent, other: ToldEvent): number {
  if (one.time !== other.time) return one.time < other.time ? -1 : 1;
  const [oneSource, oneNumber] = countOf(one.id);
  const [otherSource, otherNumber] = countOf(other.id);
  if (oneSource !== otherSource) return oneSource < otherSource ? 1 : -1;
  return oneNumber - otherNumber;
}

/** `web-FN44L9PI-16`: the outbox, and the how many-th event of it. */
function countOf(id: string): [string, number] {
  const cut = id.lastIndexOf("-");
  return [id.slice(0, cut), Number(id.slice(cut + 1))];
}

export function ofType(events: readonly ToldEvent[], ...types: readonly string[]): ToldEvent[] {
  return events.filter(({ type }) => types.includes(type));
}

/** The object of a type that takes part as itself. */
export function idOf({ objects = [] }: ToldEvent, type: string, role?: string): string | null {
  return objects.find((object) => object.type === type && object.role === role)?.id ?? null;
}

export function text(event: ToldEvent | undefined, name: string): string | null {
  const value = event?.attributes?.[name];
  return typeof value === "string" ? value : null;
}

export function texts(event: ToldEvent, name: string): string[] {
  const value = event.attributes?.[name];
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

export function minorOf({ amount }: ToldEvent): number {
  return amount?.minor ?? 0;
}

export function sumMinor(events: readonly ToldEvent[]): number {
  return events.reduce((sum, event) => sum + minorOf(event), 0);
}

export function timeMs({ time }: ToldEvent): number {
  return Date.parse(time);
}
