import { stringify } from "csv-stringify/sync";
import {
  array,
  assert,
  constantFrom,
  nat,
  oneof,
  property,
  string,
  uint8Array,
  uniqueArray,
} from "fast-check";
import { expect, test } from "vitest";
import { csvFormat } from "#ingest/formats/csv.ts";
import { findFormat } from "#ingest/formats/detect-format.ts";
import { RECORD_BYTES_MAX } from "#ingest/formats/format.ts";
import {
  badOf,
  comparable,
  decode,
  decodeWithRestarts,
  eventsOf,
  noteCodes,
  renumbered,
  sourceBytes,
} from "./decoding.ts";

const TIME = "2026-02-03T10:00:00.000Z";

/** Attributes of the rows of a table whose first column is `time`. */
function rowsOf(text: string | Uint8Array): unknown[] {
  const decoded = decode(csvFormat, text);
  expect(badOf(decoded).map(({ message }) => message)).toEqual([]);
  return eventsOf(decoded).map(({ event }) => event["attributes"]);
}

test("a row is read like foreign JSON; its text and place stand beside it", () => {
  const text = 'time,level,msg,order\r\n2026-02-03 10:00:00,WARN,"a, ""b""\nc",17\r\n';
  expect(eventsOf(decode(csvFormat, text))).toMatchObject([
    {
      event: {
        type: "trace.recorded",
        time: TIME,
        level: "warning",
        message: 'a, "b"\nc',
        attributes: { order: "17" },
        raw: '2026-02-03 10:00:00,WARN,"a, ""b""\nc",17',
      },
      position: { line: 2, offset: 22 },
    },
  ]);
});

test.each([",", ";", "\t", "|"])("the delimiter %j is told by the header", (sign) => {
  const text = ["time", "a", "b"].join(sign) + "\n" + [TIME, "1", "2"].join(sign) + "\n";
  expect(rowsOf(text)).toEqual([{ a: "1", b: "2" }]);
  expect(csvFormat.detect(Buffer.from(text))).toBeGreaterThan(0.9);
});

test("a byte order mark is no part of the first name", () => {
  expect(rowsOf(`\uFEFFtime,a\n${TIME},1\n`)).toEqual([{ a: "1" }]);
});

test("what MySQL and PostgreSQL write as tabular text is read with its escapes and nulls", () => {
  const text = `time\ta\tb\tc\td\n${TIME}\tone\\ttwo\\\\\tline\\\nline\t\\N\tNULL\n${TIME}\t"\t\t \tx\n`;
  expect(rowsOf(text)).toEqual([
    { a: "one\ttwo\\", b: "line\nline" },
    { a: '"', b: "", c: " ", d: "x" },
  ]);
});

test("NULL outside quotes is null, within quotes it is a word", () => {
  expect(rowsOf(`time,a,b,c\n${TIME},NULL,"NULL",\\N\n`)).toEqual([{ b: "NULL" }]);
});

test("rows that are not as wide as the header say what was expected and found", () => {
  const text = `time,a,b\n${TIME},1\n${TIME},1,2\n${TIME},1,2,3\n`;
  const decoded = decode(csvFormat, text);
  expect(eventsOf(decoded)).toHaveLength(1);
  expect(badOf(decoded)).toMatchObject([
    {
      reason: "undecodable",
      message: "The row has 2 columns, the header 3 (time, a, b): nothing stands for b.",
      position: { line: 2 },
    },
    {
      message:
        'The row has 4 columns, the header 3 (time, a, b): a field with "," in it may lack its quotes.',
      position: { line: 4 },
    },
  ]);
});

test.each([
  ["time,a,time\n", /names "time" twice, in columns 1 and 3/],
  ["time,,b\n", /no name for column 2/],
  [Buffer.from("\uFEFFtime,a\n1,2\n", "utf16le"), /UTF-16/],
  [Buffer.from("time,a\r1,2\r3,4\n"), /carriage returns alone/],
])("a header that names columns badly is told, and its rows are kept: %j", (header, message) => {
  const decoded = decode(csvFormat, Buffer.concat([Buffer.from(header), Buffer.from("1,2,3\n")]));
  expect(eventsOf(decoded)).toEqual([]);
  expect(badOf(decoded).length).toBeGreaterThan(1);
  for (const bad of badOf(decoded)) expect(bad.message).toMatch(message);
});

test("a quote that is never closed costs its own line alone", () => {
  const text = `time,a\n${TIME},"open\n${TIME},1\n${TIME},2\n`;
  const decoded = decode(csvFormat, text);
  expect(eventsOf(decoded).map(({ event }) => event["attributes"])).toEqual([
    { a: "1" },
    { a: "2" },
  ]);
  expect(badOf(decoded)).toMatchObject([
    { message: expect.stringContaining("never closed"), position: { line: 2 } },
  ]);
});

test("a quote inside a field without quotes is told with its column", () => {
  const [bad] = badOf(decode(csvFormat, `time,a\n${TIME},x"y"\n${TIME},1\n`));
  expect(bad?.message).toContain("in column 2");
});

test("rows that are too long are quarantined, also where a quote swallows the table", () => {
  const long = "x".repeat(RECORD_BYTES_MAX + 10);
  const text = `time,a\n${TIME},${long}\n${TIME},"\n${`${TIME},1\n`.repeat(40_000)}`;
  const decoded = decode(csvFormat, text);
  expect(eventsOf(decoded)).toHaveLength(40_000);
  expect(badOf(decoded).map(({ reason, position }) => [reason, position.line])).toEqual([
    ["oversized", 2],
    ["undecodable", 3],
  ]);
  const cuts = [100, RECORD_BYTES_MAX, RECORD_BYTES_MAX + 60, 2 * RECORD_BYTES_MAX + 31];
  expect(comparable(decode(csvFormat, text, {}, cuts))).toEqual(comparable(decoded));
});

test("bytes that are not UTF-8 stand in the event as they are", () => {
  const [row] = decode(csvFormat, Buffer.from(`time,a\n${TIME},caf\u00e9\n`, "latin1"));
  expect(row === undefined ? "" : sourceBytes(row).toString("latin1")).toBe(`${TIME},caf\u00e9`);
  expect(noteCodes(row)).toContain("not-utf8");
});

test("a quarantined row is read alone with what stands beside it", () => {
  const [bad] = badOf(decode(csvFormat, `time;a\n${TIME};1;2\n`));
  const options = { continuation: bad?.continuation ?? "", startOffset: 7, startLine: 2 };
  expect(eventsOf(decode(csvFormat, `${TIME};3`, options))).toMatchObject([
    { event: { attributes: { a: "3" } }, position: { line: 2, offset: 7 } },
  ]);
  const whole = `time;a\n${TIME};4`;
  expect(eventsOf(decode(csvFormat, whole, options))).toMatchObject([
    { event: { attributes: { a: "4" } } },
  ]);
});

test("a damaged continuation is refused", () => {
  expect(() => decode(csvFormat, "", { continuation: "{" })).toThrow(/continuation/);
  expect(() => decode(csvFormat, "", { continuation: '{"format":"csv"}' })).toThrow(/continuation/);
});

test("the continuation of a table says nothing to another format", () => {
  const decoder = csvFormat.createDecoder({ sourceName: "test" });
  decoder.push(Buffer.from("time,a\n"));
  const { continuation = "" } = decoder;
  const [line] = decode(findFormat("text"), `${TIME} a\n`, { continuation });
  expect(line).toMatchObject({ kind: "event", event: { message: "a" } });
  const other = { continuation: '{"format":"text"}' };
  expect(eventsOf(decode(csvFormat, `time,a\n${TIME},1\n`, other))).toHaveLength(1);
});

test("prose and logs are no tables", () => {
  for (const text of [
    "Hello, world\nfoo, bar\n",
    "2026-02-03 10:00:00,123 INFO a\n2026-02-03 10:00:00,124 INFO b\n",
    "nothing\n",
    '{"a":1,"b":2}\n',
  ]) {
    expect(csvFormat.detect(Buffer.from(text))).toBe(0);
  }
});

const cell = oneof(
  string({ maxLength: 8 }),
  constantFrom('"', '""', ",", "a\nb", "\r\n", "NULL", "\\N", "\t", "é", "x;y"),
);

test("what csv-stringify writes is read back, however it is split or resumed", () => {
  assert(
    property(
      uniqueArray(constantFrom("a", "b c", "d,e", 'f"g', "é"), { minLength: 1, maxLength: 4 }),
      array(array(cell, { minLength: 4, maxLength: 4 }), { maxLength: 6 }),
      constantFrom(",", ";", "|"),
      array(nat(200), { maxLength: 4 }),
      (names, table, delimiter, cuts) => {
        const rows = table.map((row) => [TIME, ...row.slice(0, names.length)]);
        const text = stringify([["time", ...names], ...rows], { delimiter, quoted: true });
        const input = Buffer.from(text);
        const decoded = decode(csvFormat, input);
        expect(badOf(decoded)).toEqual([]);
        const attributes = eventsOf(decoded).map(({ event }) => event["attributes"]);
        expect(attributes).toEqual(
          rows.map((row) => Object.fromEntries(names.map((name, at) => [name, row[at + 1]]))),
        );
        for (const record of decoded) {
          const { offset = 0, line } = record.position;
          const source = sourceBytes(record);
          expect(input.subarray(offset, offset + source.length).equals(source)).toBe(true);
          expect(line).toBe(input.subarray(0, offset).filter((byte) => byte === 0x0a).length + 1);
        }
        expect(comparable(decode(csvFormat, input, {}, cuts))).toEqual(comparable(decoded));
        expect(renumbered(decodeWithRestarts(csvFormat, input, {}, cuts))).toEqual(
          renumbered(decoded),
        );
      },
    ),
    { numRuns: 300 },
  );
});

test("never throws on input, and does not depend on how it is split", () => {
  const piece = oneof(
    uint8Array({ maxLength: 12 }).map((part) => Buffer.from(part)),
    constantFrom("time,a\n", "time\ta\n", `${TIME},1\n`, '"', ",", "\\", "\n", "\r\n", '""').map(
      (text) => Buffer.from(text),
    ),
  );
  assert(
    property(array(piece, { maxLength: 10 }), array(nat(200), { maxLength: 4 }), (parts, cuts) => {
      const input = Buffer.concat(parts);
      const decoded = decode(csvFormat, input);
      expect(decoded.map((record) => record.position.index)).toEqual([...decoded.keys()]);
      for (const record of decoded) {
        const { offset = 0 } = record.position;
        const source = sourceBytes(record);
        const start = offset === 0 && input[0] === 0xef && source[0] !== 0xef ? 3 : offset;
        expect(input.subarray(start, start + source.length).equals(source)).toBe(true);
      }
      expect(comparable(decode(csvFormat, input, {}, cuts))).toEqual(comparable(decoded));
      expect(renumbered(decodeWithRestarts(csvFormat, input, {}, cuts))).toEqual(
        renumbered(decoded),
      );
    }),
    { numRuns: 500 },
  );
});
