import type { IngestAnswer, IngestRequest } from "#ingest/pipeline/ingest-gateway.ts";
import type { Source } from "#ingest/pipeline/source-schema.ts";
import type { FileCheckpoint } from "#storage/checkpoints/file-checkpoint.ts";

/** What of a file tells that it is the same, or was changed. Both numbers of a place are given anew in time. */
export interface FileFacts {
  readonly device: number;
  readonly inode: number;
  readonly size: number;
  /** When it was written last, in milliseconds since 1970, with its fraction. */
  readonly modifiedMs: number;
  readonly isFile: boolean;
}

export interface DirectoryEntry {
  readonly name: string;
  readonly kind: "file" | "directory" | "link" | "other";
}

/** A file held open: its content can be read after its name is gone. */
export interface OpenFile {
  facts(): Promise<FileFacts>;
  /** Where it lies, its links resolved: of what was opened, whatever its name leads to by now. */
  realPath(): Promise<string>;
  /** A buffer of its own; shorter at the end of the file. */
  read(position: number, length: number): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** Files that others write. Errors are those of the system, with `code`. */
export interface FileAccess {
  list(directory: string): Promise<readonly DirectoryEntry[]>;
  /** Links are followed. */
  facts(path: string): Promise<FileFacts>;
  realPath(path: string): Promise<string>;
  /** Never waits for a writer, as pipes do; rejects with the code `ENOTFILE` for anything but a file. */
  open(path: string): Promise<OpenFile>;
  /**
   * Tells of changes in a directory by the name of the entry, or null where the system does not say which;
   * `onGone`: the directory itself went, and with it the watch. The answer ends it; null where the system
   * cannot watch.
   */
  watch(
    directory: string,
    onChange: (name: string | null) => void,
    onGone: () => void,
  ): (() => void) | null;
}

/** How far files were read; kept by the writer with their records. */
export interface CheckpointAccess {
  list(source: string): Promise<readonly FileCheckpoint[]>;
  /** Durable when resolved. */
  save(checkpoint: FileCheckpoint): Promise<void>;
  forget(source: string, files: readonly number[]): Promise<void>;
}

export interface FollowPorts {
  ingest(request: IngestRequest): Promise<IngestAnswer>;
  readonly checkpoints: CheckpointAccess;
  readonly files: FileAccess;
  /** Whether a file, its links resolved, may be followed for a source. */
  allows(realPath: string, source: FollowedSource): boolean;
  /** Milliseconds that only go forward, also when the system's clock is set. */
  clock(): number;
  /** Milliseconds since 1970, as the system's clock says now. */
  now(): number;
  /** What a person should know; `null` once it is over. */
  report(source: string, problem: string | null): void;
}

/** A source that has files. */
export type FollowedSource = Source & { readonly files: NonNullable<Source["files"]> };

/**
 * `reading`: there is more to read. `current`: read to its end. `unfinished`: what is left is no whole record.
 * `waiting`: its first line is not whole, or the file before it has not ended. `failed`: see the error.
 */
export type FollowedState = "reading" | "current" | "unfinished" | "waiting" | "failed";

/** One followed file, as it is now. */
export interface FollowedFileStatus {
  readonly path: string;
  readonly state: FollowedState;
  /** Bytes whose records are durable. */
  readonly offset: number;
  /** Bytes of content; of a compressed file those found so far. */
  readonly size: number;
  /** Milliseconds since the first unread byte was seen; 0 when there is none. */
  readonly lagMs: number;
  readonly error?: string;
}
