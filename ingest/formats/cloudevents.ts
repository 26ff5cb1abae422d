import { isCloudEvent, readCloudEvent } from "#ingest/formats/cloud-event.ts";
import { composeCloudEvent } from "#ingest/formats/cloud-event-binary.ts";
import type { Decoded, DecodeOptions, Decoder, Format } from "#ingest/formats/format.ts";
import { HeldBytes } from "#ingest/formats/held-bytes.ts";
import { type JsonRecord, recordOf } from "#ingest/formats/json-record.ts";
import { JsonRecordReader } from "#ingest/formats/json-records.ts";
import { shareOfRecords } from "#ingest/formats/json-share.ts";
import { RecordEmitter } from "#ingest/formats/record-emitter.ts";
import { ZoneClock } from "#ingest/formats/source-time.ts";
import {
  type TransactionIdExpression,
  TransactionIdPattern,
} from "#ingest/formats/transaction-id-pattern.ts";

/**
 * CloudEvents 1.0 (https://github.com/cloudevents/spec): the JSON format, one event, a batch, or one a
 * line. Of HTTP's binary mode the attributes are given as `message` and the input is the data.
 */
export const cloudEventsFormat: Format = {
  name: "cloudevents",
  detect: (sample) =>
    shareOfRecords(sample, isCloudEvent, (text) =>
      /^\uFEFF?\s*(?:\[\s*)?\{[^{]*"specversion"\s*:\s*"/.test(text),
    ),
  createDecoder: (options) => new CloudEventsDecoder(options),
};

class CloudEventsDecoder implements Decoder {
  readonly #reader: JsonRecordReader;
  readonly #emitter: RecordEmitter;
  readonly #clock: ZoneClock;
  readonly #transactionId: TransactionIdExpression;
  readonly #assumedTimeMs: number | undefined;
  readonly #attributes: Readonly<Record<string, string>> | null;
  /** The data of an event in binary mode. */
  readonly #data = new HeldBytes();
  #isDataRead = false;

  constructor(options: DecodeOptions) {
    const { startOffset, startLine, message } = options;
    this.#reader = new JsonRecordReader({ offset: startOffset, line: startLine });
    this.#emitter = new RecordEmitter(options);
    this.#clock = new ZoneClock(options.timezone);
    this.#transactionId = new TransactionIdPattern(options.transactionIdPattern).within("^", "$");
    this.#assumedTimeMs = options.assumedTimeMs;
    this.#attributes = message?.kind === "cloudevent" ? message.attributes : null;
  }

  get pendingBytes(): number {
    return this.#data.length + this.#reader.pendingBytes;
  }

  push(chunk: Uint8Array): Decoded[] {
    if (this.#attributes !== null) {
      this.#data.add(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
      return [];
    }
    return this.#reader.push(chunk).map((record) => this.#decode(record));
  }

  flush(options: { final: boolean }): Decoded[] {
    if (this.#attributes === null) {
      return this.#reader.flush(options).map((record) => this.#decode(record));
    }
    if (!options.final || this.#isDataRead) return [];
    this.#isDataRead = true;
    const composed = composeCloudEvent(this.#attributes, this.#data.take());
    return [this.#decode(recordOf(composed, { offset: 0, line: 1 }))];
  }

  #decode(record: JsonRecord): Decoded {
    if (record.kind === "bad") {
      return this.#emitter.bad(record, record.reason, record.message, record.content);
    }
    const reading = readCloudEvent(record.value, {
      clock: this.#clock,
      transactionId: this.#transactionId,
      assumedTimeMs: this.#assumedTimeMs,
      raw: record.source.toString("utf8"),
    });
    if (reading.ok) return this.#emitter.event(record, reading.event);
    return this.#emitter.bad(record, reading.reason, reading.problem, record.source);
  }
}
