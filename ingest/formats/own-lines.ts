import type { OwnLines } from "#ingest/formats/format.ts";
import type { JsonRecordReader } from "#ingest/formats/json-records.ts";
import type { RecordEmitter } from "#ingest/formats/record-emitter.ts";

/** The lines of a decoder that gives events of ours as they are. */
export class JsonOwnLines implements OwnLines {
  readonly #reader: JsonRecordReader;
  readonly #emitter: RecordEmitter;

  constructor(reader: JsonRecordReader, emitter: RecordEmitter) {
    this.#reader = reader;
    this.#emitter = emitter;
  }

  get atStart(): boolean {
    return this.#reader.isBetweenRecords;
  }

  get offset(): number {
    return this.#reader.next.offset;
  }

  get line(): number {
    return this.#reader.next.line;
  }

  pass(lines: number, bytes: number): void {
    this.#reader.passRecords(lines, bytes);
    this.#emitter.pass(lines);
  }
}
