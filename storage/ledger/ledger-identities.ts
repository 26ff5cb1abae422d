import type { FileLayer } from "#storage/files/file-layer.ts";
import { IdentityHasher } from "./identity-hash.ts";
import type { IdentityKey } from "./identity-hash.ts";
import { IdentityTable } from "./identity-table.ts";
import type { SealedSegment } from "./scan-sealed-segment.ts";
import { SealedIdentities } from "./sealed-identities.ts";
import { WaitingIdentities } from "./waiting-identities.ts";

/** Answers which record may already have an identity, over all segments of a ledger and what is staged. */
export class LedgerIdentities {
  readonly #files: FileLayer;
  readonly #key: IdentityKey;
  readonly #hasher: IdentityHasher;
  #sealed: (SealedIdentities | WaitingIdentities)[];
  #openFirstSeq: number;
  #open = new IdentityTable();

  constructor(options: {
    files: FileLayer;
    key: IdentityKey;
    sealed: readonly SealedSegment[];
    openFirstSeq: number;
  }) {
    this.#files = options.files;
    this.#key = options.key;
    this.#hasher = new IdentityHasher(options.key);
    this.#openFirstSeq = options.openFirstSeq;
    this.#sealed = options.sealed.map((segment) =>
      SealedIdentities.load(options.files, segment, options.key),
    );
  }

  /** Remembers the identity of a record of the open segment. */
  add(sourceName: string, id: string, seq: number): void {
    this.#hasher.hash(sourceName, id);
    this.addSought(seq);
  }

  /** The same for the identity that `find` was asked for last, without hashing it again. */
  addSought(seq: number): void {
    this.#open.add(this.#hasher.low, this.#hasher.high, seq - this.#openFirstSeq);
  }

  /**
   * The seq of the record with this identity, 0 when there is none. `holds` is asked for each record with
   * the same hash whether it really is the one.
   */
  find(sourceName: string, id: string, holds: (seq: number) => boolean): number {
    this.#hasher.hash(sourceName, id);
    return this.#findHashed(holds);
  }

  /** The same for an ID that stands as ASCII in bytes. */
  findBytes(
    sourceName: string,
    id: { readonly bytes: Uint8Array; readonly idAt: number; readonly idEnd: number },
    holds: (seq: number) => boolean,
  ): number {
    this.#hasher.hashBytes(sourceName, id.bytes, id.idAt, id.idEnd);
    return this.#findHashed(holds);
  }

  #findHashed(holds: (seq: number) => boolean): number {
    const hasher = this.#hasher;
    let slot = this.#open.probe(hasher.low, hasher.high, -1);
    while (slot >= 0) {
      const seq = this.#openFirstSeq + this.#open.recordAt(slot);
      if (holds(seq)) return seq;
      slot = this.#open.probe(hasher.low, hasher.high, slot);
    }
    for (let index = this.#sealed.length - 1; index >= 0; index -= 1) {
      const found = this.#sealed[index]?.find(hasher).find(holds);
      if (found !== undefined) return found;
    }
    return 0;
  }

  /**
   * The open segment ended with `segment.lastSeq`; what was remembered after it belongs to the next. Its
   * identities stay in memory until `sealed` says that they have a file.
   */
  leave(segment: SealedSegment): void {
    const records = segment.lastSeq - segment.firstSeq + 1;
    const left = this.#open;
    this.#sealed.push(new WaitingIdentities(segment, left));
    this.#open = new IdentityTable(left.size);
    left.copyFrom(records, this.#open);
    this.#openFirstSeq = segment.lastSeq + 1;
  }

  /** The identities file of a segment that was left is there: its table in memory goes. */
  sealed(firstSeq: number): void {
    const index = this.#sealed.findIndex(({ segment }) => segment.firstSeq === firstSeq);
    const waiting = this.#sealed[index];
    if (!(waiting instanceof WaitingIdentities)) return;
    this.#sealed[index] = SealedIdentities.load(this.#files, waiting.segment, this.#key);
  }

  /** Lets go of segments that end before `seq`. */
  forgetBefore(seq: number): void {
    for (const sealed of this.#sealed) if (sealed.segment.lastSeq < seq) sealed.close();
    this.#sealed = this.#sealed.filter(({ segment }) => segment.lastSeq >= seq);
  }

  /** Segments whose identities are still in memory. */
  get waiting(): number {
    return this.#sealed.filter((sealed) => sealed instanceof WaitingIdentities).length;
  }

  get key(): IdentityKey {
    return this.#key;
  }

  close(): void {
    for (const sealed of this.#sealed) sealed.close();
  }
}
