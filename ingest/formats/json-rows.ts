import { z } from "zod";
import { TracewellError } from "#domain/errors.ts";
import { isOfOtherFormat } from "#ingest/formats/continuation.ts";
import type { Decoded, DecodeOptions, Decoder } from "#ingest/formats/format.ts";
import type { JsonObjectRecord, JsonRecord } from "#ingest/formats/json-record.ts";
import { JsonRecordReader } from "#ingest/formats/json-records.ts";
import {
  FRAME_DEPTH_MAX,
  JsonRowLists,
  type RowListState,
} from "#ingest/formats/json-row-lists.ts";
import { RecordEmitter, type RecordStart } from "#ingest/formats/record-emitter.ts";
import { RowReader } from "#ingest/formats/row-reader.ts";

/** Enough of an input to tell phpMyAdmin's export from an array of rows. */
const BEGINNING_BYTES = 256;

/** phpMyAdmin's export begins so, and the rows of each table stand in its `data`. */
const PHPMYADMIN = /^(?:\uFEFF)?\s*\[\s*\{\s*"type"\s*:\s*"header"/;

/** A place within an array or an object, where an earlier reader stopped. */
const continuationSchema = z.strictObject({
  format: z.literal("json-rows"),
  list: z.string().max(1024),
  around: z.enum(["{", "[{"]),
  open: z.string().max(FRAME_DEPTH_MAX),
  insideList: z.boolean(),
  hadList: z.boolean(),
});

/**
 * Rows as JSON objects, read by a mapping of version 2: line by line, in an array, in a list within an object
 * (`rows` of the mapping), or in phpMyAdmin's export, where `data` of each table holds them.
 */
export class JsonRowsDecoder implements Decoder {
  readonly #emitter: RecordEmitter;
  readonly #reader: RowReader;
  readonly #rows: string | undefined;
  readonly #start: RecordStart;
  #beginning: Buffer = Buffer.alloc(0);
  #lists: JsonRowLists | null = null;
  #records: JsonRecordReader | null = null;

  constructor(options: DecodeOptions) {
    this.#start = { offset: options.startOffset ?? 0, line: options.startLine ?? 1 };
    this.#emitter = new RecordEmitter(options);
    this.#reader = new RowReader(options, this.#emitter);
    this.#rows = options.mapping?.version === 2 ? options.mapping.rows : undefined;
    const state = readState(options.continuation);
    if (state !== null) this.#lists = new JsonRowLists(this.#start, state);
  }

  get pendingBytes(): number {
    return (this.#lists ?? this.#records)?.pendingBytes ?? this.#beginning.length;
  }

  get continuation(): string | undefined {
    if (this.#lists === null) return undefined;
    return JSON.stringify({ format: "json-rows", ...this.#lists.state });
  }

  push(chunk: Uint8Array): Decoded[] {
    const records: JsonRecord[] = [];
    this.#push(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength), false, records);
    return records.flatMap((record) => this.#decode(record));
  }

  /** Half a row says nothing: it waits until the input has ended. */
  flush(options: { final: boolean }): Decoded[] {
    const records: JsonRecord[] = [];
    if (options.final) {
      this.#push(Buffer.alloc(0), true, records);
      this.#lists?.end(records);
    }
    if (this.#records !== null) records.push(...this.#records.flush(options));
    return records.flatMap((record) => this.#decode(record));
  }

  #push(input: Buffer, isLast: boolean, records: JsonRecord[]): void {
    let bytes = input;
    if (this.#lists === null && this.#records === null) {
      this.#beginning = Buffer.concat([this.#beginning, input]);
      if (this.#beginning.length < BEGINNING_BYTES && !isLast) return;
      bytes = this.#beginning;
      this.#beginning = Buffer.alloc(0);
      this.#choose(bytes);
    }
    this.#lists?.push(bytes, records);
    if (this.#records !== null) records.push(...this.#records.push(bytes));
  }

  #choose(beginning: Buffer): void {
    const text = beginning.toString("utf8", 0, BEGINNING_BYTES);
    const isObject = text
      .replace(/^\uFEFF/, "")
      .trimStart()
      .startsWith("{");
    if (this.#start.offset === 0 && PHPMYADMIN.test(text)) this.#readLists("data", "[{");
    else if (isObject && this.#rows !== undefined) this.#readLists(this.#rows, "{");
    else {
      const { offset, line } = this.#start;
      this.#records = new JsonRecordReader({ offset, line });
    }
  }

  #readLists(list: string, around: "{" | "[{"): void {
    const state = { list, around, open: "", insideList: false, hadList: false };
    this.#lists = new JsonRowLists(this.#start, state);
  }

  #decode(record: JsonRecord): Decoded[] {
    if (record.kind === "object") return this.#decodeRow(record);
    const content = this.#reader.omitted.keepable(record.content);
    return [this.#emitter.bad(record, record.reason, record.message, content)];
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
}

function readState(continuation: string | undefined): RowListState | null {
  if (continuation === undefined) return null;
  try {
    const value: unknown = JSON.parse(continuation);
    if (isOfOtherFormat(value, "json-rows")) return null;
    const { format: _, ...state } = continuationSchema.parse(value);
    return state;
  } catch (cause) {
    throw new TracewellError(
      "invalid-parameter",
      "The continuation is not one that an earlier answer gave.",
      { cause, detail: { parameter: "continuation" } },
    );
  }
}
