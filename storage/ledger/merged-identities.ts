import type { FileHandle, FileLayer } from "#storage/files/file-layer.ts";
import { loadIdentities, readIdentityBucket } from "./identity-file.ts";
import type { IdentityFileContent } from "./identity-file.ts";
import { IdentityFilter } from "./identity-filter.ts";
import type { BlockMask } from "./identity-filter.ts";
import type { IdentityHasher, IdentityKey } from "./identity-hash.ts";
import type { MergedFile } from "./segment-files.ts";

/** Identities of several sealed segments: the filter in memory, the exact table in one file. */
export class MergedIdentities {
  readonly file: MergedFile;
  readonly #files: FileLayer;
  readonly #content: IdentityFileContent;
  readonly #filter: IdentityFilter;
  #handle: FileHandle | null = null;

  constructor(files: FileLayer, file: MergedFile, content: IdentityFileContent) {
    this.file = file;
    this.#files = files;
    this.#content = content;
    this.#filter = new IdentityFilter(content.filterWords);
  }

  /** Null when the file is damaged or of another key. */
  static load(files: FileLayer, file: MergedFile, key: IdentityKey): MergedIdentities | null {
    const content = loadIdentities(files, file.path, file.lastSeq - file.firstSeq + 1);
    if (content?.key.low !== key.low || content.key.high !== key.high) return null;
    return new MergedIdentities(files, file, content);
  }

  get firstSeq(): number {
    return this.file.firstSeq;
  }

  get lastSeq(): number {
    return this.file.lastSeq;
  }

  /** Bytes in memory. */
  get heldBytes(): { readonly filter: number; readonly directory: number } {
    const { filterWords, directory } = this.#content;
    return { filter: filterWords.byteLength, directory: directory.byteLength };
  }

  mayHave(mask: BlockMask, high: number): boolean {
    return this.#filter.mayHave(mask, high);
  }

  /** Seqs of the records with the hash that `hasher` holds; null when the table cannot be read. */
  find(hasher: IdentityHasher): readonly number[] | null {
    try {
      this.#handle ??= this.#files.openRead(this.file.path);
      const indexes = readIdentityBucket(this.#handle, this.#content, hasher);
      return indexes?.map((index) => this.file.firstSeq + index) ?? null;
    } catch {
      // It is derived, so whatever the reason, it can be made again.
      return null;
    }
  }

  close(): void {
    this.#handle?.close();
    this.#handle = null;
  }
}
