/** Slots at first; doubled whenever half of them are taken. */
const SLOTS_AT_FIRST = 1024;

/**
 * Identity hashes of one segment's records in memory: open addressing in typed arrays, 12 bytes a slot.
 * Records are counted from the segment's first (index 0).
 */
export class IdentityTable {
  #low = new Int32Array(SLOTS_AT_FIRST);
  #high = new Int32Array(SLOTS_AT_FIRST);
  /** Index + 1; 0 marks a free slot. */
  #index = new Uint32Array(SLOTS_AT_FIRST);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  add(low: number, high: number, index: number): void {
    if (this.#size * 2 >= this.#index.length) this.#grow();
    this.#insert(low, high, index + 1);
    this.#size += 1;
  }

  /**
   * The next slot at or after `from` that holds this hash, or -1. Start with `from` = -1 and go on from the
   * slot found; `recordAt` tells its record.
   */
  probe(low: number, high: number, from: number): number {
    const mask = this.#index.length - 1;
    let slot = from < 0 ? low & mask : (from + 1) & mask;
    while (this.#index[slot] !== 0) {
      if (this.#low[slot] === low && this.#high[slot] === high) return slot;
      slot = (slot + 1) & mask;
    }
    return -1;
  }

  recordAt(slot: number): number {
    return (this.#index[slot] ?? 0) - 1;
  }

  forEach(visit: (low: number, high: number, index: number) => void): void {
    for (let slot = 0; slot < this.#index.length; slot += 1) {
      const index = this.#index[slot] ?? 0;
      if (index !== 0) visit(this.#low[slot] ?? 0, this.#high[slot] ?? 0, index - 1);
    }
  }

  #insert(low: number, high: number, indexPlusOne: number): void {
    const mask = this.#index.length - 1;
    let slot = low & mask;
    while (this.#index[slot] !== 0) slot = (slot + 1) & mask;
    this.#low[slot] = low;
    this.#high[slot] = high;
    this.#index[slot] = indexPlusOne;
  }

  #grow(): void {
    const low = this.#low;
    const high = this.#high;
    const index = this.#index;
    this.#low = new Int32Array(low.length * 2);
    this.#high = new Int32Array(low.length * 2);
    this.#index = new Uint32Array(low.length * 2);
    for (let slot = 0; slot < index.length; slot += 1) {
      const taken = index[slot] ?? 0;
      if (taken !== 0) this.#insert(low[slot] ?? 0, high[slot] ?? 0, taken);
    }
  }
}
