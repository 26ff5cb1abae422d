import { array, assert, constantFrom, nat, property } from "fast-check";
import { expect, test } from "vitest";
import { HELD_BYTES_MAX, RECORD_BYTES_MAX } from "#ingest/formats/format.ts";
import { type Line, LineSplitter, lineText } from "#ingest/formats/line-splitter.ts";

function split(
  input: Uint8Array,
  cuts: readonly number[] = [],
  bounds: { recordBytesMax?: number; heldBytesMax?: number } = {},
): Line[] {
  const splitter = new LineSplitter({}, bounds);
  const lines: Line[] = [];
  let start = 0;
  for (const end of [...cuts, input.length].toSorted((a, b) => a - b)) {
    lines.push(...splitter.push(input.subarray(start, Math.min(end, input.length))));
    start = Math.min(end, input.length);
  }
  return [...lines, ...splitter.flush()];
}

test("cuts at LF and CRLF and counts bytes and lines", () => {
  const lines = split(Buffer.from("a\r\nčb\n\n\rc\r"));
  expect(
    lines.map((line) => [lineText(line).toString(), line.offset, line.line, line.ended]),
  ).toEqual([
    ["a", 0, 1, true],
    ["čb", 3, 2, true],
    ["", 7, 3, true],
    ["\rc\r", 8, 4, false],
  ]);
});

test("a byte order mark at the start of the input belongs to the line but not to its text", () => {
  const [first, second] = split(Buffer.from("\uFEFFa\n\uFEFFb\n"));
  expect(first && [first.bytes.length, lineText(first).toString()]).toEqual([5, "a"]);
  expect(second && lineText(second).toString()).toBe("\uFEFFb");
  const [later] = [...new LineSplitter({ offset: 9, line: 3 }).push(Buffer.from("\uFEFFa\n"))];
  expect(later).toMatchObject({ offset: 9, line: 3, textStart: 0 });
});

test("lines that lie in one chunk are views into it", () => {
  const chunk = Buffer.from("one\ntwo\n");
  for (const line of split(chunk)) expect(line.bytes.buffer).toBe(chunk.buffer);
});

test("a line above the record bound comes whole and marked", () => {
  const exact = Buffer.concat([Buffer.alloc(RECORD_BYTES_MAX - 1, "x"), Buffer.from("\n")]);
  const above = Buffer.concat([Buffer.alloc(RECORD_BYTES_MAX, "x"), Buffer.from("\n")]);
  const lines = split(Buffer.concat([exact, above]), [1000, RECORD_BYTES_MAX + 5]);
  expect(lines.map((line) => [line.bytes.length, line.oversized])).toEqual([
    [RECORD_BYTES_MAX, false],
    [RECORD_BYTES_MAX + 1, true],
  ]);
});

test("a line above the bound of what is held comes in pieces of that size", () => {
  const input = Buffer.alloc(HELD_BYTES_MAX + 10, "x");
  const lines = split(input, [HELD_BYTES_MAX - 3]);
  expect(lines.map((line) => [line.bytes.length, line.oversized, line.continuation])).toEqual([
    [HELD_BYTES_MAX, true, false],
    [10, false, true],
  ]);
});

test("every byte is in one line, and every split gives the same", () => {
  const input = array(constantFrom(0x0a, 0x0d, 0x61, 0xef, 0xbb, 0xbf, 0xff), { maxLength: 60 });
  assert(
    property(input, array(nat(60), { maxLength: 5 }), (codes, cuts) => {
      const bytes = Buffer.from(codes);
      const bounds = { recordBytesMax: 4, heldBytesMax: 7 };
      const whole = split(bytes, [], bounds);
      expect(Buffer.concat(whole.map((line) => line.bytes))).toEqual(bytes);
      expect(split(bytes, cuts, bounds)).toEqual(whole);
      for (const line of whole) expect(line.bytes.length).toBeLessThanOrEqual(7);
    }),
    { numRuns: 500 },
  );
});
