import { sampleJson } from "#ingest/formats/detect-json.ts";
import type { Decoded, DecodeOptions, Decoder, Format, OwnLines } from "#ingest/formats/format.ts";
import type { JsonRecord } from "#ingest/formats/json-record.ts";
import { JsonRecordReader } from "#ingest/formats/json-records.ts";
import { JsonOwnLines } from "#ingest/formats/own-lines.ts";
import { RecordEmitter } from "#ingest/formats/record-emitter.ts";

/**
 * Events of ours as JSON: one object, an array, or one object a line. The producer's bytes are kept
 * verbatim (an object on several lines is put on one by removing white space outside strings); numbers
 * beyond 2^53 stay as written in these bytes and are text in the parsed event.
 */
export const eventsJsonFormat: Format = {
  name: "events",
  detect: (sample) => {
    const { objects, ownEvents } = sampleJson(sample);
    // Where other JSON stands between them, the format for both is the better one.
    return ownEvents === objects ? ownEvents : 0;
  },
  createDecoder: (options) => new EventsJsonDecoder(options),
};

class EventsJsonDecoder implements Decoder {
  readonly ownLines: OwnLines;
  readonly #reader: JsonRecordReader;
  readonly #emitter: RecordEmitter;

  constructor(options: DecodeOptions) {
    this.#reader = new JsonRecordReader({ offset: options.startOffset, line: options.startLine });
    this.#emitter = new RecordEmitter(options);
    this.ownLines = new JsonOwnLines(this.#reader, this.#emitter);
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
    return record.kind === "object"
      ? this.#emitter.event(record, record.value, record.bytes)
      : this.#emitter.bad(record, record.reason, record.message, record.content);
  }
}
