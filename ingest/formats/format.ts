import type { ParseNote } from "#domain/events/event.ts";
import { INGEST_BODY_BYTES_MAX, type IngestMessage } from "#ingest/pipeline/ingest-gateway.ts";
import type { TableMapping } from "#ingest/mappings/mapping-schema.ts";
import type { QuarantineReason } from "#storage/quarantine/quarantine-store.ts";

/** Longest single record we hold while waiting for its end; longer input is quarantined whole. */
export const RECORD_BYTES_MAX = 1024 * 1024;

/** Most lines of one record; what is kept for each line must not outgrow the record's bytes by far. */
export const RECORD_LINES_MAX = 65_536;

/** Options of a source that decoding depends on. */
export interface DecodeOptions {
  readonly sourceName: string;
  /** IANA zone of times without one. Without it they are read as UTC, with the note `zone-assumed`. */
  readonly timezone?: string;
  /** Pattern of a transaction ID in text formats; default 16 × A–Z 0–9. */
  readonly transactionIdPattern?: string;
  /** How a foreign record becomes one event (version 1), or a table row several (version 2). */
  readonly mapping?: Mapping;
  readonly file?: string;
  /** SHA-256 fingerprint (hex, 16 characters) of the file's first bytes; makes derived IDs stable. */
  readonly fingerprint?: string;
  /** Time for text that carries none, in epoch milliseconds: the arrival of a live push. Noted on the event. */
  readonly assumedTimeMs?: number;
  /** Byte offset and line number at which this input begins in its file. */
  readonly startOffset?: number;
  readonly startLine?: number;
  /** `continuation` of the decoder that read the input up to here. */
  readonly continuation?: string;
  /** The input is one message of a protocol; see `IngestMessage`. */
  readonly message?: IngestMessage;
}

/**
 * How foreign JSON becomes an event. Both sides are paths of names and `[n]`, joined by dots:
 * `{"fields": {"time": "ts", "objects[0].id": "order.number"}, "constants": {"objects[0].type": "order"}}`.
 */
export interface FieldMapping {
  readonly version: 1;
  /** Event path → path in the record. A path the record does not have leaves the event field out. */
  readonly fields: Readonly<Record<string, string>>;
  /** Event path → value. */
  readonly constants?: Readonly<Record<string, unknown>>;
  /**
   * `iso`, `epoch-s`, `epoch-ms`, `epoch-us`, `epoch-ns`, or a luxon format such as `dd/MM/yyyy HH:mm:ss`,
   * read in the source's time zone. Default: ISO 8601, or an epoch number whose unit its size shows.
   */
  readonly timeFormat?: string;
}

/** Version 1 reads each record as one event; version 2 makes several of a table row. */
export type Mapping = FieldMapping | TableMapping;

/** One decoded record, in the order of the input. */
export type Decoded =
  | {
      readonly kind: "event";
      /** The producer's JSON bytes verbatim where the source was JSON of ours; else absent. */
      readonly verbatim?: Uint8Array;
      /** The decoded event; for our own JSON the parsed value, not yet validated. */
      readonly event: Record<string, unknown>;
      readonly position: RecordPosition;
      /** Identity derived from file fingerprint and offset, where the input has one. */
      readonly derivedId?: string;
      /** What the record calls its source; it counts where the request leaves that to its records. */
      readonly sourceName?: string;
      /** The mapping the record was read by, and its revision: `magento-orders@1`. */
      readonly mapping?: string;
      /** Source text of an event that does not hold it itself: what quarantine keeps if it is refused. */
      readonly sourceText?: Uint8Array;
      /** With which a new decoder reads the source text alone. */
      readonly continuation?: string;
    }
  | {
      readonly kind: "bad";
      readonly reason: QuarantineReason;
      readonly message: string;
      readonly content: Uint8Array;
      readonly sourceName?: string;
      readonly position: RecordPosition;
      /** With which a new decoder reads the content alone: the header of a table. */
      readonly continuation?: string;
    };

export interface RecordPosition {
  readonly file?: string;
  /** 1-based first line of the record. */
  readonly line?: number;
  /** Byte offset of the record's first byte. */
  readonly offset?: number;
  /** 0-based place in the request. */
  readonly index?: number;
}

/**
 * The most bytes any decoder keeps of one record or line: the largest push body, so that whatever was
 * pushed is quarantined whole. What is longer (only in files) is quarantined in pieces of this size.
 */
export const HELD_BYTES_MAX = INGEST_BODY_BYTES_MAX;

/**
 * A decoder turns bytes into records. A chunk belongs to the decoder once pushed: results are views into
 * it, so its bytes must not change. `push` may be called with any split of the input, also inside a
 * character; results are the same for every split. `flush` closes what is open: at the end of the input
 * (`final: true`), or after an idle second (`final: false`), when an unfinished record is closed with the
 * note `closed-unfinished`, and a later continuation becomes a record of its own with the note `continues`.
 * A decoder never throws on input: what it cannot read is a `bad` record. Nothing of the input is dropped.
 */
export interface Decoder {
  push(chunk: Uint8Array): Decoded[];
  flush(options: { final: boolean }): Decoded[];
  /**
   * Bytes held back, waiting for the rest of a record: the end of what was pushed. After `push` and after
   * `flush({final: false})`, a new decoder that begins with these bytes, is told their offset and line, and
   * is given `continuation`, goes on with the same results.
   */
  readonly pendingBytes: number;
  /**
   * What a new decoder must know beyond the pending bytes: of a record that was closed before its end.
   * Undefined when nothing. Opaque, but checked where it is given back: `invalid-parameter` when damaged.
   */
  readonly continuation?: string | undefined;
  /** There where a line that is an event of ours is given out as it is, whatever stands around it. */
  readonly ownLines?: OwnLines | undefined;
}

/** Whole lines that a caller reads past the decoder, because it knows a shorter way. */
export interface OwnLines {
  /** Whether the next byte begins a line, and belongs to no record yet. */
  readonly atStart: boolean;
  /** Where that line begins. Only `atStart`. */
  readonly offset: number;
  readonly line: number;
  /** Tells of lines that were read, each an event of ours on a line of its own. Only `atStart`. */
  pass(lines: number, bytes: number): void;
}

export interface Format {
  readonly name: string;
  /** 0 (no) to 1 (certain) that the sample, the first bytes of an input, is of this format. */
  detect(sample: Uint8Array): number;
  /** Many records may stand in one line, other than as elements of a JSON array. */
  readonly sharesLines?: true;
  /** Its source text carries personal data: written as ciphertext unless the source says otherwise. */
  readonly protectsSourceText?: true;
  createDecoder(options: DecodeOptions): Decoder;
}

export type { ParseNote };
