import {
  type CellsReading,
  type Cell,
  readCells,
  readManyCells,
} from "#ingest/formats/csv-cells.ts";
import { detectCsv } from "#ingest/formats/csv-detection.ts";
import { type CsvOverrides, dialectOf } from "#ingest/formats/csv-dialect.ts";
import {
  type CsvHeader,
  raggedProblem,
  readCsvContinuation,
  readHeader,
  writeCsvContinuation,
} from "#ingest/formats/csv-header.ts";
import { type CsvRow, CsvRowSplitter } from "#ingest/formats/csv-splitter.ts";
import { writeCells } from "#ingest/formats/csv-text.ts";
import {
  type Decoded,
  type DecodeOptions,
  type Decoder,
  type Format,
  RECORD_BYTES_MAX,
} from "#ingest/formats/format.ts";
import { RecordEmitter } from "#ingest/formats/record-emitter.ts";
import type { OmittedColumns } from "#ingest/mappings/omitted-columns.ts";
import { RowReader } from "#ingest/formats/row-reader.ts";

const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/**
 * Tables as text: RFC 4180 with any usual delimiter, and what MySQL and PostgreSQL write. The first row names
 * the columns. Rows become events by the source's mapping, or like foreign JSON.
 */
export const csvFormat: Format = {
  name: "csv",
  detect: detectCsv,
  createDecoder: (options) => new CsvDecoder(options),
};

class CsvDecoder implements Decoder {
  readonly #splitter: CsvRowSplitter;
  readonly #emitter: RecordEmitter;
  readonly #reader: RowReader;
  readonly #overrides: CsvOverrides;
  readonly #columns: readonly string[] | undefined;
  #header: CsvHeader | null;
  /** What a new decoder is told; made once, since every row carries it. */
  #continuation: string | undefined;
  #isStart: boolean;

  constructor(options: DecodeOptions) {
    const { mapping, startOffset = 0, startLine = 1 } = options;
    const known = readCsvContinuation(options.continuation);
    const settings = mapping?.version === 2 ? mapping.csv : undefined;
    this.#overrides = settings ?? {};
    this.#columns = settings?.columns;
    this.#header = known?.header ?? null;
    this.#splitter = new CsvRowSplitter({ offset: startOffset, line: startLine }, known?.goesOn);
    if (known !== null) this.#useHeader(known.header);
    else if (settings !== undefined) this.#splitter.useDialect(dialectOf("", settings));
    this.#isStart = startOffset === 0;
    this.#emitter = new RecordEmitter(options);
    this.#reader = new RowReader(options, this.#emitter);
  }

  get pendingBytes(): number {
    return this.#splitter.pendingBytes;
  }

  get continuation(): string | undefined {
    if (this.#header === null) return undefined;
    return this.#splitter.goesOn ? writeCsvContinuation(this.#header, true) : this.#continuation;
  }

  push(chunk: Uint8Array): Decoded[] {
    return this.#read(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
  }

  /** Half a row says nothing: it waits until the input has ended. */
  flush(options: { final: boolean }): Decoded[] {
    if (!options.final) return [];
    const decoded: Decoded[] = [];
    for (let last = this.#splitter.end(); last !== null; last = this.#splitter.end()) {
      this.#decodeRow(last.row, null, decoded);
      for (const record of this.#read(last.rest)) decoded.push(record);
    }
    return decoded;
  }

  #read(bytes: Buffer): Decoded[] {
    const decoded: Decoded[] = [];
    let rows: CsvRow[] = [];
    let found = this.#splitter.next(bytes);
    while (found !== null) {
      if (this.#isPlain(found.row)) rows.push(found.row);
      else {
        this.#decodePlain(rows, decoded);
        rows = [];
        this.#decodeRow(found.row, null, decoded);
      }
      found = this.#splitter.next(found.rest);
    }
    this.#decodePlain(rows, decoded);
    return decoded;
  }

  #isPlain({ bytes, fault }: CsvRow): boolean {
    return (
      this.#header !== null &&
      this.#header.problem === null &&
      fault === undefined &&
      bytes.length > 0
    );
  }

  /** Rows at once, which is several times as fast; one by one where one of them is at fault. */
  #decodePlain(rows: readonly CsvRow[], decoded: Decoded[]): void {
    if (this.#header === null || rows.length === 0) return;
    const texts = rows.map(({ bytes }) => bytes.toString("utf8"));
    const cells = readManyCells(texts, this.#header.dialect);
    for (const [index, row] of rows.entries()) {
      this.#decodeRow(row, cells?.[index] ?? null, decoded);
    }
  }

  #decodeRow(row: CsvRow, cells: Cell[] | null, decoded: Decoded[]): void {
    const isStart = this.#isStart;
    const bytes =
      isStart && row.bytes.subarray(0, 3).equals(BYTE_ORDER_MARK)
        ? row.bytes.subarray(BYTE_ORDER_MARK.length)
        : row.bytes;
    this.#isStart = false;
    if (bytes.length === 0 && row.fault === undefined) return;
    if (row.fault === "cut") {
      const message = `The row is longer than ${RECORD_BYTES_MAX} bytes, the most that one record may have.`;
      decoded.push(
        this.#emitter.bad(row, "oversized", message, this.#reader.omitted.keepable(row.bytes)),
      );
      return;
    }
    if (this.#header === null) this.#begin(row, bytes, decoded);
    else this.#decodeCells(this.#header, row, bytes, cells, decoded);
  }

  /** The first row that is not blank: the header, unless the mapping names the columns. */
  #begin(row: CsvRow, bytes: Buffer, decoded: Decoded[]): void {
    const text = bytes.toString("utf8");
    const dialect = dialectOf(text, this.#overrides);
    if (this.#columns !== undefined) {
      const header = { dialect, columns: this.#columns, problem: null };
      this.#useHeader(header);
      this.#decodeCells(header, row, bytes, null, decoded);
      return;
    }
    const header = this.#withKey(readHeader(text, dialect));
    this.#useHeader(header);
    if (header.problem === null) return;
    const content = this.#reader.omitted.keepable(bytes);
    decoded.push(this.#emitter.bad(row, "undecodable", header.problem, content));
  }

  /** Of another table, or of one without a header, nobody can say where the omitted columns stand. */
  #withKey(header: CsvHeader): CsvHeader {
    const { omitted, keyColumns } = this.#reader;
    if (header.problem !== null || omitted.isEmpty) return header;
    const missing = keyColumns.filter((name) => !header.columns.includes(name));
    if (missing.length === 0) return header;
    const problem = `The header has no ${missing.join(", ")}, by which rows are told apart: is it another table? Nothing of it is kept, since ${omitted.names} must not be written.`;
    return { ...header, columns: [], problem };
  }

  #useHeader(header: CsvHeader): void {
    this.#header = header;
    this.#continuation = writeCsvContinuation(header, false);
    this.#splitter.useDialect(header.dialect);
  }

  #decodeCells(
    header: CsvHeader,
    row: CsvRow,
    bytes: Buffer,
    known: Cell[] | null,
    decoded: Decoded[],
  ): void {
    const reading: CellsReading =
      known === null
        ? readCells(bytes.toString("utf8"), header.dialect)
        : { ok: true, cells: known };
    // Exports put one after the other, and files that follow each other, each begin with it.
    if (reading.ok && isHeader(reading.cells, header)) return;
    const problem =
      header.problem ??
      (reading.ok ? raggedProblem(reading.cells.length, header) : reading.problem);
    if (problem !== null || !reading.ok) {
      const why = problem ?? "";
      const content = this.#reader.omitted.keepable(bytes);
      decoded.push(this.#emitter.bad(row, "undecodable", why, content, this.#continuation));
      return;
    }
    const { omitted } = this.#reader;
    const values = Object.fromEntries(
      header.columns.map((name, index) => [name, reading.cells[index]]),
    );
    const isWritable = !header.columns.some((name) => omitted.has(name));
    const text = isWritable ? bytes : this.#without(omitted, values, header);
    const { offset, line } = row;
    const source = { values, bytes: text, offset, line, continuation: this.#continuation };
    for (const record of this.#reader.read(source)) decoded.push(record);
  }

  /** Takes omitted columns out of the values, and gives the row's text without them. */
  #without(
    omitted: OmittedColumns,
    values: Record<string, Cell | undefined>,
    { columns, dialect }: CsvHeader,
  ): Buffer {
    for (const name of columns) if (omitted.has(name)) delete values[name];
    const cells = columns.map((name) => (omitted.has(name) ? "" : (values[name] ?? null)));
    return Buffer.from(writeCells(cells, dialect));
  }
}

function isHeader(cells: readonly Cell[], { columns }: CsvHeader): boolean {
  return (
    cells.length === columns.length &&
    columns.length > 0 &&
    cells.every((cell, at) => cell?.trim() === columns[at])
  );
}
