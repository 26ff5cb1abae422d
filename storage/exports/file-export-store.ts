import { existsSync, rmSync, statfsSync } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { TracewellError } from "#domain/errors.ts";
import type { FileHandle, FileLayer } from "../files/file-layer.ts";
import { replaceFile } from "../files/replace-file.ts";
import type { ExportSpool } from "./export-spool.ts";
import type { ExportFile, ExportStore, StoredExport } from "./export-store.ts";
import { openSqliteExportSpool } from "./sqlite/export-spool.ts";

const DOCUMENT_FILE = "export.json";
const CONTENT_FILE = "content";
const SPOOL_FILE = "spool.sqlite";

/** Documents are some kilobytes: a request, positions of ledgers, a manifest. */
const DOCUMENT_BYTES_MAX = 4 * 1024 * 1024;

export interface FileExportStoreOptions {
  readonly files: FileLayer;
  /** Its own; made where it is missing. */
  readonly directory: string;
  /** Bytes that are left; of the operating system when absent. */
  readonly freeBytes?: () => number;
}

/** Opens the store: a directory for each export, with its document, its file and its spool. */
export function openFileExportStore(options: FileExportStoreOptions): ExportStore {
  options.files.makeDirectory(options.directory);
  return new FileExportStore(options);
}

/** The file of an export, from its beginning; for any thread. Rejects with `not-found`. */
export async function openExportContent(directory: string, id: string): Promise<Readable> {
  try {
    const handle = await open(join(directory, id, CONTENT_FILE), "r");
    return handle.createReadStream();
  } catch (cause) {
    const isMissing = cause instanceof Error && "code" in cause && cause.code === "ENOENT";
    if (!isMissing) throw cause;
    throw new TracewellError("not-found", `The file of the export ${id} is gone.`, { cause });
  }
}

class FileExportStore implements ExportStore {
  readonly #files: FileLayer;
  readonly #directory: string;
  readonly #freeBytes: () => number;

  constructor({ files, directory, freeBytes }: FileExportStoreOptions) {
    this.#files = files;
    this.#directory = directory;
    this.#freeBytes = freeBytes ?? (() => freeBytesOf(directory));
  }

  list(): StoredExport[] {
    const stored: StoredExport[] = [];
    for (const id of this.#files.list(this.#directory)) {
      const path = this.#path(id, DOCUMENT_FILE);
      // Without a document it was being made or removed when the process ended.
      if (this.#files.exists(path)) stored.push({ id, document: this.#read(path) });
      else this.remove(id);
    }
    return stored;
  }

  save(id: string, document: unknown): void {
    this.#files.makeDirectory(join(this.#directory, id));
    replaceFile(this.#files, this.#path(id, DOCUMENT_FILE), [
      Buffer.from(`${JSON.stringify(document)}\n`),
    ]);
  }

  openFile(id: string, bytes: number): ExportFile {
    const path = this.#path(id, CONTENT_FILE);
    const isNew = !this.#files.exists(path);
    const handle = this.#files.openAppend(path, { create: true });
    const size = handle.size();
    if (size < bytes) {
      handle.close();
      throw new TracewellError("internal", `The file of the export ${id} is shorter than it was.`, {
        detail: { size, bytes },
      });
    }
    handle.truncate(bytes);
    if (isNew) this.#files.syncDirectory(join(this.#directory, id));
    return new CountedFile(handle, bytes);
  }

  openSpool(id: string): ExportSpool {
    return openSqliteExportSpool(this.#path(id, SPOOL_FILE));
  }

  dropSpool(id: string): void {
    for (const beside of ["", "-wal", "-shm"]) {
      rmSync(this.#path(id, SPOOL_FILE + beside), { force: true });
    }
  }

  remove(id: string): void {
    const path = this.#path(id, DOCUMENT_FILE);
    // First: what is left without it is taken away at the next start.
    if (existsSync(path)) this.#files.remove(path);
    rmSync(join(this.#directory, id), { recursive: true, force: true });
    this.#files.syncDirectory(this.#directory);
  }

  freeBytes(): number {
    return this.#freeBytes();
  }

  #path(id: string, file: string): string {
    return join(this.#directory, id, file);
  }

  #read(path: string): unknown {
    const handle = this.#files.openRead(path);
    try {
      return JSON.parse(handle.read(0, Math.min(handle.size(), DOCUMENT_BYTES_MAX)).toString());
    } catch (error) {
      if (error instanceof SyntaxError) return null;
      throw error;
    } finally {
      handle.close();
    }
  }
}

class CountedFile implements ExportFile {
  readonly #handle: FileHandle;
  #bytes: number;

  constructor(handle: FileHandle, bytes: number) {
    this.#handle = handle;
    this.#bytes = bytes;
  }

  get bytes(): number {
    return this.#bytes;
  }

  append(bytes: Uint8Array): void {
    this.#handle.append(bytes);
    this.#bytes += bytes.length;
  }

  sync(): void {
    this.#handle.sync();
  }

  read(position: number, length: number): Buffer {
    return this.#handle.read(position, length);
  }

  close(): void {
    this.#handle.close();
  }
}

function freeBytesOf(directory: string): number {
  const { bavail, bsize } = statfsSync(directory);
  return bavail * bsize;
}
