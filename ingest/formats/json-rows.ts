import type { Decoded, DecodeOptions, Decoder } from "#ingest/formats/format.ts";
import { isObject } from "#ingest/formats/json-object.ts";
import type { JsonObjectRecord, JsonRecord } from "#ingest/formats/json-record.ts";
import { JsonRecordReader } from "#ingest/formats/json-records.ts";
import { memberBytes } from "#ingest/formats/json-text.ts";
import { RecordEmitter } from "#ingest/formats/record-emitter.ts";
import { RowReader } from "#ingest/formats/row-reader.ts";

/** Elements of a phpMyAdmin export beside its tables. */
const EXPORT_FRAMES = new Set(["header", "database"]);

/**
 * Rows as JSON objects, read by a mapping of version 2: line by line, in an array, in a list within an object
 * (`rows` of the mapping), or in phpMyAdmin's export, where `data` of each table holds them.
 */
export class JsonRowsDecoder implements Decoder {
  readonly #records: JsonRecordReader;
  readonly #emitter: RecordEmitter;
  readonly #reader: RowReader;
  readonly #rows: string | undefined;

  constructor(options: DecodeOptions) {
    this.#records = new JsonRecordReader({ offset: options.startOffset, line: options.startLine });
    this.#emitter = new RecordEmitter(options);
    this.#reader = new RowReader(options, this.#emitter);
    this.#rows = options.mapping?.version === 2 ? options.mapping.rows : undefined;
  }

  get pendingBytes(): number {
    return this.#records.pendingBytes;
  }

  push(chunk: Uint8Array): Decoded[] {
    return this.#records.push(chunk).flatMap((record) => this.#decode(record));
  }

  flush(options: { final: boolean }): Decoded[] {
    return this.#records.flush(options).flatMap((record) => this.#decode(record));
  }

  #decode(record: JsonRecord): Decoded[] {
    if (record.kind === "bad") {
      const content = this.#keepable(record.content);
      return [this.#emitter.bad(record, record.reason, record.message, content)];
    }
    const { value } = record;
    if (isFrame(value)) return [];
    const list = isTable(value) ? "data" : this.#rows;
    if (list === undefined || !Array.isArray(value[list])) return this.#decodeRow(record);
    return rowsWithin(record, list).flatMap((row) =>
      row.kind === "bad" ? this.#decode(row) : this.#decodeRow(row),
    );
  }

  #decodeRow({ value, source, offset, line }: JsonObjectRecord): Decoded[] {
    const { omitted } = this.#reader;
    const isWritable = !Object.keys(value).some((name) => omitted.has(name));
    const values = isWritable
      ? value
      : Object.fromEntries(Object.entries(value).filter(([name]) => !omitted.has(name)));
    const bytes = isWritable ? source : Buffer.from(JSON.stringify(values));
    return this.#reader.read({ values, bytes, offset, line });
  }

  /** What cannot be taken apart may hold an omitted member anywhere: none of it is kept then. */
  #keepable(bytes: Buffer): Buffer {
    if (this.#reader.omitted.size === 0) return bytes;
    const names = [...this.#reader.omitted].join(", ");
    return Buffer.from(`(${bytes.length} bytes withheld: they may hold ${names})`);
  }
}

function isFrame({ type, data }: Readonly<Record<string, unknown>>): boolean {
  return typeof type === "string" && EXPORT_FRAMES.has(type) && data === undefined;
}

function isTable({ type, name, data }: Readonly<Record<string, unknown>>): boolean {
  return (
    type === "table" && typeof name === "string" && Array.isArray(data) && data.every(isObject)
  );
}

/** The objects of a list within an object, each with its own text and place. */
function rowsWithin(record: JsonObjectRecord, list: string): JsonRecord[] {
  const { source } = record;
  const bytes = memberBytes(source, list);
  if (bytes === null) return [];
  const start = bytes.byteOffset - source.byteOffset;
  const lineEnds = source.subarray(0, start).filter((byte) => byte === 0x0a).length;
  const reader = new JsonRecordReader({
    offset: record.offset + start,
    line: record.line + lineEnds,
  });
  return [...reader.push(bytes), ...reader.flush({ final: true })];
}
