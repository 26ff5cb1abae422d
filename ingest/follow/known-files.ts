import type { FileFacts } from "./follow-ports.ts";
import type { FollowedFile } from "./followed-file.ts";

/** The files of a source that were ever seen, oldest first, found by place or beginning without a search. */
export class KnownFiles {
  readonly #files = new Set<FollowedFile>();
  readonly #byFingerprint = new Map<string, Set<FollowedFile>>();
  readonly #byPlace = new Map<string, FollowedFile>();

  [Symbol.iterator](): IterableIterator<FollowedFile> {
    return this.#files.values();
  }

  add(file: FollowedFile): void {
    this.#files.add(file);
    const { fingerprint } = file.checkpoint;
    const same = this.#byFingerprint.get(fingerprint) ?? new Set();
    this.#byFingerprint.set(fingerprint, same.add(file));
    this.moved(file);
  }

  /** It lies at another place now. */
  moved(file: FollowedFile): void {
    this.#byPlace.set(placeOf(file.checkpoint), file);
  }

  remove(file: FollowedFile): void {
    this.#files.delete(file);
    this.#byFingerprint.get(file.checkpoint.fingerprint)?.delete(file);
    const place = placeOf(file.checkpoint);
    if (this.#byPlace.get(place) === file) this.#byPlace.delete(place);
  }

  /** The file that was at a place last. */
  at(facts: FileFacts): FollowedFile | undefined {
    const file = this.#byPlace.get(placeOf(facts));
    return file?.isAt(facts) === true ? file : undefined;
  }

  beginningWith(fingerprint: string): Iterable<FollowedFile> {
    return this.#byFingerprint.get(fingerprint) ?? [];
  }
}

export function placeOf({ device, inode }: Pick<FileFacts, "device" | "inode">): string {
  return `${device}:${inode}`;
}
