import { TracewellError } from "#domain/errors.ts";
import {
  type Decoded,
  type DecodeOptions,
  type Decoder,
  type Format,
  RECORD_BYTES_MAX,
} from "#ingest/formats/format.ts";
import { HeldBytes } from "#ingest/formats/held-bytes.ts";
import type { JsonObjectRecord, JsonRecord } from "#ingest/formats/json-record.ts";
import { JsonRecordReader } from "#ingest/formats/json-records.ts";
import { shareOfRecords } from "#ingest/formats/json-share.ts";
import { type OtlpContext, readOtlpRecord, sourceNameOf } from "#ingest/formats/otlp-event.ts";
import type { OtlpLogRecord } from "#ingest/formats/otlp-export.ts";
import { isJsonExport, readJsonExport } from "#ingest/formats/otlp-json.ts";
import { readProtobufExport } from "#ingest/formats/otlp-protobuf.ts";
import { RecordEmitter, type RecordStart } from "#ingest/formats/record-emitter.ts";
import { TransactionIdPattern } from "#ingest/formats/transaction-id-pattern.ts";

/**
 * Logs of OpenTelemetry (https://opentelemetry.io/docs/specs/otlp): ExportLogsServiceRequests in OTLP/JSON,
 * one a line as collectors write them into files, each log record an event. A `message` is one request in
 * JSON or protobuf; what is none is refused with `unreadable-body`, and nothing of it is read.
 */
export const otlpLogsFormat: Format = {
  name: "otlp-logs",
  sharesLines: true,
  detect: (sample) =>
    shareOfRecords(sample, isJsonExport, (text) =>
      /^\uFEFF?\s*(?:\[\s*)?\{\s*"resourceLogs"\s*:\s*\[/.test(text),
    ),
  createDecoder: (options) =>
    options.message?.kind === "otlp"
      ? new OtlpMessageDecoder(options, options.message.encoding)
      : new OtlpLinesDecoder(options),
};

/** Gives each log record its event, its place and its source. */
class OtlpRecords {
  readonly #emitter: RecordEmitter;
  readonly #context: OtlpContext;

  constructor(options: DecodeOptions) {
    this.#emitter = new RecordEmitter(options);
    this.#context = {
      transactionId: new TransactionIdPattern(options.transactionIdPattern).within("^", "$"),
      assumedTimeMs: options.assumedTimeMs,
    };
  }

  decode(given: OtlpLogRecord, at: RecordStart): Decoded {
    const sourceName = sourceNameOf(given.resource);
    return { ...this.#decode(given, at), ...(sourceName !== undefined && { sourceName }) };
  }

  bad(
    at: RecordStart,
    reason: "undecodable" | "oversized" | "invalid-time",
    message: string,
    content: Uint8Array,
  ): Decoded {
    return this.#emitter.bad(at, reason, message, content);
  }

  #decode(given: OtlpLogRecord, at: RecordStart): Decoded {
    const content = (): Buffer => Buffer.from(given.text);
    if (given.record === null) {
      const message = `The log record is longer than ${RECORD_BYTES_MAX} bytes, the most that one record may have.`;
      return this.bad(at, "oversized", message, content());
    }
    const reading = readOtlpRecord(given, this.#context);
    return reading.ok
      ? this.#emitter.event(at, reading.event)
      : this.bad(at, "invalid-time", reading.problem, content());
  }
}

class OtlpMessageDecoder implements Decoder {
  readonly #records: OtlpRecords;
  readonly #read: (message: Buffer) => Iterable<OtlpLogRecord>;
  readonly #held = new HeldBytes();

  constructor(options: DecodeOptions, encoding: "json" | "protobuf") {
    this.#records = new OtlpRecords(options);
    this.#read = encoding === "json" ? readJsonExport : readProtobufExport;
  }

  get pendingBytes(): number {
    return this.#held.length;
  }

  push(chunk: Uint8Array): Decoded[] {
    this.#held.add(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
    return [];
  }

  /** Throws `unreadable-body` and `body-too-large`; then nothing was read. */
  flush(options: { final: boolean }): Decoded[] {
    if (!options.final) return [];
    const message = this.#held.take();
    return message.length === 0
      ? []
      : wholly(
          () => this.#read(message),
          (record) => this.#records.decode(record, { offset: record.offset, line: 1 }),
        );
  }
}

class OtlpLinesDecoder implements Decoder {
  readonly #reader: JsonRecordReader;
  readonly #records: OtlpRecords;

  constructor(options: DecodeOptions) {
    this.#reader = new JsonRecordReader({ offset: options.startOffset, line: options.startLine });
    this.#records = new OtlpRecords(options);
  }

  get pendingBytes(): number {
    return this.#reader.pendingBytes;
  }

  push(chunk: Uint8Array): Decoded[] {
    return this.#reader.push(chunk).flatMap((record) => this.#decode(record));
  }

  flush(options: { final: boolean }): Decoded[] {
    return this.#reader.flush(options).flatMap((record) => this.#decode(record));
  }

  #decode(record: JsonRecord): Decoded[] {
    if (record.kind === "bad") {
      const { reason, message, content } = record;
      const known = reason === "oversized" ? reason : "undecodable";
      return [this.#records.bad(record, known, message, content)];
    }
    if (!isJsonExport(record.value)) {
      const message = "The object is no ExportLogsServiceRequest: it has no list resourceLogs.";
      return [this.#records.bad(record, "undecodable", message, record.source)];
    }
    const placeOf = placesIn(record);
    try {
      return wholly(
        () => readJsonExport(record.source),
        (one) => this.#records.decode(one, placeOf(one.offset)),
      );
    } catch (error) {
      if (!(error instanceof TracewellError)) throw error;
      const reason = error.code === "body-too-large" ? "oversized" : "undecodable";
      return [this.#records.bad(record, reason, error.message, record.source)];
    }
  }
}

/** All of a message or nothing: it is read to its end once before anything is made of it. */
function wholly(
  read: () => Iterable<OtlpLogRecord>,
  decode: (record: OtlpLogRecord) => Decoded,
): Decoded[] {
  let count = 0;
  for (const _ of read()) count++;
  const decoded: Decoded[] = [];
  if (count > 0) for (const record of read()) decoded.push(decode(record));
  return decoded;
}

/** Places within a record that come in their order. */
function placesIn({ offset, line, source }: JsonObjectRecord): (within: number) => RecordStart {
  let lines = 0;
  let next = source.indexOf(0x0a);
  return (within) => {
    for (; next >= 0 && next < within; next = source.indexOf(0x0a, next + 1)) lines++;
    return { offset: offset + within, line: line + lines };
  };
}
