import type { FileLayer } from "#storage/files/file-layer.ts";
import type { CutTail } from "./cut-tail.ts";
import type { IdentityKey } from "./identity-hash.ts";
import type { AcquireLedgerLock } from "./ledger-lock.ts";
import type { SealRequest } from "./seal-segment.ts";

export interface LedgerWriterOptions {
  readonly files: FileLayer;
  /** The ledger's own directory, `<data directory>/ledgers/<name>`; made when missing. */
  readonly directory: string;
  readonly ledger: string;
  /** Milliseconds since 1970. It may go back: `recordedAt` then stands still. */
  readonly clock: () => number;
  readonly segmentBytesMax?: number;
  readonly segmentRecordsMax?: number;
  readonly lineBytesMax?: number;
  /**
   * Told what recovery cut, before the writer is returned; must have made it durable when it returns. A cut
   * may be told twice after a crash. Without it the cut bytes stay in `<first seq>.cut-<offset>`.
   */
  readonly onCut?: (cut: CutTail) => void;
  /**
   * Told the last sound record (0 when there is none) before anything is cut; what it throws ends the
   * opening, and the segments stay as they are.
   */
  readonly onSurveyed?: (lastSeq: number) => void;
  /** How the ledger is locked; SQLite's lock by default. */
  readonly acquireLock?: AcquireLedgerLock;
  /** Replace segments that are full by compressed ones. */
  readonly compressSegments?: boolean;
  /**
   * Asked to seal a segment, in another thread, with `sealSegment`; who did so calls `segmentSealed`. Asked
   * at once for segments that are still to be compressed. Without it, commits and the opening do it
   * themselves, and wait.
   */
  readonly requestSealing?: (request: SealRequest) => void;
  /** Key of the identity hashes of a new ledger; random by default. */
  readonly newIdentityKey?: () => IdentityKey;
}
