import { EVENT_OBJECTS_MAX } from "#domain/events/event.ts";
import type { IndexedIdentifier } from "#domain/identifiers/indexed-identifier.ts";
import { skeletonOf } from "#domain/identifiers/skeleton.ts";
import { isRescued } from "#domain/tokens/event-tokens.ts";
import { asciiBytes, asciiText, sameBytes } from "./ascii-bytes.ts";
import { OBJECT_SPAN, type PlainSpans } from "./plain-spans.ts";
import { CUSTOMER_TYPE, PlainTypes, TRANSACTION_TYPE } from "./plain-types.ts";
import { RECENT_ID_BYTES_MAX, RecentIds } from "./recent-ids.ts";

const CUSTOMER = asciiBytes("customer");

/**
 * Collects the identifiers of plain events as `eventIdentifiers` does, but leaves out those it gave lately:
 * the thousands of events of one visit or customer carry the same few.
 */
export class PlainIdentifiers {
  readonly #types = new PlainTypes();
  readonly #recent = new RecentIds();

  /** Appends what is new. */
  collect(spans: PlainSpans, found: IndexedIdentifier[]): void {
    const { bytes, objectSpans, objects, actorTypeAt, actorTypeEnd } = spans;
    if (spans.transactionEnd > 0) {
      this.#add(TRANSACTION_TYPE, bytes, spans.transactionAt, spans.transactionEnd, found);
    }
    for (let place = 0; place < objects * OBJECT_SPAN; place += OBJECT_SPAN) {
      const typeAt = objectSpans[place] ?? 0;
      const typeEnd = objectSpans[place + 1] ?? 0;
      const idAt = objectSpans[place + 2] ?? 0;
      const idEnd = objectSpans[place + 3] ?? 0;
      const type = this.#types.numberOf(bytes, typeAt, typeEnd);
      if (type >= 0) this.#add(type, bytes, idAt, idEnd, found);
      else give(asciiText(bytes, typeAt, typeEnd), asciiText(bytes, idAt, idEnd), found);
    }
    const isCustomer =
      actorTypeEnd - actorTypeAt === CUSTOMER.length &&
      sameBytes(bytes, actorTypeAt, CUSTOMER, 0, CUSTOMER.length);
    if (isCustomer) this.#add(CUSTOMER_TYPE, bytes, spans.actorIdAt, spans.actorIdEnd, found);
  }

  /** To be called where a segment of the ledger begins, and when what was given was not indexed after all. */
  forget(): void {
    this.#recent.forget();
  }

  #add(
    type: number,
    bytes: Uint8Array,
    idAt: number,
    idEnd: number,
    found: IndexedIdentifier[],
  ): void {
    if (!this.#types.isRescued(type)) return;
    const isShort = idEnd - idAt <= RECENT_ID_BYTES_MAX;
    if (isShort && this.#recent.see(type, bytes, idAt, idEnd)) return;
    const id = asciiText(bytes, idAt, idEnd);
    if (isShort) push(this.#types.textOf(type), id, found);
    else give(this.#types.textOf(type), id, found);
  }
}

/** Gives an identifier that is not remembered, but not twice for one event. */
function give(objectType: string, id: string, found: IndexedIdentifier[]): void {
  if (!isRescued(objectType)) return;
  const isGiven = found
    .slice(-EVENT_OBJECTS_MAX)
    .some((known) => known.objectType === objectType && known.id === id);
  if (!isGiven) push(objectType, id, found);
}

function push(objectType: string, id: string, found: IndexedIdentifier[]): void {
  const skeleton = skeletonOf(id);
  if (skeleton !== "") found.push({ objectType, id, skeleton });
}
