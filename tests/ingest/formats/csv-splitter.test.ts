import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { CsvDialect } from "#ingest/formats/csv-dialect.ts";
import { type CsvRow, CsvRowSplitter } from "#ingest/formats/csv-splitter.ts";
import { RECORD_BYTES_MAX } from "#ingest/formats/format.ts";

const OPEN_DIALECT: CsvDialect = { delimiter: ",", escapes: "doubled", quotes: true };
const DIALECTS: readonly CsvDialect[] = [
  OPEN_DIALECT,
  { delimiter: ",", escapes: "backslash", quotes: true },
  { delimiter: "\t", escapes: "backslash", quotes: false },
];

interface Told {
  readonly text: string;
  readonly offset: number;
  readonly line: number;
  readonly fault: string | undefined;
}

const told = ({ bytes, offset, line, fault }: CsvRow): Told => ({
  text: bytes.toString("latin1"),
  offset,
  line,
  fault,
});

function splitterAt(dialect: CsvDialect, offset: number, line: number): CsvRowSplitter {
  const splitter = new CsvRowSplitter({ offset, line });
  splitter.useDialect(dialect);
  return splitter;
}

/** All rows, the input given in chunks. */
function rowsOf(chunks: readonly Buffer[], dialect: CsvDialect): Told[] {
  const splitter = splitterAt(dialect, 0, 1);
  const rows: Told[] = [];
  const read = (bytes: Buffer): void => {
    for (let found = splitter.next(bytes); found !== null; found = splitter.next(found.rest))
      rows.push(told(found.row));
  };
  for (const chunk of chunks) read(chunk);
  for (let last = splitter.end(); last !== null; last = splitter.end()) {
    rows.push(told(last.row));
    read(last.rest);
  }
  return rows;
}

/** The same, each row by a splitter that knows of none before it. */
function rowsApart(input: Buffer, dialect: CsvDialect): Told[] {
  const rows: Told[] = [];
  let offset = 0;
  let line = 1;
  while (offset < input.length) {
    const splitter = splitterAt(dialect, offset, line);
    const found = splitter.next(input.subarray(offset)) ?? splitter.end();
    if (found === null) throw new Error("something is left");
    rows.push(told(found.row));
    const read = input.subarray(offset, input.length - found.rest.length);
    line += read.filter((byte) => byte === 0x0a).length;
    offset += read.length;
  }
  return rows;
}

function chunksOf(input: Buffer, sizes: readonly number[]): Buffer[] {
  const chunks: Buffer[] = [];
  let at = 0;
  for (const size of [...sizes, input.length]) {
    chunks.push(Buffer.from(input.subarray(at, at + size)));
    at += size;
  }
  return chunks;
}

const PIECE = fc.constantFrom(
  '"',
  ",",
  "\t",
  "\n",
  "\\",
  "a",
  '""',
  '",',
  ',"',
  '"\n',
  '\n"',
  "\\\n",
);

test("where a row ends does not depend on rows before it, nor on how the input is split", () => {
  fc.assert(
    fc.property(
      fc.array(PIECE, { maxLength: 40 }).map((pieces) => Buffer.from(pieces.join(""))),
      fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 10 }),
      fc.constantFrom(...DIALECTS),
      (input, sizes, dialect) => {
        const apart = rowsApart(input, dialect);
        expect(rowsOf([input], dialect)).toEqual(apart);
        expect(rowsOf(chunksOf(input, sizes), dialect)).toEqual(apart);
      },
    ),
    { numRuns: 2_000 },
  );
});

test.each(DIALECTS)("nor where rows are longer than a record may be: %j", (dialect) => {
  const long = "x".repeat(60_000);
  const beginnings = ['a"b,"c', "b", 'c,"', "d\\", 'e"', '"f', "g\t\\", ',"h",'];
  const lines = Array.from({ length: 48 }, (_, at) => {
    const beginning = beginnings[(at * at + (at >> 2)) % beginnings.length] ?? "";
    return `${beginning}${long}${beginning.endsWith("\\") ? "\\" : ""}\n`;
  });
  const open = Array.from({ length: 30 }, () => `a"b,"c${long}\n`);
  for (const text of [lines.join(""), open.join(""), `${open.join("")}"\n${open.join("")}`]) {
    const input = Buffer.from(text);
    expect(input.length).toBeGreaterThan(RECORD_BYTES_MAX);
    const apart = rowsApart(input, dialect);
    expect(rowsOf([input], dialect)).toEqual(apart);
    expect(rowsOf(chunksOf(input, Array(40).fill(64 * 1024)), dialect)).toEqual(apart);
  }
});

test("open quotes in every line cost no more than the lines", () => {
  const lines = 300_000;
  const rows = rowsOf([Buffer.from('a"b,"c\n'.repeat(lines))], OPEN_DIALECT);
  expect(rows).toHaveLength(lines);
  expect(rows.at(-1)).toMatchObject({ line: lines, fault: "unclosed" });
});
