import { TracewellError } from "#domain/errors.ts";
import { RECORD_BYTES_MAX } from "#ingest/formats/format.ts";
import { INGEST_RECORDS_MAX } from "#ingest/pipeline/ingest-gateway.ts";

/** One LogRecord with what stands around it, in the field names and values of OTLP/JSON. */
export interface OtlpLogRecord {
  readonly resource: Readonly<Record<string, unknown>>;
  readonly scope: Readonly<Record<string, unknown>>;
  /** Null for a record that is too long to be looked into. */
  readonly record: Readonly<Record<string, unknown>> | null;
  /** An ExportLogsServiceRequest of this record alone, as OTLP/JSON: of JSON the source text's own parts. */
  readonly text: string;
  /** Byte offset of the record in the message. */
  readonly offset: number;
}

/**
 * Bytes of all records of one message with resource and scope repeated for each. Resources have some hundred
 * bytes; a message that grows so far was not made by a collector of logs.
 */
const EXPANDED_BYTES_MAX = 64 * 1024 * 1024;

/** Counts the records of one message. Throws `body-too-large` for one that would grow beyond its bounds. */
export class ExportBounds {
  #records = 0;
  #bytes = 0;

  add(textBytes: number): void {
    this.#records++;
    this.#bytes += textBytes;
    if (this.#records > INGEST_RECORDS_MAX) {
      throw new TracewellError(
        "body-too-large",
        `The message holds more than ${INGEST_RECORDS_MAX} log records; send fewer in one request.`,
      );
    }
    if (this.#bytes <= EXPANDED_BYTES_MAX) return;
    throw new TracewellError(
      "body-too-large",
      `The log records, each with its resource and scope, take more than ${EXPANDED_BYTES_MAX} bytes; send fewer in one request.`,
    );
  }
}

/** Throws `unreadable-body`. */
export function refuseExport(problem: string, cause?: unknown): never {
  throw new TracewellError(
    "unreadable-body",
    `The message is no ExportLogsServiceRequest: ${problem}.`,
    cause === undefined ? {} : { cause },
  );
}

/** Whether a record may be looked into; its events could not be written anyway. */
export function isReadableLength(bytes: number): boolean {
  return bytes <= RECORD_BYTES_MAX;
}
