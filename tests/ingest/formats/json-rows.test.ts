import {
  array,
  assert,
  boolean,
  constant,
  constantFrom,
  nat,
  property,
  record,
  string,
} from "fast-check";
import { expect, test } from "vitest";
import { findFormat } from "#ingest/formats/detect-format.ts";
import { RECORD_BYTES_MAX } from "#ingest/formats/format.ts";
import { tableMappingSchema } from "#ingest/mappings/mapping-schema.ts";
import {
  badOf,
  comparable,
  decode,
  decodeWithRestarts,
  eventsOf,
  renumbered,
  sourceBytes,
} from "./decoding.ts";

const ndjson = findFormat("ndjson");
const mapping = tableMappingSchema.parse({
  version: 2,
  name: "rows",
  describes: "Rows of a test",
  format: "ndjson",
  rows: "list",
  row: { key: "{id}", time: { path: "time" } },
  events: [],
});

const row = record({
  id: constant("1"),
  time: constant("2026-02-03T10:00:00Z"),
  list: string({ maxLength: 6 }),
  data: string({ maxLength: 6 }),
  type: constantFrom("table", "header", "\\", '"'),
});
const rows = array(row, { maxLength: 5 });

/** The forms in which a table of rows may come. */
const forms: readonly ((table: readonly object[], indent: number) => string)[] = [
  (table, indent) => JSON.stringify(table, null, indent),
  (table) => table.map((one) => `${JSON.stringify(one)}\n`).join(""),
  (table, indent) => JSON.stringify({ total: 1, list: table, more: { list: [1] } }, null, indent),
  (table) => table.map((one) => `${JSON.stringify({ list: [one] })}\n`).join(""),
  (table, indent) =>
    JSON.stringify(
      [
        { type: "header", version: "5.2.1", comment: "Export to JSON plugin for PHPMyAdmin [{" },
        { type: "database", name: "shop" },
        { type: "table", name: "a", database: "shop", data: table },
        { type: "table", name: "b", database: "shop", data: [] },
      ],
      null,
      indent,
    ),
];

test("rows are found in every form, however it is split or resumed, each at its place", () => {
  assert(
    property(
      rows,
      constantFrom(...forms),
      boolean(),
      array(nat(900), { maxLength: 4 }),
      (table, form, isIndented, cuts) => {
        const input = Buffer.from(form(table, isIndented ? 2 : 0));
        const decoded = decode(ndjson, input, { mapping });
        expect(badOf(decoded)).toEqual([]);
        expect(decoded.map((one) => JSON.parse(sourceBytes(one).toString()))).toEqual(table);
        for (const one of decoded) {
          const { offset = 0, line } = one.position;
          const source = sourceBytes(one);
          expect(input.subarray(offset, offset + source.length).equals(source)).toBe(true);
          expect(line).toBe(input.subarray(0, offset).filter((byte) => byte === 0x0a).length + 1);
        }
        expect(comparable(decode(ndjson, input, { mapping }, cuts))).toEqual(comparable(decoded));
        expect(renumbered(decodeWithRestarts(ndjson, input, { mapping }, cuts))).toEqual(
          renumbered(decoded),
        );
      },
    ),
    { numRuns: 400 },
  );
});

test("a list may be longer than any record", () => {
  const one = { id: "1", time: "2026-02-03T10:00:00Z", text: "x".repeat(1000) };
  const table = Array.from({ length: 1_500 }, () => one);
  const text = JSON.stringify([
    { type: "header", version: "5.2.1" },
    { type: "table", name: "a", data: table },
  ]);
  expect(text.length).toBeGreaterThan(RECORD_BYTES_MAX);
  expect(eventsOf(decode(ndjson, text, { mapping }))).toHaveLength(1_500);
});

test("a list that is never closed, and a row that is no object, are told", () => {
  const [number, open] = badOf(decode(ndjson, '{"list": [7, {"id":"1"', { mapping }));
  expect(number).toMatchObject({ reason: "undecodable", position: { offset: 10 } });
  expect(open?.message).toContain("the text ends");
  const bad = badOf(
    decode(ndjson, '{"list": [{"id":"1","time":"2026-02-03T10:00:00Z"},', { mapping }),
  );
  expect(bad).toMatchObject([{ message: expect.stringContaining("never closed") }]);
  const long = `{"a":"${"x".repeat(RECORD_BYTES_MAX + 9)}","list":[]}`;
  expect(badOf(decode(ndjson, long, { mapping }))).toMatchObject([{ reason: "oversized" }]);
});

test("a damaged continuation is refused", () => {
  expect(() => decode(ndjson, "", { mapping, continuation: "{}" })).toThrow(/continuation/);
});
