/**
 * The port of the exports' store: for each export a document that says how far it is, the file that is made,
 * and a spool for what must be gathered before it can be written. Adapter: `file-export-store.ts`.
 */

import type { ExportSpool } from "./export-spool.ts";

export interface StoredExport {
  readonly id: string;
  /** As it was saved last; to be checked by its reader. Null where it cannot be read. */
  readonly document: unknown;
}

/** The file of one export while it is written. */
export interface ExportFile {
  readonly bytes: number;
  append(bytes: Uint8Array): void;
  /** Makes everything appended durable. */
  sync(): void;
  /** Up to `length` bytes at `position`; shorter at the end. */
  read(position: number, length: number): Buffer;
  close(): void;
}

/** One user at a time, the thread that runs exports; only content of finished exports is read by others. */
export interface ExportStore {
  /** Every export there is, by ID ascending; what is left of removed ones is not. */
  list(): StoredExport[];
  /** Durable when it returns; after a crash the document before it or this one is there. */
  save(id: string, document: unknown): void;
  /** The file, cut to `bytes`: what was appended after the last document is given up. */
  openFile(id: string, bytes: number): ExportFile;
  /** Opens or makes it. */
  openSpool(id: string): ExportSpool;
  /** Harmless where there is none. */
  dropSpool(id: string): void;
  /** Removes all of an export. Harmless where there is none. */
  remove(id: string): void;
  /** Bytes the disk has left for this user. */
  freeBytes(): number;
}
