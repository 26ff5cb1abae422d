/** What a full check may find. */
export type LedgerFindingCode =
  | "header"
  /** A frame of a compressed segment. */
  | "frame"
  | "shape"
  | "checksum"
  | "seq"
  | "group"
  | "recordedAt"
  | "torn-tail"
  | "segment-gap"
  | "offsets"
  | "identities"
  /** A file that belongs to a segment which is not there. */
  | "orphan-file"
  /** Bytes that a start set aside, and that no start has put away yet. */
  | "leftover-file"
  /** The index holds records that the ledger lacks, or others. */
  | "index-ahead";

/** One thing that is not as it should be. */
export interface LedgerFinding {
  readonly code: LedgerFindingCode;
  readonly file: string;
  /**
   * Byte offset in the file; of a line in a compressed segment, in its content; of a frame, in the
   * compressed file.
   */
  readonly offset: number;
  readonly seq?: number;
  /** One sentence. */
  readonly message: string;
}
