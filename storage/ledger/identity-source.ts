import { crc32 } from "node:zlib";
import type { TracewellError } from "#domain/errors.ts";
import type { FileHandle, FileLayer } from "#storage/files/file-layer.ts";
import { bucketOf, ENTRY_BYTES, readIdentityContent } from "./identity-file.ts";
import type { IdentityFileContent } from "./identity-file.ts";
import type { IdentityKey } from "./identity-hash.ts";
import { corrupt } from "./ledger-failure.ts";

/** Read at once: entries are read in the order of the file. */
const WINDOW_BYTES = 1024 * 1024;

/** Where the identities of consecutive records are. */
export interface IdentitySourceFile {
  readonly path: string;
  readonly firstSeq: number;
  /** Inclusive. */
  readonly lastSeq: number;
}

/** Reads the entries of an identities file from its beginning to its end, in the buckets of another file. */
export class IdentitySource {
  readonly file: IdentitySourceFile;
  readonly content: IdentityFileContent;
  readonly #handle: FileHandle;
  #window: Buffer = Buffer.alloc(0);
  #windowAt = 0;
  #bucket = -1;
  #entries: Buffer = Buffer.alloc(0);

  private constructor(file: IdentitySourceFile, handle: FileHandle, content: IdentityFileContent) {
    this.file = file;
    this.#handle = handle;
    this.content = content;
  }

  /** Throws `ledger-corrupt` when the file does not fit its name or is damaged, or another key's. */
  static open(files: FileLayer, file: IdentitySourceFile, key: IdentityKey): IdentitySource {
    const handle = files.openRead(file.path);
    try {
      const records = file.lastSeq - file.firstSeq + 1;
      const content = readIdentityContent(handle, records, { filter: false });
      const isOurs = content?.key.low === key.low && content.key.high === key.high;
      if (content === null || !isOurs) throw damaged(file);
      return new IdentitySource(file, handle, content);
    } catch (error) {
      handle.close();
      throw error;
    }
  }

  /** Entries in the file. */
  get count(): number {
    const { directory, bucketBits } = this.content;
    return directory[2 ** bucketBits] ?? 0;
  }

  /**
   * Visits the entries of one bucket of a file with 2^`bits` buckets. `entry` begins at `at` in `bytes` and
   * is valid during the visit. Throws `ledger-corrupt` when a bucket is damaged.
   */
  visit(bits: number, bucket: number, visit: (bytes: Buffer, at: number) => void): void {
    const finer = this.content.bucketBits - bits;
    if (finer >= 0) {
      const first = bucket * 2 ** finer;
      for (let own = first; own < first + 2 ** finer; own += 1) {
        const entries = this.#read(own);
        for (let at = 0; at < entries.length; at += ENTRY_BYTES) visit(entries, at);
      }
      return;
    }
    const own = bucket >>> -finer;
    if (own !== this.#bucket) {
      this.#entries = this.#read(own);
      this.#bucket = own;
    }
    const entries = this.#entries;
    for (let at = 0; at < entries.length; at += ENTRY_BYTES) {
      if (bucketOf(entries.readInt32LE(at + 4), bits) === bucket) visit(entries, at);
    }
  }

  close(): void {
    this.#handle.close();
  }

  #read(bucket: number): Buffer {
    const { directory, bucketBits, tableAt } = this.content;
    const start = (directory[bucket] ?? 0) * ENTRY_BYTES;
    const length = (directory[bucket + 1] ?? 0) * ENTRY_BYTES - start;
    const from = start - this.#windowAt;
    let entries = from < 0 ? null : this.#window.subarray(from, from + length);
    if (entries === null || entries.length !== length) {
      this.#window = this.#handle.read(tableAt + start, Math.max(length, WINDOW_BYTES));
      this.#windowAt = start;
      entries = this.#window.subarray(0, length);
    }
    if (entries.length !== length) throw damaged(this.file);
    if (crc32(entries) !== directory[2 ** bucketBits + 1 + bucket]) throw damaged(this.file);
    return entries;
  }
}

function damaged({ path, firstSeq }: IdentitySourceFile): TracewellError {
  return corrupt(`${path} is damaged: delete it, and the next start makes it again.`, {
    file: path,
    offset: 0,
    seq: firstSeq,
  });
}
