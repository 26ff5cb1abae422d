import type { FileCheckpoint } from "#storage/checkpoints/file-checkpoint.ts";
import type { FileFacts, FollowedFileStatus, OpenFile } from "./follow-ports.ts";

/** Bytes of one request: a quarter of what may be pushed at once, so that files take turns. */
export const PIECE_BYTES = 4 * 1024 * 1024;

/** A file that stands still so long after a line end is read as it is; what follows is told as a continuation. */
export const IDLE_MS = 1_000;

/** The same for a line that has no end yet: its writer may be slow, and half a record helps nobody. */
export const TORN_LINE_MS = 5_000;

/** One file of a source, by its content; where it lies and how it is called may change. */
export class FollowedFile {
  checkpoint: FileCheckpoint;
  path: string;
  /** Held open while it is read, and as long as anything of it is unread. */
  open: OpenFile | null = null;
  /** Bytes of content when it was looked at last. */
  size: number;
  /** When it was last seen to grow. */
  grownMs = 0;
  /** When the first unread byte was seen; null while there is none. */
  behindSinceMs: number | null = null;
  /** Size at which all that is unread was no whole record. */
  triedSize = -1;
  /** Size at which it was closed while idle. */
  closedSize = -1;
  endsInLineEnd = true;
  pieceBytes = PIECE_BYTES;
  error: string | null = null;
  /** When its name was missed first; null while it has one. */
  goneSinceMs: number | null;
  /** All that became of it is known: it is gone or compressed, and was told of. */
  isFinished = false;
  /** The file that had this one's name before and may end in the middle of a record. */
  predecessor: FollowedFile | null = null;
  /** The predecessor is told by name and time alone: it may be a file that is still written. */
  isPredecessorLikely = false;
  /** When it was seen first, or under its present name. */
  arrivedMs = 0;
  modifiedMs = 0;
  /** A file with its old name waits for it: its end is not read by itself. */
  hasSuccessor = false;
  /** What is left of a compressed file after its last whole record. */
  heldRest: Uint8Array | null = null;
  /** A piece of it is being read or written. */
  isBusy = false;
  /** Something happened to it while it was busy. */
  isTouched = false;

  constructor(checkpoint: FileCheckpoint, goneSinceMs: number | null) {
    this.checkpoint = checkpoint;
    this.path = checkpoint.path;
    this.size = checkpoint.offset;
    this.goneSinceMs = goneSinceMs;
  }

  get unreadBytes(): number {
    return Math.max(0, this.size - this.checkpoint.offset);
  }

  /** All of it that can be read now was given to the writer. */
  get isReadToEnd(): boolean {
    return this.unreadBytes === 0 || this.triedSize === this.size || this.heldRest !== null;
  }

  isAt({ device, inode }: FileFacts): boolean {
    return this.checkpoint.device === device && this.checkpoint.inode === inode;
  }

  movedTo(path: string, { device, inode, size, modifiedMs }: FileFacts, nowMs: number): void {
    this.modifiedMs = modifiedMs;
    this.path = path;
    this.checkpoint = { ...this.checkpoint, path, device, inode };
    this.goneSinceMs = null;
    this.isFinished = false;
    this.arrivedMs = nowMs;
    this.saw(size, nowMs);
  }

  saw(size: number, nowMs: number): void {
    if (size !== this.size) this.grownMs = nowMs;
    this.size = size;
    if (this.unreadBytes === 0) this.behindSinceMs = null;
    else this.behindSinceMs ??= nowMs;
  }

  advanced(checkpoint: FileCheckpoint): void {
    // It may have been renamed while its piece was written.
    const { device, inode } = this.checkpoint;
    this.checkpoint = { ...checkpoint, path: this.path, device, inode };
    if (this.unreadBytes === 0) this.behindSinceMs = null;
  }

  /** What was to be closed is not there any more, after a power cut for instance: it will have another end. */
  forgetClosingBeyond(size: number): void {
    const { closing, ...rest } = this.checkpoint;
    if (closing !== undefined && rest.offset + closing > size) this.checkpoint = rest;
  }

  /** Whether what is left is to be read as it is; a new file of its name takes it along otherwise. */
  isIdle(nowMs: number): boolean {
    if (this.unreadBytes === 0 || this.closedSize === this.size || this.hasSuccessor) return false;
    return nowMs - this.grownMs >= (this.endsInLineEnd ? IDLE_MS : TORN_LINE_MS);
  }

  status(nowMs: number): FollowedFileStatus {
    const { path, size, error, behindSinceMs } = this;
    return {
      path,
      state: this.#state(),
      offset: this.checkpoint.offset,
      size,
      lagMs: behindSinceMs === null ? 0 : Math.max(0, nowMs - behindSinceMs),
      ...(error !== null && { error }),
    };
  }

  #state(): FollowedFileStatus["state"] {
    if (this.error !== null) return "failed";
    if (this.predecessor !== null) return "waiting";
    if (this.unreadBytes === 0) return "current";
    return this.isReadToEnd ? "unfinished" : "reading";
  }
}
