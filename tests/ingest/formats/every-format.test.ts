import { array, assert, constantFrom, nat, oneof, property, uint8Array } from "fast-check";
import { describe, expect, test } from "vitest";
import { findFormat, FORMATS } from "#ingest/formats/detect-format.ts";
import { comparable, decode, sourceBytes } from "./decoding.ts";

const PIECES = [
  "-- 2016-7-27 11:32:13 753 --\n",
  "      [TU80WKRYTI9QUMJ4] Production Controller:\n",
  '{"type":"order.placed","time":"2026-01-31T09:05:00.120Z"}\n',
  '{"level":30,"time":1469618733753,"msg":"\u00e9"}\r\n',
  "[{},\n",
  "]",
  '"',
  "2016-07-27 11:32:13 text\n",
  "\n",
];

/** What framing does not cover: white space, brackets, commas and byte order marks between records. */
function essence(bytes: Buffer): string {
  return bytes.toString("latin1").replaceAll(/[\s[\],]|ï»¿/g, "");
}

/** The header of a table is no record: `csv.test.ts` says what becomes of it, and of all the rest. */
const framedFormats = FORMATS.filter(({ name }) => name !== "csv");

describe.each(framedFormats.map((format) => ({ name: format.name, format })))(
  "$name",
  ({ format }) => {
    test("never throws on input, loses nothing, and does not depend on how it is split", () => {
      const bytes = uint8Array({ maxLength: 12 }).map((part) => Buffer.from(part));
      const piece = oneof(
        bytes,
        constantFrom(...PIECES).map((text) => Buffer.from(text)),
      );
      assert(
        property(
          array(piece, { maxLength: 10 }),
          array(nat(300), { maxLength: 4 }),
          (parts, cuts) => {
            const input = Buffer.concat(parts);
            const decoded = decode(format, input);
            expect(essence(Buffer.concat(decoded.map(sourceBytes)))).toBe(essence(input));
            expect(decoded.map((record) => record.position.index)).toEqual([...decoded.keys()]);
            expect(comparable(decode(format, input, {}, cuts))).toEqual(comparable(decoded));
          },
        ),
        { numRuns: 300 },
      );
    });

    test("says how much it holds back", () => {
      const decoder = format.createDecoder({ sourceName: "test", timezone: "UTC" });
      expect(decoder.pendingBytes).toBe(0);
      expect(decoder.push(Buffer.from("-- 2016"))).toEqual([]);
      expect(decoder.pendingBytes).toBe(7);
      expect(decoder.flush({ final: true })).toHaveLength(1);
      expect(decoder.pendingBytes).toBe(0);
      expect(decoder.flush({ final: true })).toEqual([]);
    });
  },
);

test.each(["ndjson", "csv", "moodle-trace", "text"])("%s refuses a zone that is none", (name) => {
  const options = { sourceName: "test", timezone: "Mars/Olympus" };
  expect(() => findFormat(name).createDecoder(options)).toThrow(/time zone/);
});
