/**
 * What the HTTP layer, the CLI and sources see of ingest. The gateway runs the pipeline in the ledger's
 * writer thread: decode → validate → protect → identify → append → sync, then the promise resolves.
 */

import type { FileCheckpoint, PieceCheckpoint } from "#storage/checkpoints/file-checkpoint.ts";

/** Body of one push request. */
export const INGEST_BODY_BYTES_MAX = 16 * 1024 * 1024;

/** Bytes waiting for the writer, over all requests; beyond it `overloaded` is thrown at once. */
export const INGEST_QUEUE_BYTES_MAX = 64 * 1024 * 1024;

/**
 * A body that is one message of a protocol: it is read whole, and nothing of it is taken where it is no such
 * message (`unreadable-body`).
 */
export type IngestMessage =
  /** The data of a CloudEvent in HTTP's binary mode; its attributes came in headers. */
  | { readonly kind: "cloudevent"; readonly attributes: Readonly<Record<string, string>> }
  /** An ExportLogsServiceRequest of OTLP. */
  | { readonly kind: "otlp"; readonly encoding: "json" | "protobuf" };

export interface IngestRequest {
  readonly body: Uint8Array;
  readonly sourceName: string;
  /** Records that name their source belong to that one; `sourceName` is for those that name none. */
  readonly sourceFromRecords?: boolean;
  readonly message?: IngestMessage;
  /** A registered format's name, or `auto`. `/events` uses `events`: JSON object, array or NDJSON of events. */
  readonly format: string;
  readonly timezone?: string;
  readonly idempotencyKey?: string;
  /** Place of the body's first record in the original request: a retry keeps its identity. Default 0. */
  readonly startIndex?: number;
  /** Resolve only when the event index has passed the last record. */
  readonly waitIndexed: boolean;
  /** List plainly accepted items too. */
  readonly allItems: boolean;
  /** File facts for whole-file uploads. */
  readonly file?: string;
  readonly fingerprint?: string;
  readonly startOffset?: number;
  readonly startLine?: number;
  /**
   * Time of text that carries none, in epoch milliseconds. The moment of arrival where the body is neither
   * of a file nor under an idempotency key: a repeat of those must give the same records.
   */
  readonly assumedTimeMs?: number;
  /**
   * More of the same stream may follow. `reading`: an unfinished last record is not read yet, and the sender
   * sends the bytes after `consumedBytes` again, with what follows; nothing acknowledged lives in memory
   * alone. `idle`: nothing came for a second; the last record is closed as unfinished, and `continuation` of
   * the answer goes with what follows.
   */
  readonly more?: "reading" | "idle";
  /** Of the answer before, when that stream was closed while idle. */
  readonly continuation?: string;
  /** Of a followed file: kept right after the records are durable and before the answer, which brings it. */
  readonly checkpoint?: PieceCheckpoint;
}

export type ItemStatus = "accepted" | "duplicate" | "quarantined";

export interface IngestItem {
  readonly index: number;
  readonly status: ItemStatus;
  readonly seq?: number;
  /** Identity of the event, or the quarantine item's ID. */
  readonly id?: string;
  readonly error?: {
    readonly code: string;
    readonly message: string;
    readonly position?: Record<string, unknown>;
  };
}

export interface IngestAnswer {
  readonly accepted: number;
  readonly duplicate: number;
  readonly quarantined: number;
  readonly firstSeq: number | null;
  readonly lastSeq: number | null;
  readonly items: readonly IngestItem[];
  /** Bytes of the (decompressed) body that were read; fewer than all only with `more`. */
  readonly consumedBytes: number;
  /** Opaque; to be sent with the rest of a stream that was closed while idle. */
  readonly continuation?: string;
  /** With `waitIndexed`: whether the records were searchable before the wait ended. */
  readonly indexed?: boolean;
  /** The followed file after this piece. */
  readonly checkpoint?: FileCheckpoint;
}

export interface RetryRequest {
  readonly itemId: string;
  readonly by: string;
  /** Corrected input; the stored bytes when absent. */
  readonly content?: Uint8Array;
  readonly format?: string;
  readonly timezone?: string;
  readonly sourceName?: string;
  /** Time of text that carries none, in epoch milliseconds; that of the first reading when absent. */
  readonly assumedTimeMs?: number;
}

/** Records in one request; a body of the largest size holds about 57,000 events of usual length. */
export const INGEST_RECORDS_MAX = 200_000;

/** How long `waitIndexed` waits for the index before it answers `indexed: false`. */
export const INDEX_WAIT_MS_MAX = 30_000;

/** What a person decides about a source; the rest is remembered by the service. */
export interface SourceChange {
  readonly name: string;
  /** A registered format's name. */
  readonly format: string;
  readonly timezone?: string;
  readonly transactionIdPattern?: string;
  /** Its text carries personal data: it is written as ciphertext. */
  readonly protectRaw?: boolean;
  /** How foreign JSON becomes an event, or the name of a mapping that is shipped. */
  readonly mapping?: unknown;
  /** Files to follow: absolute globs. */
  readonly files?: { readonly paths: readonly string[]; readonly exclude?: readonly string[] };
  /** Stores it reports for. */
  readonly stores?: readonly string[];
}

export interface IngestGateway {
  /** Durable when resolved. Rejects with `overloaded`, `ledger-stopped`, `unreadable-body`, `unknown-format`, `body-too-large`. */
  ingest(request: IngestRequest): Promise<IngestAnswer>;
  /** Rejects also with `not-found`, and `invalid-parameter` for an item that is not open or blank content. */
  retryQuarantined(request: RetryRequest): Promise<IngestAnswer>;
  dismissQuarantined(request: { itemId: string; note: string; by: string }): Promise<void>;
  /**
   * Registers a source, or replaces its settings whole; durable when resolved. Rejects with
   * `unknown-format`, `invalid-parameter` naming every bad setting, or `source-managed` for a source that
   * the configuration file decides about.
   */
  configureSource(change: SourceChange): Promise<void>;
  /**
   * Forgets a source and its settings, and follows its files no more; its records stay. Durable when
   * resolved. Rejects with `unknown-source`, or `source-managed`.
   */
  removeSource(name: string): Promise<void>;
}
