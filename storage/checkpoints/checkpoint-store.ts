import type { FileCheckpoint } from "./file-checkpoint.ts";

/** How far followed files were read. Lives beside the ledger's writer, and is always written after it. */
export interface CheckpointStore {
  /** Those of one source, by the number of the file. */
  list(source: string): FileCheckpoint[];
  /**
   * Replaces those of the same files, all or none. `seq` is the ledger's head, already durable, that they
   * stand on. A power cut may take them back, never tear them.
   */
  save(checkpoints: readonly FileCheckpoint[], seq: number): void;
  /** The same, and durable when it returns: for what must be known before a record is written. */
  saveDurably(checkpoints: readonly FileCheckpoint[], seq: number): void;
  /** Forgets files by number: read again from their beginning, they give duplicates alone. */
  forget(source: string, files: readonly number[]): void;
  /** Idempotent. */
  close(): void;
}
