import type { FileCheckpoint } from "#storage/checkpoints/file-checkpoint.ts";
import { readCompressed, recognizeCompressed } from "./compressed-file.ts";
import { describe } from "./discover-files.ts";
import type { FileFacts, FollowedSource, FollowPorts } from "./follow-ports.ts";
import { FollowedFile } from "./followed-file.ts";
import { placeOf, type KnownFiles } from "./known-files.ts";
import { pieceRequest } from "./piece-reader.ts";

export interface CompressedParts {
  readonly source: FollowedSource;
  readonly ports: FollowPorts;
  readonly known: KnownFiles;
  /** What can be read as it was is read there. */
  readonly isAtHand: (file: FollowedFile) => boolean;
  readonly nextNumber: () => number;
}

/** The compressed files of one source: read once, one at a time, beside everything else. */
export class CompressedFiles {
  readonly #parts: CompressedParts;
  /** Files that were read, by path, as they were then. */
  readonly #read = new Map<string, Pick<FileFacts, "device" | "inode" | "size">>();
  /** By path: why a file could not be read last time. */
  readonly #failures = new Map<string, string>();
  #reading: Promise<void> | null = null;
  #isOneLeft = false;

  constructor(parts: CompressedParts) {
    this.#parts = parts;
  }

  /** One is being read, or waits for its turn. */
  get isBusy(): boolean {
    return this.#reading !== null || this.#isOneLeft;
  }

  async idle(): Promise<void> {
    await this.#reading;
  }

  wasRead({ path, device, inode }: FileCheckpoint, size: number): void {
    this.#read.set(path, { device, inode, size });
  }

  isRead(path: string, facts: FileFacts): boolean {
    const read = this.#read.get(path);
    return read !== undefined && placeOf(read) === placeOf(facts) && read.size === facts.size;
  }

  /** Those that wait are named again, one by one. */
  begin(): void {
    this.#isOneLeft = false;
  }

  /** Reads a file when no other is read; the answer says why it could not be read last time. */
  start(path: string, facts: FileFacts): string | undefined {
    const failure = this.#failures.get(path);
    if (this.#reading !== null) {
      this.#isOneLeft = true;
      return failure;
    }
    this.#reading = this.#readOnce(path, facts)
      .then(() => void this.#failures.delete(path))
      .catch((error: unknown) => {
        this.#failures.set(path, describe(path, error));
      })
      .finally(() => {
        this.#reading = null;
      });
    return failure;
  }

  async #readOnce(path: string, facts: FileFacts): Promise<void> {
    const { source, ports, known, isAtHand, nextNumber } = this.#parts;
    const { fingerprint, copyOf } = await recognizeCompressed(ports, path, (wanted) =>
      known.beginningWith(wanted),
    );
    const { device, inode, size } = facts;
    const start = copyOf?.checkpoint ?? { offset: 0, line: 1, checksum: 0, tail: "" };
    const isCopy = copyOf !== null && isAtHand(copyOf);
    const isMoved = copyOf !== null && !isCopy;
    const number = isMoved ? copyOf.checkpoint.file : nextNumber();
    const place = { source: source.name, file: number, fingerprint, path, device, inode };
    const from: FileCheckpoint = { ...start, ...place };
    const { checkpoint, rest } = isCopy
      ? { checkpoint: from, rest: new Uint8Array() }
      : await readCompressed(ports, source, path, from);
    const file = isMoved ? copyOf : new FollowedFile(checkpoint, null);
    known.add(file);
    file.checkpoint = { ...checkpoint, compressedBytes: size };
    file.isFinished = true;
    file.size = checkpoint.offset + rest.length;
    if (rest.length > 0 && file.hasSuccessor) file.heldRest = rest;
    else if (rest.length > 0) {
      const body = Uint8Array.from(rest);
      const kept = { before: file.checkpoint };
      await ports.ingest(pieceRequest(source, file.checkpoint, body, kept, "idle"));
    }
    await ports.checkpoints.save(file.checkpoint);
    this.#read.set(path, { device, inode, size });
  }
}
