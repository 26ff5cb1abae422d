/** What a full check may find. */
export type LedgerFindingCode =
  | "header"
  | "shape"
  | "checksum"
  | "seq"
  | "group"
  | "recordedAt"
  | "torn-tail"
  | "segment-gap"
  | "offsets"
  | "identities";

/** One thing that is not as it should be. */
export interface LedgerFinding {
  readonly code: LedgerFindingCode;
  readonly file: string;
  /** Byte offset in the file. */
  readonly offset: number;
  readonly seq?: number;
  /** One sentence. */
  readonly message: string;
}
