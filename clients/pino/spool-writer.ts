import { randomUUID } from "node:crypto";
import { closeSync, fdatasyncSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { SPOOL_FILE_ENDING } from "./spool-owner.ts";

/** A file is removed once the service has taken all of it: small ones give their room back early. */
const SEGMENT_BYTES_MAX = 8 * 1024 * 1024;

const FILE_MODE = 0o600;
const NUMBER_DIGITS = 12;

/** Told of lines that found no room. */
export interface DroppedLines {
  readonly lines: number;
  readonly firstMs: number;
  readonly lastMs: number;
}

/** Appends lines to files of one directory; bytes are in the file when `append` returns. */
export class SpoolWriter {
  readonly #directory: string;
  readonly #bytesMax: number;
  readonly #fsync: boolean;
  #file: { readonly descriptor: number; bytes: number } | null = null;
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

  /** Whole lines with their line ends. False when there is no room: they are dropped and counted. */
  append(lines: Uint8Array): boolean {
    if (lines.length === 0) return true;
    if (this.#bytes + lines.length > this.#bytesMax) {
      this.#drop(lines);
      return false;
    }
    const file = this.#file ?? this.#open();
    try {
      for (let written = 0; written < lines.length;) {
        written += writeSync(file.descriptor, lines, written);
      }
      if (this.#fsync) fdatasyncSync(file.descriptor);
    } catch (error) {
      // Half a line may stand at its end: the next line begins a file of its own.
      this.#closeFile();
      throw error;
    }
    file.bytes += lines.length;
    this.#bytes += lines.length;
    if (file.bytes >= SEGMENT_BYTES_MAX) this.#closeFile();
    return true;
  }

  /** The service has taken, or another process left, so many bytes. */
  changeBytes(difference: number): void {
    this.#bytes += difference;
  }

  /** What was dropped since the last time it was asked for. */
  takeDropped(): DroppedLines | null {
    const dropped = this.#dropped;
    this.#dropped = null;
    return dropped;
  }

  close(): void {
    this.#closeFile();
  }

  #open(): { readonly descriptor: number; bytes: number } {
    const number = String(this.#nextNumber++).padStart(NUMBER_DIGITS, "0");
    const name = `${number}-${randomUUID().replaceAll("-", "")}${SPOOL_FILE_ENDING}`;
    const descriptor = openSync(join(this.#directory, name), "ax", FILE_MODE);
    this.#file = { descriptor, bytes: 0 };
    return this.#file;
  }

  #closeFile(): void {
    if (this.#file !== null) closeSync(this.#file.descriptor);
    this.#file = null;
  }

  #drop(lines: Uint8Array): void {
    const now = Date.now();
    const count = lines.reduce((sum, byte) => (byte === 0x0a ? sum + 1 : sum), 0);
    this.#dropped = {
      lines: (this.#dropped?.lines ?? 0) + count,
      firstMs: this.#dropped?.firstMs ?? now,
      lastMs: now,
    };
  }
}
