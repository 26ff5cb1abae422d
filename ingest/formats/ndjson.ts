import { sampleJson } from "#ingest/formats/detect-json.ts";
import { CompiledMapping } from "#ingest/formats/field-mapping.ts";
import {
  type ForeignContext,
  type ForeignReading,
  readForeign,
  readMapped,
  readNearlyOwn,
} from "#ingest/formats/foreign-record.ts";
import type { Decoded, DecodeOptions, Decoder, Format, OwnLines } from "#ingest/formats/format.ts";
import type { JsonObjectRecord, JsonRecord } from "#ingest/formats/json-record.ts";
import { JsonRowsDecoder } from "#ingest/formats/json-rows.ts";
import { JsonRecordReader } from "#ingest/formats/json-records.ts";
import { isOwnEvent } from "#ingest/formats/own-event.ts";
import { JsonOwnLines } from "#ingest/formats/own-lines.ts";
import { RecordEmitter } from "#ingest/formats/record-emitter.ts";
import { ZoneClock } from "#ingest/formats/source-time.ts";
import {
  type TransactionIdExpression,
  TransactionIdPattern,
} from "#ingest/formats/transaction-id-pattern.ts";
import { readWrappedEvent } from "#ingest/formats/wrapped-event.ts";

/** Certainty that JSON which is not ours alone is this format; events of ours alone are `events`. */
const OBJECTS_SCORE = 0.97;

/**
 * JSON of any origin, mostly one object a line: events of ours as they are, log lines that carry one, log
 * lines of pino, and foreign objects through the source's field mapping. The source text stands in `raw`
 * wherever the event is not its own text.
 */
export const ndjsonFormat: Format = {
  name: "ndjson",
  detect: (sample) => sampleJson(sample).objects * OBJECTS_SCORE,
  createDecoder: (options) =>
    options.mapping?.version === 2 ? new JsonRowsDecoder(options) : new NdjsonDecoder(options),
};

class NdjsonDecoder implements Decoder {
  /** Not where a mapping comes before events of ours. */
  readonly ownLines: OwnLines | undefined;
  readonly #reader: JsonRecordReader;
  readonly #emitter: RecordEmitter;
  readonly #clock: ZoneClock;
  readonly #transactionId: TransactionIdExpression;
  readonly #mapping: CompiledMapping | null;

  constructor(options: DecodeOptions) {
    this.#reader = new JsonRecordReader({ offset: options.startOffset, line: options.startLine });
    this.#emitter = new RecordEmitter(options);
    this.#clock = new ZoneClock(options.timezone);
    this.#transactionId = new TransactionIdPattern(options.transactionIdPattern).within("^", "$");
    this.#mapping =
      options.mapping?.version === 1 ? new CompiledMapping(options.mapping, this.#clock) : null;
    this.ownLines =
      this.#mapping === null ? new JsonOwnLines(this.#reader, this.#emitter) : undefined;
  }

  get pendingBytes(): number {
    return this.#reader.pendingBytes;
  }

  push(chunk: Uint8Array): Decoded[] {
    return this.#reader.push(chunk).map((record) => this.#decode(record));
  }

  flush(options: { final: boolean }): Decoded[] {
    return this.#reader.flush(options).map((record) => this.#decode(record));
  }

  #decode(record: JsonRecord): Decoded {
    if (record.kind === "bad") {
      return this.#emitter.bad(record, record.reason, record.message, record.content);
    }
    // A mapping comes first where it fits: who wrote one says that the source is foreign, whatever its
    // fields are called.
    const mapped = this.#mapping === null ? null : this.#readMapped(record, this.#mapping);
    if (mapped?.ok) return this.#emitter.event(record, mapped.event);
    if (isOwnEvent(record.value)) return this.#emitter.event(record, record.value, record.bytes);
    const wrapped = readWrappedEvent(record);
    if (wrapped !== null) return this.#emitter.event(record, wrapped.event, wrapped.verbatim);
    const reading = mapped ?? this.#readForeign(record);
    if (reading.ok) return this.#emitter.event(record, reading.event);
    return this.#emitter.bad(record, "invalid-time", reading.problem, record.source);
  }

  #readMapped(record: JsonObjectRecord, mapping: CompiledMapping): ForeignReading {
    return readMapped(record.value, mapping, this.#context(record));
  }

  #readForeign(record: JsonObjectRecord): ForeignReading {
    const context = this.#context(record);
    return readNearlyOwn(record.value, context) ?? readForeign(record.value, context);
  }

  #context(record: JsonObjectRecord): ForeignContext {
    const raw = record.source.toString("utf8");
    return { clock: this.#clock, transactionId: this.#transactionId, raw };
  }
}
