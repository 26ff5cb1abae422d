import type { FileCheckpoint } from "#storage/checkpoints/file-checkpoint.ts";
import { TracewellError } from "#domain/errors.ts";
import { askPatiently } from "./ask-patiently.ts";
import { readCompressed, recognizeCompressed } from "./compressed-file.ts";
import { describe } from "./discover-files.ts";
import type { FileFacts, FollowedSource, FollowPorts } from "./follow-ports.ts";
import { FollowedFile } from "./followed-file.ts";
import { placeOf, type KnownFiles } from "./known-files.ts";
import { streamAllowed } from "./open-allowed.ts";
import { pieceRequest } from "./piece-reader.ts";

/** A file that failed is tried again so often. */
const FAILED_RETRY_MS = 30_000;

/** The same for one whose content is damaged: it takes as long as a whole one, and may never be mended. */
const DAMAGED_RETRY_MS = 3_600_000;

type Place = Pick<FileFacts, "device" | "inode" | "size">;

interface Failure extends Place {
  readonly reason: string;
  readonly againMs: number;
}

export interface CompressedParts {
  readonly source: FollowedSource;
  readonly ports: FollowPorts;
  /** What is being read is given up then. */
  readonly ended: AbortSignal;
  readonly known: KnownFiles;
  /** What can be read as it was is read there. */
  readonly isAtHand: (file: FollowedFile) => boolean;
  readonly nextNumber: () => number;
}

/** The compressed files of one source: read once, one at a time, beside everything else. */
export class CompressedFiles {
  readonly #parts: CompressedParts;
  /** Files that were read, by path, as they were then. */
  readonly #read = new Map<string, Place>();
  /** By path: why a file could not be read last time. */
  readonly #failures = new Map<string, Failure>();
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
    return isSame(this.#read.get(path), facts);
  }

  /** Of those that are no more, nothing is remembered but how far they were read, for a while. */
  present(found: ReadonlyMap<string, unknown>, nowMs: number): void {
    for (const path of this.#failures.keys()) if (!found.has(path)) this.#failures.delete(path);
    for (const path of this.#read.keys()) if (!found.has(path)) this.#read.delete(path);
    for (const file of this.#parts.known) {
      if (file.checkpoint.compressedBytes === undefined) continue;
      if (found.has(file.checkpoint.path)) file.goneSinceMs = null;
      else file.goneSinceMs ??= nowMs;
    }
  }

  /** Those that wait are named again, one by one. */
  begin(): void {
    this.#isOneLeft = false;
  }

  /** Reads a file when no other is read; the answer says why it could not be read last time. */
  start(path: string, facts: FileFacts): string | undefined {
    const { ports, ended } = this.#parts;
    const failure = this.#failures.get(path);
    const isWaiting = isSame(failure, facts) && ports.clock() < (failure?.againMs ?? 0);
    if (ended.aborted || isWaiting) return failure?.reason;
    if (this.#reading !== null) {
      this.#isOneLeft = true;
      return failure?.reason;
    }
    this.#reading = this.#readOnce(path, facts)
      .then(() => void this.#failures.delete(path))
      .catch((error: unknown) => {
        const isDamaged = error instanceof TracewellError && error.code !== "overloaded";
        const againMs = ports.clock() + (isDamaged ? DAMAGED_RETRY_MS : FAILED_RETRY_MS);
        const { device, inode, size } = facts;
        this.#failures.set(path, { device, inode, size, reason: describe(path, error), againMs });
      })
      .finally(() => {
        this.#reading = null;
      });
    return failure?.reason;
  }

  async #readOnce(path: string, facts: FileFacts): Promise<void> {
    const { source, ports, ended, known, isAtHand, nextNumber } = this.#parts;
    const content = (): AsyncIterable<Uint8Array> => streamAllowed(ports, source, path, ended);
    const { fingerprint, copyOf } = await recognizeCompressed(content(), (wanted) =>
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
      : await readCompressed(ports, source, content(), from, ended);
    const file = isMoved ? copyOf : new FollowedFile(checkpoint, null);
    known.add(file);
    file.checkpoint = { ...checkpoint, compressedBytes: size };
    file.isFinished = true;
    file.size = checkpoint.offset + rest.length;
    if (rest.length > 0 && file.hasSuccessor) file.heldRest = rest;
    else if (rest.length > 0) {
      const kept = { before: file.checkpoint };
      await askPatiently(() => {
        // The writer takes the bytes for itself.
        const body = Uint8Array.from(rest);
        return ports.ingest(pieceRequest(source, file.checkpoint, body, kept, "idle"));
      }, ended);
    }
    await ports.checkpoints.save(file.checkpoint);
    this.#read.set(path, { device, inode, size });
  }
}

function isSame(known: Place | undefined, facts: Place): boolean {
  return known !== undefined && placeOf(known) === placeOf(facts) && known.size === facts.size;
}
