import { array, assert, boolean, constantFrom, option, oneof, property, string } from "fast-check";
import { expect, test } from "vitest";
import { csvFormat } from "#ingest/formats/csv.ts";
import { readCells } from "#ingest/formats/csv-cells.ts";
import { DELIMITERS, dialectOf } from "#ingest/formats/csv-dialect.ts";
import { writeCells } from "#ingest/formats/csv-text.ts";
import { type CsvSettings, tableMappingSchema } from "#ingest/mappings/mapping-schema.ts";
import { badOf, decode, eventsOf } from "./decoding.ts";

function rowsOf(text: string, csv: CsvSettings): unknown[] {
  const mapping = tableMappingSchema.parse({
    version: 2,
    name: "test",
    describes: "A test",
    format: "csv",
    csv,
    row: { key: "{id}", time: { path: "time" } },
    events: [],
  });
  const decoded = decode(csvFormat, text, { mapping });
  expect(badOf(decoded).map(({ message }) => message)).toEqual([]);
  return eventsOf(decoded).map(({ event }) => event["attributes"]);
}

const TIME = "2026-02-03 10:00:00";

test("SELECT INTO OUTFILE without a header, in quotes with backslashes, is read as it was set", () => {
  const text = `1,"${TIME}","a \\"b\\"\\nc, \\\nd",\\N\n2,"${TIME}",plain\\, x,""\n`;
  const csv: CsvSettings = {
    delimiter: ",",
    escapes: "backslash",
    columns: ["id", "time", "text", "more"],
  };
  expect(rowsOf(text, csv)).toEqual([
    { id: "1", time: TIME, text: 'a "b"\nc, \nd' },
    { id: "2", time: TIME, text: "plain, x" },
  ]);
});

test("tabs with quotes of RFC 4180 are read as they were set, or told by a quoted header", () => {
  const row = `1\t${TIME}\t"a ""b""\tc\\n"\n`;
  const expected = [{ id: "1", time: TIME, text: 'a "b"\tc\\n' }];
  expect(rowsOf(`id\ttime\ttext\n${row}`, { escapes: "doubled" })).toEqual(expected);
  expect(rowsOf(`"id"\t"time"\t"text"\n${row}`, {})).toEqual(expected);
});

test("a delimiter that is set counts, whatever stands in the header more often", () => {
  const text = `id;time;a,b,c,d,e\n1;${TIME};x\n`;
  expect(rowsOf(text, { delimiter: ";" })).toEqual([{ id: "1", time: TIME, "a,b,c,d,e": "x" }]);
});

test("cells that are written are read back, in every dialect", () => {
  const cell = option(
    oneof(
      string({ maxLength: 8 }),
      constantFrom("NULL", "\\N", '"', "\\", "\t", "\n", "a\rb", ",", "|x", ";", '"";'),
    ),
    { nil: null },
  );
  assert(
    property(
      array(cell, { minLength: 2, maxLength: 5 }),
      constantFrom(...DELIMITERS),
      constantFrom("doubled" as const, "backslash" as const),
      boolean(),
      (cells, delimiter, escapes, isQuoted) => {
        const dialect = dialectOf(isQuoted ? '"a"' : "a", { delimiter, escapes });
        expect(readCells(writeCells(cells, dialect), dialect)).toEqual({ ok: true, cells });
      },
    ),
    { numRuns: 1_000 },
  );
});
