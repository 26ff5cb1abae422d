import { randomUUID } from "node:crypto";
import {
  closeSync,
  fdatasyncSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  writeSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { SPOOL_FILE_ENDING } from "./spool-owner.ts";

/** A file is removed once the service has taken all of it: small ones give their room back early. */
const SEGMENT_BYTES_MAX = 8 * 1024 * 1024;

const FILE_MODE = 0o600;
const DIRECTORY_MODE = 0o700;
const NUMBER_DIGITS = 12;

/** Told of lines that found no room, or could not be written. */
export interface DroppedLines {
  readonly lines: number;
  /** What the last of them failed with; null where the spool was full. */
  readonly cause: Error | null;
  readonly firstMs: number;
  readonly lastMs: number;
}

interface OpenFile {
  readonly descriptor: number;
  bytes: number;
}

/** Appends lines to files of one directory; bytes are in the file when `append` returns. */
export class SpoolWriter {
  readonly #directory: string;
  readonly #bytesMax: number;
  readonly #fsync: boolean;
  #file: OpenFile | null = null;
  #nextNumber = 1;
  #bytes = 0;
  #dropped: DroppedLines | null = null;

  constructor(options: { directory: string; bytesMax: number; fsync: boolean }) {
    this.#directory = options.directory;
    this.#bytesMax = options.bytesMax;
    this.#fsync = options.fsync;
  }

  /** Bytes in the spool that the service has not taken yet. */
  get bytes(): number {
    return this.#bytes;
  }

  /**
   * Whole lines with their line ends. False when there is no room, or the system does not take them: none of
   * them is written then, and they are counted.
   */
  append(lines: Uint8Array): boolean {
    if (lines.length === 0) return true;
    if (this.#bytes + lines.length > this.#bytesMax) {
      this.#drop(lines, null);
      return false;
    }
    const failure = this.#write(lines);
    if (failure !== null) this.#drop(lines, failure);
    return failure === null;
  }

  /**
   * Writes a line that says what was dropped, also where there is no room for others, and counts anew. False
   * when nothing was dropped, or the system does not take it: then it is still to be said.
   */
  reportDropped(describe: (dropped: DroppedLines) => Uint8Array): boolean {
    if (this.#dropped === null || this.#write(describe(this.#dropped)) !== null) return false;
    this.#dropped = null;
    return true;
  }

  #write(lines: Uint8Array): Error | null {
    try {
      this.#writeWhole(this.#usableFile(), lines);
      return null;
    } catch (error) {
      return error instanceof Error ? error : new Error(String(error));
    }
  }

  #writeWhole(file: OpenFile, lines: Uint8Array): void {
    try {
      for (let written = 0; written < lines.length;) {
        written += writeSync(file.descriptor, lines, written);
      }
      if (this.#fsync) fdatasyncSync(file.descriptor);
    } catch (error) {
      this.#takeBack(file);
      throw error;
    }
    file.bytes += lines.length;
    this.#bytes += lines.length;
    if (file.bytes >= SEGMENT_BYTES_MAX) this.#closeFile();
  }

  /** Half a line may stand at the end of the file. Where it cannot be cut, the next one begins another. */
  #takeBack(file: OpenFile): void {
    try {
      ftruncateSync(file.descriptor, file.bytes);
    } catch {
      this.#closeFile();
    }
  }

  /** The service has taken, or another process left, so many bytes. */
  changeBytes(difference: number): void {
    this.#bytes += difference;
  }

  /** What was dropped and not reported yet; null when nothing was. */
  get dropped(): DroppedLines | null {
    return this.#dropped;
  }

  close(): void {
    this.#closeFile();
  }

  /** A file that somebody has removed takes lines that nobody reads. */
  #usableFile(): OpenFile {
    if (this.#file !== null && fstatSync(this.#file.descriptor).nlink === 0) this.#closeFile();
    return this.#file ?? this.#open();
  }

  #open(): OpenFile {
    mkdirSync(this.#directory, { recursive: true, mode: DIRECTORY_MODE });
    const number = String(this.#nextNumber++).padStart(NUMBER_DIGITS, "0");
    const name = `${number}-${randomUUID().replaceAll("-", "")}${SPOOL_FILE_ENDING}`;
    const descriptor = openSync(join(this.#directory, name), "ax", FILE_MODE);
    this.#file = { descriptor, bytes: 0 };
    if (this.#fsync) {
      // A file outlives a power cut only when the directories that name it do.
      syncDirectory(this.#directory);
      syncDirectory(dirname(this.#directory));
    }
    return this.#file;
  }

  #closeFile(): void {
    if (this.#file !== null) closeSync(this.#file.descriptor);
    this.#file = null;
  }

  #drop(lines: Uint8Array, cause: Error | null): void {
    const now = Date.now();
    const count = lines.reduce((sum, byte) => (byte === 0x0a ? sum + 1 : sum), 0);
    this.#dropped = {
      lines: (this.#dropped?.lines ?? 0) + count,
      cause,
      firstMs: this.#dropped?.firstMs ?? now,
      lastMs: now,
    };
  }
}

function syncDirectory(path: string): void {
  const descriptor = openSync(path, "r");
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
