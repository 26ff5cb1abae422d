import { type Case, CASE_EVENTS_MAX } from "#domain/lifecycles/case.ts";
import { gatherCase } from "#domain/lifecycles/gather-case.ts";
import type { LifecycleEvent } from "#domain/lifecycles/lifecycle-event.ts";
import { keyText, type ObjectKey } from "#domain/lifecycles/object-key.ts";
import { orderEvents } from "#domain/lifecycles/order-events.ts";
import type { JudgedAt } from "#domain/lifecycles/object-lifecycle.ts";
import { firstStore, judgeObject, toldStore } from "./judged-object.ts";
import type { LedgerEvents } from "./ledger-events.ts";
import type { JudgedObject, LifecycleWriter } from "./lifecycle-store.ts";
import { orderForStore, readersOf, storedWith } from "./touched-keys.ts";

/** One more than a case holds, so that it knows of more. */
const SEQS_MAX = CASE_EVENTS_MAX + 1;

/** The records of a batch that name an object, which the view does not know yet. */
export interface TouchedObject {
  readonly object: ObjectKey;
  readonly seqs: number[];
  /** They name a store, which others may learn from this one. */
  tellsStore: boolean;
}

export type Touched = ReadonlyMap<string, TouchedObject>;

export interface Judgment {
  readonly judged: readonly JudgedObject[];
  readonly gone: readonly ObjectKey[];
}

/** Judges objects by the records that the view and a batch know of them, each once. */
export class ObjectJudge {
  readonly #events: LedgerEvents;
  readonly #writer: LifecycleWriter;
  readonly #touched: Touched;
  readonly #judgedAt: JudgedAt;
  readonly #byObject = new Map<string, readonly LifecycleEvent[]>();
  readonly #judged = new Map<string, JudgedObject>();
  readonly #gone = new Map<string, ObjectKey>();
  /** Names under which something was judged, or found to be gone. */
  readonly #done = new Set<string>();

  constructor(options: {
    readonly events: LedgerEvents;
    readonly writer: LifecycleWriter;
    readonly touched: Touched;
    readonly judgedAt: JudgedAt;
  }) {
    this.#events = options.events;
    this.#writer = options.writer;
    this.#touched = options.touched;
    this.#judgedAt = options.judgedAt;
  }

  /** What these come to. */
  async judge(objects: Iterable<ObjectKey>): Promise<void> {
    for (const object of objects) await this.#judge(object);
  }

  /** What these come to, and all whose answer may change with theirs. */
  async judgeWithReaders(touched: Iterable<TouchedObject>): Promise<void> {
    for (const { object, tellsStore } of touched) {
      await this.#judge(object);
      const [events = []] = await this.#eventsOf([object]);
      await this.judge(readersOf(object, events));
      if (tellsStore && object.type === "order") await this.judge(storedWith(events));
    }
  }

  result(): Judgment {
    return { judged: [...this.#judged.values()], gone: [...this.#gone.values()] };
  }

  async #judge(object: ObjectKey): Promise<void> {
    const text = keyText(object);
    if (this.#done.has(text)) return;
    this.#done.add(text);
    const whole = await this.#gather(object);
    const judged =
      whole === null ? null : judgeObject(whole, this.#judgedAt, await this.#storeOfOrder(whole));
    const own = judged === null ? null : keyText(judged.row.object);
    if (own !== text) this.#gone.set(text, object);
    if (judged === null || own === null || this.#judged.has(own)) return;
    this.#done.add(own);
    this.#gone.delete(own);
    this.#judged.set(own, judged);
  }

  async #gather(object: ObjectKey): Promise<Case | null> {
    const gathering = gatherCase(object);
    let step = gathering.next();
    while (step.done !== true) step = gathering.next(await this.#eventsOf(step.value));
    return step.value;
  }

  async #storeOfOrder(whole: Case): Promise<string | null> {
    const order = toldStore(whole) === null ? orderForStore(whole) : null;
    if (order === null) return null;
    const [events = []] = await this.#eventsOf([order]);
    return firstStore(orderEvents(events));
  }

  async #eventsOf(objects: readonly ObjectKey[]): Promise<(readonly LifecycleEvent[])[]> {
    const missing = objects.filter((object) => !this.#byObject.has(keyText(object)));
    if (missing.length > 0) await this.#read(missing);
    return objects.map((object) => this.#byObject.get(keyText(object)) ?? []);
  }

  async #read(objects: readonly ObjectKey[]): Promise<void> {
    const known = await this.#writer.seqsOf(objects, SEQS_MAX);
    const lists = objects.map((object, place) => {
      const added = this.#touched.get(keyText(object))?.seqs ?? [];
      return [...(known[place] ?? []), ...added].slice(0, SEQS_MAX);
    });
    const seqs = new Set(lists.flat());
    const unknown = this.#events.unknown(seqs);
    const late = unknown.length === 0 ? new Map() : await this.#writer.lateRecords(unknown);
    const events = this.#events.read(seqs, late);
    for (const [place, object] of objects.entries()) {
      const own = lists[place]?.flatMap((seq) => events.get(seq) ?? []) ?? [];
      this.#byObject.set(keyText(object), own);
    }
  }
}
