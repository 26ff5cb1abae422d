import { listOf, textOf } from "#domain/lifecycles/event-readers.ts";
import { type LifecycleEvent, lifecycleEvent } from "#domain/lifecycles/lifecycle-event.ts";
import { namedObjects } from "#domain/lifecycles/named-objects.ts";
import { keyText } from "#domain/lifecycles/object-key.ts";
import type { LedgerEvents, LedgerPiece } from "./ledger-events.ts";
import type { LifecycleBatch, SignOfLife } from "./lifecycle-store.ts";
import type { TouchedObject } from "./object-judge.ts";
import type { SourceTimes } from "./source-times.ts";

const SIGNS: Readonly<Record<string, SignOfLife["kind"]>> = {
  "source.started": "started",
  "source.heartbeat": "beat",
  "source.lost": "lost",
  "source.recovered": "recovered",
};

/** What consecutive records say before any object is judged. */
export interface ReadPiece {
  /** By `keyText`. */
  readonly touched: ReadonlyMap<string, TouchedObject>;
  readonly late: LifecycleBatch["late"];
  readonly stores: LifecycleBatch["stores"];
  readonly signs: LifecycleBatch["signs"];
}

/** Reads the records of a piece in order: what they touch, which are late, and what sources say of themselves. */
export function readPiece(piece: LedgerPiece, events: LedgerEvents, times: SourceTimes): ReadPiece {
  const touched = new Map<string, TouchedObject>();
  const late: { seq: number; lateMs: number }[] = [];
  const stores = new Map<string, { source: string; store: string }>();
  const signs: SignOfLife[] = [];
  for (const record of piece.records) {
    const lateMs = times.take(record);
    const event = lifecycleEvent(record, lateMs);
    const { seq, source } = event;
    if (lateMs !== null) late.push({ seq, lateMs });
    const store = textOf(event, "store");
    if (store !== null) stores.set(`${source} ${store}`, { source, store });
    const sign = signOf(event);
    if (sign !== null) signs.push(sign);
    if (touch(touched, event, store !== null)) events.keep(event);
  }
  return { touched, late, stores: [...stores.values()], signs };
}

/** Returns whether it names any object. */
function touch(
  touched: Map<string, TouchedObject>,
  event: LifecycleEvent,
  tellsStore: boolean,
): boolean {
  const objects = namedObjects(event);
  for (const object of objects) {
    const text = keyText(object);
    const known = touched.get(text);
    if (known === undefined) touched.set(text, { object, seqs: [event.seq], tellsStore });
    else {
      known.seqs.push(event.seq);
      known.tellsStore ||= tellsStore;
    }
  }
  return objects.length > 0;
}

/** A producer that names itself is the source, whoever brought its records. */
function signOf(event: LifecycleEvent): SignOfLife | null {
  const kind = SIGNS[event.type];
  if (kind === undefined) return null;
  const { timeMs, seq } = event;
  const stores = listOf(event, "stores");
  return { source: textOf(event, "name") ?? event.source, stores, kind, timeMs, seq };
}
