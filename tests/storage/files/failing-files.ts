import type { FileHandle, FileLayer } from "#storage/files/file-layer.ts";

export type FileOperation =
  | "makeDirectory"
  | "list"
  | "openAppend"
  | "openRead"
  | "syncDirectory"
  | "rename"
  | "remove"
  | "append"
  | "read"
  | "size"
  | "truncate"
  | "sync"
  | "close";

export type SystemErrorCode = "EIO" | "ENOSPC" | "EACCES" | "EROFS";

export interface FailurePlan {
  /** Every operation when absent. */
  readonly operation?: FileOperation;
  /** Which call fails, counted from 1 over the chosen operations. */
  readonly call: number;
  readonly code: SystemErrorCode;
  /** A failing append writes half of its bytes first. */
  readonly shortWrite?: boolean;
  /** All calls after the failing one fail as well. */
  readonly forever?: boolean;
  /** Told the path of a file whose sync failed, so that the disk below can drop what was dirty. */
  readonly onFailedSync?: (path: string) => void;
}

/** Files that fail one chosen call with an error of the operating system, and otherwise work. */
export class FailingFiles implements FileLayer {
  readonly #inner: FileLayer;
  readonly #plan: FailurePlan;
  #calls = 0;
  #failed: FileOperation | null = null;

  constructor(inner: FileLayer, plan: FailurePlan) {
    this.#inner = inner;
    this.#plan = plan;
  }

  /** Calls of the chosen operations so far. */
  get calls(): number {
    return this.#calls;
  }

  /** The operation that failed first; null when none has. */
  get failed(): FileOperation | null {
    return this.#failed;
  }

  makeDirectory(path: string): void {
    this.#call("makeDirectory", path);
    this.#inner.makeDirectory(path);
  }

  list(path: string): string[] {
    this.#call("list", path);
    return this.#inner.list(path);
  }

  exists(path: string): boolean {
    return this.#inner.exists(path);
  }

  openAppend(path: string, options: { create: boolean; mode?: number }): FileHandle {
    this.#call("openAppend", path);
    return this.#handle(this.#inner.openAppend(path, options));
  }

  openRead(path: string): FileHandle {
    this.#call("openRead", path);
    return this.#handle(this.#inner.openRead(path));
  }

  syncDirectory(path: string): void {
    this.#call("syncDirectory", path);
    this.#inner.syncDirectory(path);
  }

  rename(from: string, to: string): void {
    this.#call("rename", from);
    this.#inner.rename(from, to);
  }

  remove(path: string): void {
    this.#call("remove", path);
    this.#inner.remove(path);
  }

  #handle(inner: FileHandle): FileHandle {
    const { path } = inner;
    return {
      path,
      append: (bytes) => {
        const half = this.#plan.shortWrite === true ? bytes.subarray(0, bytes.length >> 1) : null;
        this.#call("append", path, () => half !== null && inner.append(half));
        inner.append(bytes);
      },
      read: (position, length) => {
        this.#call("read", path);
        return inner.read(position, length);
      },
      size: () => {
        this.#call("size", path);
        return inner.size();
      },
      truncate: (bytes) => {
        this.#call("truncate", path);
        inner.truncate(bytes);
      },
      sync: () => {
        this.#call("sync", path, () => this.#plan.onFailedSync?.(path));
        inner.sync();
      },
      close: () => {
        // The descriptor is gone whatever close reports.
        inner.close();
        this.#call("close", path);
      },
    };
  }

  #call(operation: FileOperation, path: string, beforeFailing?: () => void): void {
    const { code, call, forever } = this.#plan;
    if (this.#plan.operation !== undefined && this.#plan.operation !== operation) return;
    this.#calls += 1;
    const fails = this.#calls === call || (forever === true && this.#calls > call);
    if (!fails) return;
    this.#failed ??= operation;
    beforeFailing?.();
    throw Object.assign(new Error(`${code}: injected, ${operation} '${path}'`), { code, path });
  }
}
