/**
 * The only door to files for whatever must be durable. Synchronous: the ledger's writer lives in its own
 * thread. `node-files.ts` is the real one; tests bring one that loses and reorders what was not synced, and
 * one that fails a chosen call.
 */
export interface FileHandle {
  readonly path: string;
  /** Appends all bytes (never fewer) at the end of the file. */
  append(bytes: Uint8Array): void;
  /** Reads up to `length` bytes at `position`; the result is shorter at the end of the file. */
  read(position: number, length: number): Buffer;
  size(): number;
  truncate(bytes: number): void;
  /** Makes content and length durable (fdatasync). */
  sync(): void;
  close(): void;
}

export interface FileLayer {
  /** Creates the directory and its parents; a new directory's entry is synced in its parent. */
  makeDirectory(path: string): void;
  /** Names in the directory, ascending; empty when it does not exist. */
  list(path: string): string[];
  exists(path: string): boolean;
  openAppend(path: string, options: { create: boolean; mode?: number }): FileHandle;
  openRead(path: string): FileHandle;
  /** Makes names created, renamed or removed in the directory durable. */
  syncDirectory(path: string): void;
  rename(from: string, to: string): void;
  remove(path: string): void;
}
