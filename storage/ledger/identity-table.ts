/** Slots at first; doubled whenever half of them are taken. */
const SLOTS_AT_FIRST = 1024;

/** Most slots that a table is given before it needs them, 96 MiB: a segment's identities take half of it. */
const SLOTS_AHEAD_MAX = 8 * 1024 * 1024;

/**
 * Identity hashes of one segment's records in memory: open addressing in typed arrays, 12 bytes a slot.
 * Records are counted from the segment's first (index 0).
 */
export class IdentityTable {
  #low: Int32Array;
  #high: Int32Array;
  /** Index + 1; 0 marks a free slot. */
  #index: Uint32Array;
  #size = 0;

  /** Room for so many is made at once: doubling a large table stops its user for some 50 ms. */
  constructor(expected = 0) {
    let slots = SLOTS_AT_FIRST;
    while (slots < expected * 2 && slots < SLOTS_AHEAD_MAX) slots *= 2;
    this.#low = new Int32Array(slots);
    this.#high = new Int32Array(slots);
    this.#index = new Uint32Array(slots);
  }

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

  /** Copies the records from `firstIndex` on into a table whose records are counted from there. */
  copyFrom(firstIndex: number, into: IdentityTable): void {
    const taken = this.#index;
    for (let slot = 0; slot < taken.length; slot += 1) {
      const index = (taken[slot] ?? 0) - 1;
      if (index < firstIndex) continue;
      into.add(this.#low[slot] ?? 0, this.#high[slot] ?? 0, index - firstIndex);
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
