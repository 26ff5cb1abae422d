import { closeSync, fdatasyncSync, fstatSync, openSync, readSync, writeSync } from "node:fs";
import { ShopError } from "../errors.ts";
import { isMovedAway } from "./moved-away.ts";
import { syncDirectoryOf } from "./sync-directory.ts";

const FILE_MODE = 0o600;

/**
 * An append-only text file that goes on where it was interrupted: by a crash, or by a disk that was full.
 * Its records have no IDs by which repeats could be told, and who follows it may have read half a record.
 */
export class TextFile {
  readonly path: string;
  readonly #durable: boolean;
  #descriptor: number | null = null;

  /** Opened at the first text. Not `durable`: never synced, for a simulation. */
  constructor(path: string, { durable = true }: { durable?: boolean } = {}) {
    this.path = path;
    this.#durable = durable;
  }

  /**
   * Writes what is not written yet: the first text after opening, or after a failure, is given from its
   * beginning, and what of it stands at the file's end is not written again. Throws `internal` when
   * something could not be written; the same text is then to be given again.
   */
  append(text: string): void {
    try {
      const bytes = Buffer.from(text, "utf8");
      if (this.#descriptor !== null) return writeWhole(this.#descriptor, bytes);
      this.#descriptor = openSync(this.path, "a+", FILE_MODE);
      if (this.#durable) syncDirectoryOf(this.path);
      writeWhole(this.#descriptor, missingFrom(this.#descriptor, bytes));
    } catch (error) {
      throw this.#failed(error);
    }
  }

  /**
   * What was written survives a power cut from here on. Throws `internal` when that is not sure. Where the file
   * was renamed or removed, what comes next begins a new one.
   */
  sync(): void {
    if (this.#descriptor === null || !this.#durable) return;
    try {
      fdatasyncSync(this.#descriptor);
      if (isMovedAway(this.path, this.#descriptor)) this.close();
    } catch (error) {
      throw this.#failed(error);
    }
  }

  /** Idempotent. */
  close(): void {
    if (this.#descriptor === null) return;
    const descriptor = this.#descriptor;
    this.#descriptor = null;
    closeSync(descriptor);
  }

  #failed(cause: unknown): ShopError {
    this.close();
    return new ShopError("internal", `The trace cannot be written to ${this.path}.`, { cause });
  }
}

function writeWhole(descriptor: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length;) at += writeSync(descriptor, bytes, at);
}

/** The text without its longest beginning that the file ends with. A foreign half line is ended first. */
function missingFrom(descriptor: number, text: Buffer): Buffer {
  const size = fstatSync(descriptor).size;
  const tail = Buffer.alloc(Math.min(size, text.length));
  const read = readSync(descriptor, tail, 0, tail.length, size - tail.length);
  for (let length = read; length > 0; length -= 1) {
    if (tail.compare(text, 0, length, read - length, read) === 0) return text.subarray(length);
  }
  const endsInLine = read > 0 && tail[read - 1] !== 0x0a;
  return endsInLine ? Buffer.concat([Buffer.from("\n"), text]) : text;
}
