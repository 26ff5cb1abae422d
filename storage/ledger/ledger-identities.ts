import type { FileLayer } from "#storage/files/file-layer.ts";
import { coverSegments, soundMerged } from "./identity-cover.ts";
import { BlockMask } from "./identity-filter.ts";
import { IdentityHasher } from "./identity-hash.ts";
import type { IdentityKey } from "./identity-hash.ts";
import { IdentityTable } from "./identity-table.ts";
import type { MergedIdentityFile } from "./merge-identities.ts";
import { MergedIdentities } from "./merged-identities.ts";
import type { SealedSegment } from "./scan-sealed-segment.ts";
import { SealedIdentities } from "./sealed-identities.ts";
import {
  listMergedIdentities,
  listSegmentIdentities,
  mergedIdentitiesPath,
} from "./segment-files.ts";
import type { MergedFile } from "./segment-files.ts";
import { WaitingIdentities } from "./waiting-identities.ts";

type Identities = SealedIdentities | MergedIdentities | WaitingIdentities;

/** Answers which record may already have an identity, over all segments of a ledger and what is staged. */
export class LedgerIdentities {
  readonly #files: FileLayer;
  readonly #key: IdentityKey;
  readonly #hasher: IdentityHasher;
  readonly #mask = new BlockMask();
  /** Consecutive, ascending: whose identities `#sealed` has. */
  #segments: SealedSegment[];
  #sealed: Identities[];
  /** A merged file may have older records, which retention has removed. */
  #keptFromSeq: number;
  #openFirstSeq: number;
  #open = new IdentityTable();

  constructor(options: {
    files: FileLayer;
    key: IdentityKey;
    /** Consecutive, ascending; each has its identities, alone or with others, or they are made again. */
    sealed: readonly SealedSegment[];
    openFirstSeq: number;
  }) {
    this.#files = options.files;
    this.#key = options.key;
    this.#hasher = new IdentityHasher(options.key);
    this.#openFirstSeq = options.openFirstSeq;
    this.#segments = [...options.sealed];
    this.#keptFromSeq = this.#segments[0]?.firstSeq ?? options.openFirstSeq;
    const [segment] = this.#segments;
    const merged =
      segment === undefined ? [] : listMergedIdentities(options.files, segment.directory);
    this.#sealed = this.#load(this.#segments, soundMerged(options.files, merged, options.key));
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
    const sealed = this.#sealed;
    if (sealed.length === 0) return 0;
    this.#mask.fill(hasher.low);
    for (let index = sealed.length - 1; index >= 0; index -= 1) {
      const identities = sealed[index];
      if (identities?.mayHave(this.#mask, hasher.high) !== true) continue;
      const found = this.#findIn(identities).find((seq) => seq >= this.#keptFromSeq && holds(seq));
      if (found !== undefined) return found;
    }
    return 0;
  }

  #findIn(identities: Identities): readonly number[] {
    const found = identities.find(this.#hasher);
    if (found !== null) return found;
    return this.#split(identities).flatMap((part) => part.find(this.#hasher) ?? []);
  }

  /** Each segment's own identities take the place of a merged file that cannot be read. */
  #split(identities: Identities): readonly Identities[] {
    const { firstSeq, lastSeq } = identities;
    const own = this.#segments.filter((one) => one.firstSeq >= firstSeq && one.lastSeq <= lastSeq);
    const parts = this.#load(own, []);
    this.#sealed = this.#sealed.flatMap((one) => (one === identities ? parts : [one]));
    identities.close();
    if (identities instanceof MergedIdentities) this.#remove([identities.file]);
    return parts;
  }

  /**
   * The open segment ended with `segment.lastSeq`; what was remembered after it belongs to the next. Its
   * identities stay in memory until `sealed` says that they have a file.
   */
  leave(segment: SealedSegment): void {
    const records = segment.lastSeq - segment.firstSeq + 1;
    const left = this.#open;
    this.#segments.push(segment);
    this.#sealed.push(new WaitingIdentities(segment, left));
    this.#open = new IdentityTable(left.size);
    left.copyFrom(records, this.#open);
    this.#openFirstSeq = segment.lastSeq + 1;
  }

  /** The identities file of a segment that was left is there: its table in memory goes. */
  sealed(firstSeq: number): void {
    const index = this.#sealed.findIndex((identities) => identities.firstSeq === firstSeq);
    const waiting = this.#sealed[index];
    if (!(waiting instanceof WaitingIdentities)) return;
    this.#sealed[index] = SealedIdentities.load(this.#files, waiting.segment, this.#key);
  }

  /** A merged file is there: it takes the place of those it was made of. */
  merged({ directory, firstSeq, lastSeq, content }: MergedIdentityFile): void {
    const replaced = this.#sealed.filter(
      (identities) => identities.lastSeq >= firstSeq && identities.lastSeq <= lastSeq,
    );
    const [first] = replaced;
    // Retention has removed all of it meanwhile.
    if (first === undefined) return;
    const path = mergedIdentitiesPath(directory, firstSeq, lastSeq);
    const file = new MergedIdentities(this.#files, { firstSeq, lastSeq, path }, content);
    this.#sealed = this.#sealed.flatMap((identities) => {
      if (identities === first) return [file];
      return replaced.includes(identities) ? [] : [identities];
    });
    for (const identities of replaced) identities.close();
  }

  /** Lets go of what retention has removed: the records before `seq`, which begins a segment. */
  forgetBefore(seq: number): void {
    this.#keptFromSeq = Math.max(this.#keptFromSeq, seq);
    for (const identities of this.#sealed) if (identities.lastSeq < seq) identities.close();
    this.#sealed = this.#sealed.filter(({ lastSeq }) => lastSeq >= seq);
    this.#segments = this.#segments.filter(({ lastSeq }) => lastSeq >= seq);
  }

  /** Removes files that others have taken the place of: an earlier process ended before it could. */
  removeSuperseded(): void {
    const [segment] = this.#segments;
    if (segment === undefined) return;
    const used = this.#sealed.filter((identities) => identities instanceof MergedIdentities);
    const paths = new Set(used.map(({ file }) => file.path));
    const merged = listMergedIdentities(this.#files, segment.directory);
    const own = listSegmentIdentities(this.#files, segment.directory);
    this.#remove([
      ...merged.filter(({ path }) => !paths.has(path)),
      ...own.filter(({ firstSeq }) =>
        used.some((file) => file.firstSeq <= firstSeq && firstSeq <= file.lastSeq),
      ),
    ]);
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

  /** A merged file that is damaged leaves its place to smaller ones, which are made again where need be. */
  #load(segments: readonly SealedSegment[], mergedFiles: readonly MergedFile[]): Identities[] {
    return coverSegments(segments, mergedFiles).flatMap(({ merged, segments: covered }) => {
      if (merged === null) {
        return covered.map((segment) => SealedIdentities.load(this.#files, segment, this.#key));
      }
      const loaded = MergedIdentities.load(this.#files, merged, this.#key);
      if (loaded !== null) return [loaded];
      return this.#load(
        covered,
        mergedFiles.filter((file) => file !== merged),
      );
    });
  }

  #remove(superseded: readonly { readonly path: string }[]): void {
    const [segment] = this.#segments;
    if (segment === undefined || superseded.length === 0) return;
    for (const { path } of superseded) this.#files.remove(path);
    this.#files.syncDirectory(segment.directory);
  }
}
