import type { RecordedEvent } from "#domain/events/event.ts";
import { type Case, CASE_EVENTS_MAX } from "#domain/lifecycles/case.ts";
import { gatherCase } from "#domain/lifecycles/gather-case.ts";
import { type LifecycleEvent, lifecycleEvent } from "#domain/lifecycles/lifecycle-event.ts";
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

/** Objects looked up between two looks at the clock: some 5 ms of work. */
const SLICE_OBJECTS = 64;

/** Where an event of an object is found. A transaction is named by the events' own field too. */
export function objectExpression({ type, id }: ObjectKey): IndexExpression {
  const named: IndexExpression = { kind: "token", token: objectToken(type, id) };
  if (type !== "transaction") return named;
  return { kind: "or", operands: [{ kind: "token", token: transactionToken(id) }, named] };
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
    const unread = keys.filter((key) => !this.#byKey.has(keyText(key)));
    for (const [place, key] of unread.entries()) {
      if (this.#byKey.size >= OBJECTS_READ_MAX || this.#records.size >= REQUEST_RECORDS_MAX) {
        this.#leftOut += unread.length - place;
        break;
      }
      if (place % SLICE_OBJECTS === SLICE_OBJECTS - 1) await this.#timeBox.betweenSlices();
      this.#byKey.set(keyText(key), await this.#search(key));
    }
    return keys.map((key) => this.#byKey.get(keyText(key)) ?? []);
  }

  /** Everything its model looks at; null where no event names it. */
  async caseOf(object: ObjectKey): Promise<Case | null> {
    const known = this.#cases.get(keyText(object));
    if (known !== undefined) return known;
    const gathering = gatherCase(object);
    let step = gathering.next();
    while (step.done !== true) step = gathering.next(await this.of(step.value));
    const found = step.value;
    this.#cases.set(keyText(object), found);
    for (const id of found?.ids ?? []) this.#cases.set(keyText({ type: object.type, id }), found);
    return found;
  }

  async #search(key: ObjectKey): Promise<LifecycleEvent[]> {
    const hits = await this.#sources.index.search({
      ...this.#range,
      expression: objectExpression(key),
      order: "oldest",
      // One more shows the case that it is truncated.
      limit: CASE_EVENTS_MAX + 1,
    });
    const { records, missing } = this.read(hits);
    this.#missing += missing;
    await this.#look(hits);
    return records.flatMap(({ place }) => this.#events.get(referenceOf(place)) ?? []);
  }

  /** Makes events of records, with what the view of lifecycles knows of their lateness. */
  async #look(hits: readonly IndexHit[]): Promise<void> {
    const unseen = hits.filter((hit) => !this.#events.has(referenceOf(hit)));
    for (const [ledger, places] of Map.groupBy(unseen, (hit) => hit.ledger)) {
      const seqs = places.map(({ seq }) => seq);
      const late = await this.#sources.lifecycles?.lateRecords(ledger, seqs);
      for (const place of places) {
        const record = this.#records.get(referenceOf(place));
        if (record === undefined) continue;
        this.#events.set(referenceOf(place), lifecycleEvent(record, late?.get(place.seq) ?? null));
      }
    }
  }
}

function referenceOf({ ledger, seq }: RecordPlace): string {
  return `${ledger}:${seq}`;
}
