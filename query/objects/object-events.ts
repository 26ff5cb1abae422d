import { TracewellError } from "#domain/errors.ts";
import type { RecordedEvent } from "#domain/events/event.ts";
import { type Case, CASE_EVENTS_MAX } from "#domain/lifecycles/case.ts";
import { gatherCase } from "#domain/lifecycles/gather-case.ts";
import { type LifecycleEvent, lifecycleEvent } from "#domain/lifecycles/lifecycle-event.ts";
import { namedObjects } from "#domain/lifecycles/named-objects.ts";
import { keyText, type ObjectKey } from "#domain/lifecycles/object-key.ts";
import { objectToken, transactionToken } from "#domain/tokens/event-tokens.ts";
import type { IndexExpression, IndexHit, IndexRange } from "#storage/index/event-index.ts";
import { counted } from "../coverage.ts";
import type { QuerySources } from "../query-sources.ts";
import { readRecords, type ReadRecords, type RecordPlace } from "../reading/read-records.ts";
import { TimeBox } from "../reading/time-box.ts";

/** Objects looked up for one request: an order leaves some ten, a card that is used for years thousands. */
const OBJECTS_READ_MAX = 2_000;

/** Records read for one request: three of the fullest cases, about a second of work. */
const REQUEST_RECORDS_MAX = 3 * CASE_EVENTS_MAX;

/** Objects looked up with one question, between two looks at the clock: some milliseconds of work. */
const SLICE_OBJECTS = 64;

/** Where an event of an object is found. A transaction is named by the events' own field too. */
export function objectExpression({ type, id }: ObjectKey): IndexExpression {
  const named: IndexExpression = { kind: "token", token: objectToken(type, id) };
  if (type !== "transaction") return named;
  return { kind: "or", operands: [{ kind: "token", token: transactionToken(id) }, named] };
}

/** What any of these finds. */
export function anyOf(operands: readonly IndexExpression[]): IndexExpression {
  const [only] = operands;
  return only !== undefined && operands.length === 1 ? only : { kind: "or", operands };
}

/**
 * What one request reads of the log: each record once, the events of each object once, each case once.
 * Bounded; `reasons()` says what a bound left out.
 */
export class ObjectEvents {
  readonly #sources: QuerySources;
  readonly #range: Pick<IndexRange, "throughSeq">;
  readonly #timeBox: TimeBox;
  readonly #records = new Map<string, RecordedEvent>();
  readonly #events = new Map<string, LifecycleEvent>();
  readonly #byKey = new Map<string, readonly LifecycleEvent[]>();
  readonly #cases = new Map<string, Case | null>();
  /** Through where the view of lifecycles has looked for late records; null before it was asked. */
  #latenessKnown: ReadonlyMap<string, number> | null = null;
  #missing = 0;
  #leftOut = 0;

  /** Occurrence bounds no reading: what happened later may say which object it is. */
  constructor(sources: QuerySources, range: Pick<IndexRange, "throughSeq">) {
    this.#sources = sources;
    this.#range = range.throughSeq === undefined ? {} : { throughSeq: range.throughSeq };
    this.#timeBox = new TimeBox(sources.stopwatch, sources.scanBudgetMs);
  }

  /** True when the time or the records of a request are used up: nothing further should be begun. */
  get isSpent(): boolean {
    return this.#timeBox.isSpent || this.#records.size >= REQUEST_RECORDS_MAX;
  }

  /** Sentences for the coverage of what was made from it; that records are gone may be said already. */
  reasons(missingSaid = 0): string[] {
    const reasons: string[] = [];
    if (this.#leftOut > 0) {
      const left = counted(this.#leftOut, "linked object was", "linked objects were");
      reasons.push(`${left} not read: too many belong here.`);
    }
    if (this.#missing > missingSaid) {
      const gone = counted(this.#missing, "record");
      reasons.push(`Lives were rebuilt without ${gone} that the ledger no longer holds.`);
    }
    return reasons;
  }

  /** Like `readRecords`; what was read before is not read again. */
  readonly read = <Place extends RecordPlace>(places: readonly Place[]): ReadRecords<Place> => {
    const unread = places.filter((place) => !this.#records.has(referenceOf(place)));
    for (const { record } of readRecords(this.#sources.ledgers, unread).records) {
      this.#records.set(referenceOf(record), record);
    }
    const records: { place: Place; record: RecordedEvent }[] = [];
    for (const place of places) {
      const record = this.#records.get(referenceOf(place));
      if (record !== undefined) records.push({ place, record });
    }
    return { records, missing: places.length - records.length };
  };

  /** The events that name each of these objects, in any role. Throws `query-timeout`. */
  async of(keys: readonly ObjectKey[]): Promise<readonly (readonly LifecycleEvent[])[]> {
    await this.#readAll(keys.filter((key) => !this.#byKey.has(keyText(key))));
    return keys.map((key) => this.#byKey.get(keyText(key)) ?? []);
  }

  /** Everything its model looks at; null where no event names it. */
  async caseOf(object: ObjectKey): Promise<Case | null> {
    return (await this.casesOf([object]))[0] ?? null;
  }

  /** The cases of several objects, gathered together: it costs little more than one. */
  async casesOf(objects: readonly ObjectKey[]): Promise<readonly (Case | null)[]> {
    const unknown = objects.filter((object) => !this.#cases.has(keyText(object)));
    const gatherings = unknown.map((object) => {
      const gathering = gatherCase(object);
      return { object, gathering, step: gathering.next() };
    });
    for (;;) {
      const wanted = gatherings.flatMap(({ step }) => (step.done === true ? [] : step.value));
      if (wanted.length === 0) break;
      await this.of(wanted);
      for (const one of gatherings) {
        if (one.step.done === true) continue;
        one.step = one.gathering.next(await this.of(one.step.value));
      }
    }
    for (const { object, step } of gatherings) {
      const found = step.done === true ? step.value : null;
      for (const id of [object.id, ...(found?.ids ?? [])]) {
        const name = keyText({ type: object.type, id });
        // Two names of one order are gathered apart; it is one case.
        this.#cases.set(name, this.#cases.get(name) ?? found);
      }
    }
    return objects.map((object) => this.#cases.get(keyText(object)) ?? null);
  }

  /** One question to the index for many objects. */
  async #readAll(keys: readonly ObjectKey[]): Promise<void> {
    const distinct = [...new Map(keys.map((key) => [keyText(key), key])).values()];
    for (let place = 0; place < distinct.length; place += SLICE_OBJECTS) {
      if (this.#byKey.size >= OBJECTS_READ_MAX || this.#records.size >= REQUEST_RECORDS_MAX) {
        this.#leftOut += distinct.length - place;
        return;
      }
      if (place > 0) await this.#timeBox.betweenSlices();
      await this.#readTogether(distinct.slice(place, place + SLICE_OBJECTS));
    }
  }

  async #readTogether(keys: readonly ObjectKey[]): Promise<void> {
    const hits = await this.#sources.index.search({
      ...this.#range,
      expression: anyOf(keys.map(objectExpression)),
      order: "oldest",
      // One more shows the case that it is truncated.
      limit: CASE_EVENTS_MAX + 1,
    });
    if (hits.length > CASE_EVENTS_MAX && keys.length > 1) {
      const half = Math.ceil(keys.length / 2);
      await this.#timeBox.betweenSlices();
      await this.#readTogether(keys.slice(0, half));
      await this.#readTogether(keys.slice(half));
      return;
    }
    const { records, missing } = this.read(hits);
    this.#missing += missing;
    await this.#look(hits);
    const found = new Map<string, LifecycleEvent[]>(keys.map((key) => [keyText(key), []]));
    for (const { place } of records) {
      const event = this.#events.get(referenceOf(place));
      if (event === undefined) continue;
      for (const key of namedObjects(event)) found.get(keyText(key))?.push(event);
    }
    for (const [key, events] of found) this.#byKey.set(key, events);
  }

  /** Whether the view of lifecycles has not looked at some of these records: they may have come late. */
  isLatenessUnknown(events: readonly LifecycleEvent[]): boolean {
    const known = this.#latenessKnown;
    return known !== null && events.some(({ ledger, seq }) => seq > (known.get(ledger) ?? 0));
  }

  /** Lateness is one finding of many: a view that cannot be read takes no answer along. */
  async #lateRecords(
    ledger: string,
    seqs: readonly number[],
  ): Promise<ReadonlyMap<number, number>> {
    const { lifecycles } = this.#sources;
    if (lifecycles === null) return new Map();
    try {
      if (this.#latenessKnown === null) {
        const watermarks = await lifecycles.watermarks();
        this.#latenessKnown = new Map(watermarks.map((one) => [one.ledger, one.throughSeq]));
      }
      return await lifecycles.lateRecords(ledger, seqs);
    } catch (error) {
      if (!(error instanceof TracewellError) || error.code !== "index-unavailable") throw error;
      this.#latenessKnown = new Map();
      return new Map();
    }
  }

  /** Makes events of records, with what the view of lifecycles knows of their lateness. */
  async #look(hits: readonly IndexHit[]): Promise<void> {
    const unseen = hits.filter((hit) => !this.#events.has(referenceOf(hit)));
    for (const [ledger, places] of Map.groupBy(unseen, (hit) => hit.ledger)) {
      const seqs = places.map(({ seq }) => seq);
      const late = await this.#lateRecords(ledger, seqs);
      for (const place of places) {
        const record = this.#records.get(referenceOf(place));
        if (record === undefined) continue;
        this.#events.set(referenceOf(place), lifecycleEvent(record, late.get(place.seq) ?? null));
      }
    }
  }
}

function referenceOf({ ledger, seq }: RecordPlace): string {
  return `${ledger}:${seq}`;
}
