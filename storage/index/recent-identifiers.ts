/** Identifiers remembered at most, in two halves: about 2 MiB, and more than are busy at one time. */
export const RECENT_IDENTIFIERS_MAX = 20_000;

/**
 * Remembers which identifiers were lately handed to the index, so that the thousands of records of one
 * visit or customer do not each carry them again. Forgets everything where a segment begins: each partition
 * stands alone, and whether an identifier is in it must not depend on what was indexed before.
 */
export class RecentIdentifiers {
  readonly #halfMax: number;
  #segmentFirstSeq = -1;
  #young = new Map<string, Set<string>>();
  #old = new Map<string, Set<string>>();
  #youngSize = 0;

  constructor(identifiersMax = RECENT_IDENTIFIERS_MAX) {
    this.#halfMax = Math.ceil(identifiersMax / 2);
  }

  /** To be called before the records of a segment. */
  enter(segmentFirstSeq: number): void {
    if (segmentFirstSeq === this.#segmentFirstSeq) return;
    this.forget();
    this.#segmentFirstSeq = segmentFirstSeq;
  }

  /** Whether the identifier was seen lately in this segment; from now on it was. */
  isKnown(objectType: string, id: string): boolean {
    const young = this.#young.get(objectType);
    if (young?.has(id) === true) return true;
    const known = this.#old.get(objectType)?.has(id) ?? false;
    if (this.#youngSize >= this.#halfMax) {
      this.#old = this.#young;
      this.#young = new Map();
      this.#youngSize = 0;
    }
    const ids = this.#young.get(objectType);
    if (ids === undefined) this.#young.set(objectType, new Set([id]));
    else ids.add(id);
    this.#youngSize += 1;
    return known;
  }

  /** To be called when records that were asked about were not indexed after all. */
  forget(): void {
    this.#young.clear();
    this.#old.clear();
    this.#youngSize = 0;
  }
}
