/** A 64-bit key in two halves. One key serves a whole ledger, so that an identity is hashed once. */
export interface IdentityKey {
  readonly low: number;
  readonly high: number;
}

/**
 * Hashes identities (source name, id) to 64 bits: HalfSipHash-1-3 with a 64-bit result (Aumasson and
 * Bernstein, "SipHash: a fast short-input PRF"; the half-width variant of the reference code) over UTF-16
 * units, two to a word. It is keyed so that IDs chosen by a sender cannot be made to collide; equal hashes
 * are always verified against the record itself. The result stands in `low` and `high` (signed 32-bit).
 */
export class IdentityHasher {
  low = 0;
  high = 0;
  readonly #key: IdentityKey;
  readonly #state: SipState = { v0: 0, v1: 0, v2: 0, v3: 0 };
  /** The state after a source's name: neighboring records mostly share it. */
  readonly #named: SipState = { v0: 0, v1: 0, v2: 0, v3: 0 };
  #name: string | null = null;

  constructor(key: IdentityKey) {
    this.#key = key;
  }

  hash(sourceName: string, id: string): void {
    this.#begin(sourceName);
    absorbText(this.#state, id);
    this.#end(id.length);
  }

  /** The same for an ID that stands as ASCII in bytes. */
  hashBytes(sourceName: string, bytes: Uint8Array, from: number, end: number): void {
    const state = this.#state;
    this.#begin(sourceName);
    const pairsEnd = from + ((end - from) & ~1);
    for (let at = from; at < pairsEnd; at += 2) {
      absorb(state, (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 16));
    }
    if (pairsEnd < end) absorb(state, bytes[pairsEnd] ?? 0);
    this.#end(end - from);
  }

  #begin(sourceName: string): void {
    const named = this.#named;
    if (sourceName !== this.#name) {
      const { low, high } = this.#key;
      named.v0 = low;
      named.v1 = high ^ 0xee;
      named.v2 = 0x6c796765 ^ low;
      named.v3 = 0x74656462 ^ high;
      absorb(named, sourceName.length);
      absorbText(named, sourceName);
      this.#name = sourceName;
    }
    const state = this.#state;
    state.v0 = named.v0;
    state.v1 = named.v1;
    state.v2 = named.v2;
    state.v3 = named.v3;
  }

  #end(idLength: number): void {
    const state = this.#state;
    absorb(state, idLength);
    state.v2 ^= 0xee;
    round(state);
    round(state);
    round(state);
    this.low = state.v1 ^ state.v3;
    state.v1 ^= 0xdd;
    round(state);
    round(state);
    round(state);
    this.high = state.v1 ^ state.v3;
  }
}

interface SipState {
  v0: number;
  v1: number;
  v2: number;
  v3: number;
}

function absorbText(state: SipState, text: string): void {
  const pairs = text.length & ~1;
  for (let index = 0; index < pairs; index += 2) {
    absorb(state, text.charCodeAt(index) | (text.charCodeAt(index + 1) << 16));
  }
  if (pairs < text.length) absorb(state, text.charCodeAt(pairs));
}

function absorb(state: SipState, word: number): void {
  state.v3 ^= word;
  round(state);
  state.v0 ^= word;
}

function round(state: SipState): void {
  let { v0, v1, v2, v3 } = state;
  v0 = (v0 + v1) | 0;
  v1 = ((v1 << 5) | (v1 >>> 27)) ^ v0;
  v0 = (v0 << 16) | (v0 >>> 16);
  v2 = (v2 + v3) | 0;
  v3 = ((v3 << 8) | (v3 >>> 24)) ^ v2;
  v0 = (v0 + v3) | 0;
  v3 = ((v3 << 7) | (v3 >>> 25)) ^ v0;
  v2 = (v2 + v1) | 0;
  v1 = ((v1 << 13) | (v1 >>> 19)) ^ v2;
  v2 = (v2 << 16) | (v2 >>> 16);
  state.v0 = v0;
  state.v1 = v1;
  state.v2 = v2;
  state.v3 = v3;
}
