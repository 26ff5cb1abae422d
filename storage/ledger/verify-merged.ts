import { setImmediate as nextTurn } from "node:timers/promises";
import { TracewellError } from "#domain/errors.ts";
import type { FileLayer } from "#storage/files/file-layer.ts";
import { IdentityDigest } from "./identity-digest.ts";
import { bucketOf, readIdentityContent } from "./identity-file.ts";
import { BlockMask, IdentityFilter } from "./identity-filter.ts";
import type { IdentityKey } from "./identity-hash.ts";
import { IdentitySource } from "./identity-source.ts";
import type { LedgerFinding } from "./ledger-finding.ts";
import { listMergedIdentities } from "./segment-files.ts";
import type { MergedFile } from "./segment-files.ts";

/** Buckets checked between two turns of the event loop: some 20 ms. */
const STEP_BUCKETS = 1024;

/** What a merged file says of one segment. */
export interface MergedDigest {
  readonly file: string;
  readonly key: IdentityKey;
  readonly digest: IdentityDigest;
}

/** Reads the merged identities files of a ledger, each once, when the first of its segments is checked. */
export class MergedVerification {
  readonly #files: FileLayer;
  readonly #directory: string;
  /** Of all segments, ascending. */
  readonly #firstSeqs: readonly number[];
  readonly #report: (finding: LedgerFinding) => void;
  /** By file, then by the segment's first seq; null for a damaged file. */
  readonly #read = new Map<string, ReadonlyMap<number, MergedDigest> | null>();

  constructor(
    place: { files: FileLayer; directory: string; firstSeqs: readonly number[] },
    report: (finding: LedgerFinding) => void,
  ) {
    this.#files = place.files;
    this.#directory = place.directory;
    this.#firstSeqs = place.firstSeqs;
    this.#report = report;
  }

  /**
   * What the merged file says of a segment; `damaged` when it says nothing sound, which is reported; null when
   * there is none.
   */
  async digestOf(firstSeq: number, lastSeq: number): Promise<MergedDigest | "damaged" | null> {
    const file = listMergedIdentities(this.#files, this.#directory)
      .filter((one) => one.firstSeq <= firstSeq && one.lastSeq >= lastSeq)
      .reduce<MergedFile | null>((best, one) => {
        return best === null || one.lastSeq > best.lastSeq ? one : best;
      }, null);
    if (file === null) return null;
    let digests = this.#read.get(file.path);
    if (digests === undefined) {
      digests = await this.#readFile(file);
      this.#read.set(file.path, digests);
    }
    return digests?.get(firstSeq) ?? "damaged";
  }

  async #readFile(file: MergedFile): Promise<ReadonlyMap<number, MergedDigest> | null> {
    try {
      const digests = await this.#digestsOf(file);
      if (digests !== null) return digests;
    } catch (error) {
      if (!(error instanceof TracewellError)) throw error;
    }
    const message =
      "The identities do not fit their segments: delete the file, and the next start makes them again.";
    const { path, firstSeq } = file;
    this.#report({ code: "identities", file: path, offset: 0, seq: firstSeq, message });
    return null;
  }

  /** Null when an entry is where it cannot be found, or of no segment. */
  async #digestsOf(file: MergedFile): Promise<ReadonlyMap<number, MergedDigest> | null> {
    const handle = this.#files.openRead(file.path);
    let content: ReturnType<typeof readIdentityContent>;
    try {
      content = readIdentityContent(handle, file.lastSeq - file.firstSeq + 1);
    } finally {
      handle.close();
    }
    if (content === null) return null;
    const { key, bucketBits } = content;
    const filter = new IdentityFilter(content.filterWords);
    const firstSeqs = this.#firstSeqs.filter((seq) => seq >= file.firstSeq && seq <= file.lastSeq);
    const digests = firstSeqs.map(() => new IdentityDigest());
    const mask = new BlockMask();
    const source = IdentitySource.open(this.#files, file, key);
    let isSound = true;
    try {
      for (let bucket = 0; bucket < 2 ** bucketBits; bucket += 1) {
        source.visit(bucketBits, bucket, (bytes, at) => {
          const low = bytes.readInt32LE(at);
          const high = bytes.readInt32LE(at + 4);
          const seq = file.firstSeq + bytes.readUInt32LE(at + 8);
          mask.fill(low);
          isSound &&= bucketOf(high, bucketBits) === bucket && filter.mayHave(mask, high);
          isSound &&= seq <= file.lastSeq;
          const segment = lastAtOrBefore(firstSeqs, seq);
          // Retention has removed the record.
          if (segment < 0) return;
          digests[segment]?.add(low, high, seq - (firstSeqs[segment] ?? 0));
        });
        if (bucket % STEP_BUCKETS === STEP_BUCKETS - 1) await nextTurn();
      }
    } finally {
      source.close();
    }
    if (!isSound) return null;
    return new Map(
      firstSeqs.map((firstSeq, index) => {
        return [firstSeq, { file: file.path, key, digest: digests[index] ?? new IdentityDigest() }];
      }),
    );
  }
}

/** The place of the last number that is not above `sought` in an ascending list; -1 when there is none. */
function lastAtOrBefore(ascending: readonly number[], sought: number): number {
  let from = 0;
  let to = ascending.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((ascending[middle] ?? 0) <= sought) from = middle + 1;
    else to = middle;
  }
  return from - 1;
}
