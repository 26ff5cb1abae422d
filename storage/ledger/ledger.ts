/**
 * The port of the ledger: one writer, many readers, records numbered 1, 2, 3 … without holes.
 * The adapter on files stands beside it (`file-ledger-writer.ts`, `file-ledger-reader.ts`).
 */

import type { MergedIdentityFile } from "./merge-identities.ts";

/** Longest line of a ledger record, envelope included: a leaf of a tiled log is at most 65,535 bytes. */
export const LEDGER_LINE_BYTES_MAX = 60 * 1024;

/** Segment size at which the writer rolls to a new file: it bounds a partition's index and the start-up scan. */
export const SEGMENT_BYTES_MAX = 256 * 1024 * 1024;

/** Most records of a segment, whatever its size: an index has 21 bits for the place of a record in its own. */
export const SEGMENT_RECORDS_MAX = 2 ** 21;

export const LEDGER_FORMAT_VERSION = 1;

/** What the writer is given for one record. All bytes are UTF-8 JSON without newlines. */
export interface RecordDraft {
  /** Identity within the source; absent when the reference is to be the identity. */
  readonly id?: string;
  readonly sourceName: string;
  /** JSON of the envelope's `source` object (name, format, file?, line?, offset?). */
  readonly sourceJson: string;
  /** JSON of the event: the producer's bytes, or the rewritten event where fields are protected. */
  readonly eventJson: Uint8Array | string;
}

/** The envelope's `source` object of plain records: one for all records of a request. */
export interface PlainSource {
  readonly name: string;
  /** The JSON object, without line and offset. */
  readonly json: string;
  /** Whether each record's line and offset follow in it. */
  readonly hasPlaces: boolean;
}

/**
 * A record whose event stands as ASCII in a body, without escapes, control characters and line ends: its
 * bytes are copied once, and no text is made of them. One draft serves for many records.
 */
export interface PlainDraft {
  readonly source: PlainSource;
  readonly bytes: Buffer;
  /** The event is `bytes[eventAt, eventEnd)`. */
  readonly eventAt: number;
  readonly eventEnd: number;
  /** Its ID is `bytes[idAt, idEnd)`, without the quotes beside it; empty when it has none. */
  readonly idAt: number;
  readonly idEnd: number;
  /** Where the record begins in its source; used where the source `hasPlaces`. */
  readonly line: number;
  readonly offset: number;
}

/** Why a record was not appended although nothing failed. */
export type StageResult =
  | { readonly status: "staged"; readonly seq: number }
  | { readonly status: "duplicate"; readonly seq: number }
  | { readonly status: "conflict"; readonly seq: number }
  | { readonly status: "too-long"; readonly bytes: number };

export interface CommittedGroup {
  readonly firstSeq: number;
  readonly lastSeq: number;
  /** RFC 3339 UTC with three decimals; the same for the whole group. */
  readonly recordedAt: string;
  /** First seq of the segment that holds the group; a group lies in one segment. */
  readonly segmentFirstSeq: number;
  /** `crc` of the group's last line. */
  readonly lastChecksum: string;
}

export interface LedgerWriter {
  readonly ledger: string;
  /** Last durable seq; 0 when empty. */
  readonly headSeq: number;
  /**
   * Adds a record to the open group, in memory. Duplicates and conflicts are judged against everything
   * durable and everything staged before: same (source, id) and same bytes → `duplicate`; other bytes → `conflict`.
   * Throws `ledger-stopped` after a write error, `closed` after close.
   */
  stage(draft: RecordDraft): StageResult;
  /**
   * The same for a plain record, with the same bytes as the result. Returns the record's seq; for a
   * duplicate minus the seq of the record it repeats; 0 for what was not staged and `stage` must judge: a
   * conflict, or a line that is too long.
   */
  stagePlain(draft: PlainDraft): number;
  /** Bytes staged and not yet committed. */
  readonly stagedBytes: number;
  /**
   * Writes the open group and syncs it. Returns when durable; null when nothing was staged.
   * On the first write or sync error the writer stops for good and throws `ledger-stopped` with the cause.
   */
  commit(): CommittedGroup | null;
  /**
   * To be told when a segment whose sealing was asked of another thread is sealed. Throws what reading its
   * files throws; nothing is changed then, and it may be told again.
   */
  segmentSealed(firstSeq: number): void;
  /**
   * To be told when identities files were merged in another thread (`mergeNext`); those that it was made of may
   * be removed then (`removeMerged`).
   */
  identitiesMerged(merged: MergedIdentityFile): void;
  /** Retention has removed the records before `seq`: their identities are free again. */
  forgetBefore(seq: number): void;
  /** Syncs, releases the lock. Idempotent. */
  close(): void;
}

export interface LedgerLine {
  readonly seq: number;
  /** The exact bytes of the line, without its newline. Valid until the next read of the same reader. */
  readonly line: Buffer;
}

/** Consecutive lines of one segment in one piece. */
export interface LedgerBlock {
  readonly firstSeq: number;
  /** The exact bytes of the lines, each with its newline. Valid until the next read of the same reader. */
  readonly bytes: Buffer;
  /** Where line n ends in `bytes`, newline included; line 0 begins at 0. */
  readonly ends: Uint32Array;
}

export interface SegmentInfo {
  readonly firstSeq: number;
  /** Inclusive; for the open segment the last complete record at the time of the call. */
  readonly lastSeq: number;
  readonly file: string;
  readonly bytes: number;
  readonly sealed: boolean;
}

/** Reads what is durable; safe beside the writer, in any thread. Every record's checksum is verified when read. */
export interface LedgerReader {
  readonly ledger: string;
  /** Last seq this reader may show. It is told by the writer (`advance`), so that only durable records are seen. */
  readonly headSeq: number;
  advance(headSeq: number): void;
  /** The line of one record, or null beyond the head or below the first kept segment. Throws `ledger-corrupt`. */
  readLine(seq: number): Buffer | null;
  /** Consecutive records from `fromSeq`, at most `recordsMax` and about `bytesMax`. Empty at the head. */
  readBatch(fromSeq: number, limits: { recordsMax: number; bytesMax: number }): LedgerLine[];
  /**
   * The same as `readBatch` without an object a line, for who reads on and on: at least one record, at most
   * `recordsMax` and about `bytesMax`, of one segment. Null at the head. Begins at the first kept record when
   * `fromSeq` was removed by retention. Throws `ledger-corrupt`.
   */
  readBlock(fromSeq: number, limits: { recordsMax: number; bytesMax: number }): LedgerBlock | null;
  segments(): SegmentInfo[];
  /** The segment that holds `seq`, or will hold it next; null when it was removed by retention. */
  segmentOf(seq: number): SegmentInfo | null;
  close(): void;
}

/** A record line taken apart. `eventJson` is the verbatim slice of the producer's bytes. */
export interface LedgerEnvelope {
  readonly seq: number;
  readonly recordedAt: string;
  readonly group: number;
  readonly id?: string;
  readonly sourceJson: string;
  readonly eventJson: string;
}
