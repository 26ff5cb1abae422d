import * as fs from "node:fs";
import { dirname, resolve } from "node:path";
import type { FileHandle, FileLayer } from "./file-layer.ts";

/** Only the service's own user may read what it stores. */
const FILE_MODE = 0o600;
const DIRECTORY_MODE = 0o700;

class NodeFileHandle implements FileHandle {
  readonly path: string;
  readonly #descriptor: number;
  #closed = false;

  constructor(path: string, descriptor: number) {
    this.path = path;
    this.#descriptor = descriptor;
  }

  append(bytes: Uint8Array): void {
    let written = 0;
    while (written < bytes.length) {
      written += fs.writeSync(this.#descriptor, bytes, written, bytes.length - written, null);
    }
  }

  read(position: number, length: number): Buffer {
    const buffer = Buffer.allocUnsafe(length);
    let filled = 0;
    while (filled < length) {
      const count = fs.readSync(
        this.#descriptor,
        buffer,
        filled,
        length - filled,
        position + filled,
      );
      if (count === 0) break;
      filled += count;
    }
    return filled === length ? buffer : buffer.subarray(0, filled);
  }

  size(): number {
    return fs.fstatSync(this.#descriptor).size;
  }

  truncate(bytes: number): void {
    fs.ftruncateSync(this.#descriptor, bytes);
  }

  sync(): void {
    fs.fdatasyncSync(this.#descriptor);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    fs.closeSync(this.#descriptor);
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}

function syncDirectory(path: string): void {
  const descriptor = fs.openSync(path, fs.constants.O_RDONLY | fs.constants.O_DIRECTORY);
  try {
    fs.fsyncSync(descriptor);
  } finally {
    fs.closeSync(descriptor);
  }
}

function makeDirectory(path: string): void {
  const absolute = resolve(path);
  if (fs.statSync(absolute, { throwIfNoEntry: false })?.isDirectory() === true) return;
  const parent = dirname(absolute);
  if (parent !== absolute) makeDirectory(parent);
  try {
    fs.mkdirSync(absolute, { mode: DIRECTORY_MODE });
  } catch (error) {
    const made = fs.statSync(absolute, { throwIfNoEntry: false })?.isDirectory() === true;
    if (!made) throw error; // Another process may have made it meanwhile: then all is well.
  }
  syncDirectory(parent);
}

function list(path: string): string[] {
  try {
    return fs.readdirSync(path).sort();
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

/**
 * Files of the operating system. Errors are those of `node:fs`, with `code` and `path`.
 * Appending handles may be read and truncated too; new files are readable by their owner alone.
 */
export const nodeFiles: FileLayer = {
  makeDirectory,
  list,
  exists: (path) => fs.existsSync(path),
  openAppend(path, options) {
    const { O_APPEND, O_CREAT, O_RDWR } = fs.constants;
    const flags = O_APPEND | O_RDWR | (options.create ? O_CREAT : 0);
    return new NodeFileHandle(path, fs.openSync(path, flags, options.mode ?? FILE_MODE));
  },
  openRead: (path) => new NodeFileHandle(path, fs.openSync(path, fs.constants.O_RDONLY)),
  syncDirectory,
  rename: (from, to) => fs.renameSync(from, to),
  remove: (path) => fs.unlinkSync(path),
};
