import { EVENT_OBJECTS_MAX } from "#domain/events/event.ts";
import type { IndexedIdentifier } from "#domain/identifiers/indexed-identifier.ts";
import { skeletonOf } from "#domain/identifiers/skeleton.ts";
import { isRescued } from "#domain/tokens/event-tokens.ts";
import { asciiBytes, asciiText, sameBytes } from "./ascii-bytes.ts";
import { OBJECT_SPAN, type PlainSpans } from "./plain-spans.ts";

/** Pairs of places; the identifiers of some thousand visits in progress find one each. About 2 MiB. */
const PAIRS = 16_384;

/** Bytes of one place: those of the longest usual identifier with its type. Longer ones are not remembered. */
const PLACE_BYTES = 64;

const HASH_PRIME = 16_777_619;

const TRANSACTION = asciiBytes("transaction");
const CUSTOMER = asciiBytes("customer");

/**
 * Collects the identifiers of plain events as `eventIdentifiers` does, but leaves out those it gave lately:
 * the thousands of events of one visit or customer carry the same few. It remembers their very bytes, so
 * that no identifier is ever taken for another; of those that share a place the older one is forgotten, and
 * given again.
 */
export class PlainIdentifiers {
  readonly #places = new Uint8Array(PAIRS * 2 * PLACE_BYTES);
  /** Bytes of type and ID in each place, 16 bits each; 0 where the place is free. */
  readonly #lengths = new Uint32Array(PAIRS * 2);

  /** Appends what is new. */
  collect(spans: PlainSpans, found: IndexedIdentifier[]): void {
    const { bytes, objectSpans, objects, actorTypeAt, actorTypeEnd } = spans;
    if (spans.transactionEnd > 0) {
      const { transactionAt, transactionEnd } = spans;
      this.#add(TRANSACTION, 0, TRANSACTION.length, bytes, transactionAt, transactionEnd, found);
    }
    for (let place = 0; place < objects * OBJECT_SPAN; place += OBJECT_SPAN) {
      const typeAt = objectSpans[place] ?? 0;
      const typeEnd = objectSpans[place + 1] ?? 0;
      const idAt = objectSpans[place + 2] ?? 0;
      this.#add(bytes, typeAt, typeEnd, bytes, idAt, objectSpans[place + 3] ?? 0, found);
    }
    const isCustomer =
      actorTypeEnd - actorTypeAt === CUSTOMER.length &&
      sameBytes(bytes, actorTypeAt, CUSTOMER, 0, CUSTOMER.length);
    if (isCustomer) {
      const { actorIdAt, actorIdEnd } = spans;
      this.#add(CUSTOMER, 0, CUSTOMER.length, bytes, actorIdAt, actorIdEnd, found);
    }
  }

  /** To be called where a segment of the ledger begins, and when what was given was not indexed after all. */
  forget(): void {
    this.#lengths.fill(0);
  }

  #add(
    type: Uint8Array,
    typeAt: number,
    typeEnd: number,
    id: Uint8Array,
    idAt: number,
    idEnd: number,
    found: IndexedIdentifier[],
  ): void {
    const typeLength = typeEnd - typeAt;
    const idLength = idEnd - idAt;
    const isShort = typeLength + idLength <= PLACE_BYTES;
    if (isShort) {
      const lengths = (typeLength << 16) | idLength;
      const hash = hashOf(id, idAt, idEnd, typeLength);
      const young = ((hash ^ (hash >>> 15)) & (PAIRS - 1)) * 2;
      if (this.#holds(young, lengths, type, typeAt, id, idAt)) return;
      if (this.#holds(young + 1, lengths, type, typeAt, id, idAt)) return;
      this.#replaceOlder(young, lengths, type, typeAt, id, idAt);
    }
    const objectType = asciiText(type, typeAt, typeEnd);
    if (!isRescued(objectType)) return;
    const text = asciiText(id, idAt, idEnd);
    if (!isShort && has(found, objectType, text)) return;
    const skeleton = skeletonOf(text);
    if (skeleton !== "") found.push({ objectType, id: text, skeleton });
  }

  #holds(
    place: number,
    lengths: number,
    type: Uint8Array,
    typeAt: number,
    id: Uint8Array,
    idAt: number,
  ): boolean {
    if (this.#lengths[place] !== lengths) return false;
    const at = place * PLACE_BYTES;
    const idLength = lengths & 0xffff;
    return (
      sameBytes(this.#places, at, id, idAt, idLength) &&
      sameBytes(this.#places, at + idLength, type, typeAt, lengths >>> 16)
    );
  }

  /** The younger of a pair stands first. */
  #replaceOlder(
    young: number,
    lengths: number,
    type: Uint8Array,
    typeAt: number,
    id: Uint8Array,
    idAt: number,
  ): void {
    const places = this.#places;
    const at = young * PLACE_BYTES;
    places.copyWithin(at + PLACE_BYTES, at, at + PLACE_BYTES);
    this.#lengths[young + 1] = this.#lengths[young] ?? 0;
    this.#lengths[young] = lengths;
    const idLength = lengths & 0xffff;
    for (let index = 0; index < idLength; index += 1) places[at + index] = id[idAt + index] ?? 0;
    const typeLength = lengths >>> 16;
    for (let index = 0; index < typeLength; index += 1) {
      places[at + idLength + index] = type[typeAt + index] ?? 0;
    }
  }
}

/** Looks through the last ones: an event names an object twice within itself, if at all. */
function has(found: readonly IndexedIdentifier[], objectType: string, id: string): boolean {
  return found
    .slice(-EVENT_OBJECTS_MAX)
    .some((known) => known.objectType === objectType && known.id === id);
}

function hashOf(bytes: Uint8Array, from: number, end: number, seed: number): number {
  let hash = seed;
  for (let at = from; at < end; at += 1) hash = Math.imul(hash ^ (bytes[at] ?? 0), HASH_PRIME);
  return hash;
}
