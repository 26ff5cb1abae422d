import { array, assert, constantFrom, nat, oneof, property, uint8Array } from "fast-check";
import { describe, expect, test } from "vitest";
import { eventsJsonFormat } from "#ingest/formats/events-json.ts";
import type { Decoded } from "#ingest/formats/format.ts";
import {
  badOf,
  comparable,
  decode,
  decodeWithRestarts,
  eventsOf,
  sourceBytes,
} from "./decoding.ts";

const ONE = '{"id":"1","type":"order.placed","time":"2026-01-31T09:05:00.120Z"}';
const TWO =
  '{"id":"2","type":"mail.sent","time":"2026-01-31T09:05:00.121Z","amount":13297323620002339}';

function verbatim(decoded: readonly Decoded[]): string[] {
  return decoded.map((record) => sourceBytes(record).toString());
}

/** All characters that are not framing between records. */
function essence(bytes: Buffer): string {
  return bytes.toString("latin1").replaceAll(/[\s[\],]|ï»¿/g, "");
}

describe("an input", () => {
  test.each([
    ["one object", ONE, [ONE]],
    ["objects line by line", `${ONE}\n${TWO}\n`, [ONE, TWO]],
    [
      "lines with CRLF, blank lines and a byte order mark",
      `\uFEFF${ONE}\r\n\r\n  ${TWO}  \r\n`,
      [ONE, TWO],
    ],
    ["an array", `[${ONE},${TWO}]`, [ONE, TWO]],
    ["an array on several lines", `\n[\n  ${ONE},\n  ${TWO}\n]\n`, [ONE, TWO]],
    ["several arrays", `[${ONE}]\n[${TWO}]`, [ONE, TWO]],
    ["an array, then lines", `[${ONE}] \n${TWO}\n${ONE}`, [ONE, TWO, ONE]],
    ["an empty array", "[ ]", []],
    ["nothing", " \n", []],
  ])("may be %s", (_name, input, expected) => {
    const decoded = decode(eventsJsonFormat, input);
    expect(badOf(decoded)).toEqual([]);
    expect(verbatim(decoded)).toEqual(expected);
    expect(decoded.map((record) => record.position.index)).toEqual(
      expected.map((_, index) => index),
    );
    const bytes = Buffer.from(input);
    for (const record of decoded) {
      const { offset = -1, line } = record.position;
      expect(bytes.subarray(offset).toString()).toMatch(/^\{"id"/);
      expect(line).toBe(bytes.subarray(0, offset).toString().split("\n").length);
    }
  });

  test("keeps a producer's bytes as a view, and gives an ID where the file is known", () => {
    const input = Buffer.from(`${ONE}\n${TWO}\n`);
    const decoder = eventsJsonFormat.createDecoder({
      sourceName: "test",
      fingerprint: "ab",
      startOffset: 100,
      startLine: 7,
    });
    const [first, second] = eventsOf(decoder.push(input));
    expect(first?.verbatim?.buffer).toBe(input.buffer);
    expect(second).toMatchObject({
      event: { amount: "13297323620002339" },
      position: { line: 8, offset: 100 + ONE.length + 1, index: 1 },
      derivedId: `ab:${100 + ONE.length + 1}`,
    });
  });

  test("objects on several lines lose only white space outside strings", () => {
    const pretty =
      '{\n  "id": "1",\r\n\n\t"n": 1.500e3,\n  "text": "a  b\\n",\n  "list": [\n    13297323620002339\n  ]\n}';
    const compact = '{"id":"1","n":1.500e3,"text":"a  b\\n","list":[13297323620002339]}';
    const decoded = decode(eventsJsonFormat, `${pretty}\n${ONE}\n${pretty}\n${pretty}`);
    expect(verbatim(decoded)).toEqual([compact, ONE, compact, compact]);
    expect(verbatim(decode(eventsJsonFormat, `[${pretty},${ONE}]`))).toEqual([compact, ONE]);
    expect(verbatim(decode(eventsJsonFormat, '{"a":1,\r"b":2}\n'))).toEqual(['{"a":1,"b":2}']);
    const late = '{"a":{"b":1}\n,"c":2}\n';
    expect(verbatim(decode(eventsJsonFormat, late))).toEqual(['{"a":{"b":1},"c":2}']);
  });
});

describe("bad input", () => {
  test("costs itself alone, with reason, place and column", () => {
    const decoded = decode(eventsJsonFormat, `${ONE}\n{"id":tru}\n${TWO}\n17\nnot json\n${ONE}`);
    expect(decoded.map((record) => record.kind)).toEqual([
      "event",
      "bad",
      "event",
      "bad",
      "bad",
      "event",
    ]);
    expect(badOf(decoded)).toMatchObject([
      { reason: "undecodable", position: { line: 2, offset: ONE.length + 1, index: 1 } },
      { reason: "undecodable", position: { line: 4, index: 3 } },
      { reason: "undecodable", position: { line: 5, index: 4 } },
    ]);
    expect(badOf(decoded)[0]?.message).toContain("column 10");
    expect(verbatim(badOf(decoded))).toEqual(['{"id":tru}', "17", "not json"]);
  });

  test("in an array costs its element alone", () => {
    const decoded = decode(eventsJsonFormat, `[${ONE}, {"id":tru},\n17,${TWO},]`);
    expect(decoded.map((record) => record.kind)).toEqual(["event", "bad", "bad", "event", "bad"]);
    expect(badOf(decoded).map((bad) => bad.position.line)).toEqual([1, 2, 2]);
    expect(verbatim(badOf(decoded))).toEqual(['{"id":tru}', "17", ","]);
  });

  test("torn lines do not take the lines after them along", () => {
    for (let cut = 1; cut < TWO.length; cut++) {
      const decoded = decode(eventsJsonFormat, `${ONE}\n${TWO.slice(0, cut)}\n${ONE}\n${TWO}\n`);
      expect(verbatim(eventsOf(decoded))).toEqual([ONE, ONE, TWO]);
      expect(verbatim(badOf(decoded))).toEqual([TWO.slice(0, cut)]);
    }
  });

  test("an object of several lines with an error is one bad record", () => {
    const wrong = '{\n  "id": "1",\n  "type": tru,\n  "more": {\n    "a": 1\n  }\n}';
    const decoded = decode(eventsJsonFormat, `${ONE}\n${wrong}\n${TWO}\n`);
    expect(verbatim(eventsOf(decoded))).toEqual([ONE, TWO]);
    expect(verbatim(badOf(decoded))).toEqual([wrong]);
  });

  test("an array without end gives its elements and says that it is open", () => {
    const decoded = decode(eventsJsonFormat, `[${ONE},${TWO}`);
    expect(verbatim(eventsOf(decoded))).toEqual([ONE, TWO]);
    expect(badOf(decoded)).toMatchObject([{ position: { offset: 0, line: 1 } }]);
    expect(badOf(decoded)[0]?.message).toContain("never closed");
    expect(verbatim(badOf(decode(eventsJsonFormat, `[${ONE},{"id":"x`)))).toEqual([
      '{"id":"x',
      "[",
    ]);
  });

  test("a bracket that begins no array is a bad line", () => {
    const decoded = decode(eventsJsonFormat, `[error] lost\n${ONE}\n`);
    expect(decoded.map((record) => record.kind)).toEqual(["bad", "event"]);
  });

  test("oversized lines and elements are kept whole", () => {
    const long = `{"id":"${"x".repeat(1024 * 1024)}"}`;
    for (const input of [`${ONE}\n${long}\n${TWO}\n`, `[${ONE},${long},${TWO}]`]) {
      const decoded = decode(eventsJsonFormat, input, {}, [500_000]);
      expect(decoded.map((record) => record.kind)).toEqual(["event", "bad", "event"]);
      expect(badOf(decoded)).toMatchObject([{ reason: "oversized" }]);
      expect(sourceBytes(badOf(decoded)[0] ?? decoded[0]!).toString() === long).toBe(true);
    }
  });
});

describe("parts", () => {
  test("an idle second gives out a whole object without line end, and nothing unfinished", () => {
    const decoder = eventsJsonFormat.createDecoder({ sourceName: "test" });
    expect(decoder.push(Buffer.from(ONE.slice(0, 20)))).toEqual([]);
    expect(decoder.flush({ final: false })).toEqual([]);
    expect(decoder.pendingBytes).toBe(20);
    expect(decoder.push(Buffer.from(ONE.slice(20)))).toEqual([]);
    expect(verbatim(decoder.flush({ final: false }))).toEqual([ONE]);
    expect(decoder.pendingBytes).toBe(0);
    expect(verbatim(decoder.push(Buffer.from(`\n${TWO}\n`)))).toEqual([TWO]);
  });

  const piece = oneof(
    constantFrom(
      ONE,
      TWO,
      "\n",
      "\n",
      "\r\n",
      "[",
      "]",
      ",",
      "{",
      "}",
      '"',
      "\\",
      ' "a": ',
      "1",
      " ",
      "tru",
      "\uFEFF",
      '{\n  "a": 1\n}\n',
      '{"a":{"b":1}\n,"c":2}\n',
      '{"a":{}\n',
      `${ONE}\n`,
    ),
    uint8Array({ maxLength: 3 }).map((bytes) => Buffer.from(bytes).toString("latin1")),
  );
  const anyInput = array(piece, { maxLength: 20 }).map((parts) =>
    Buffer.from(parts.join(""), "latin1"),
  );

  test("any input is read without loss, the same for every split", () => {
    assert(
      property(anyInput, array(nat(300), { maxLength: 6 }), (input, cuts) => {
        const whole = decode(eventsJsonFormat, input);
        expect(comparable(decode(eventsJsonFormat, input, {}, cuts))).toEqual(comparable(whole));
        expect(essence(Buffer.concat(whole.map(sourceBytes)))).toBe(essence(input));
      }),
      { numRuns: 500 },
    );
  });

  test("reading may restart where a decoder stopped", () => {
    const document = oneof(
      array(constantFrom(ONE, TWO, '{\n "a": [\n1]\n}', "bad"), { maxLength: 6 }).map((records) =>
        records.join("\n"),
      ),
      array(constantFrom(ONE, TWO, '{\n "a": 1\n}', "17"), { maxLength: 6 }).map(
        (records) => `[${records.join(" ,\n")}]\n`,
      ),
    );
    assert(
      property(document, array(nat(400), { maxLength: 6 }), (text, cuts) => {
        const input = Buffer.from(text);
        const whole = decode(eventsJsonFormat, input);
        const restarted = decodeWithRestarts(eventsJsonFormat, input, {}, cuts);
        expect(verbatim(restarted)).toEqual(verbatim(whole));
        expect(restarted.map(({ position }) => [position.offset, position.line])).toEqual(
          whole.map(({ position }) => [position.offset, position.line]),
        );
      }),
      { numRuns: 500 },
    );
  });

  test("elements of any array are those that JSON.parse sees", () => {
    const value = constantFrom(
      "{}",
      '{"a":"]},{[\\"\\\\"}',
      '{"a":[[],{"b":[1]}]}',
      ' {"č":"ž"}\n',
    );
    assert(
      property(
        array(value, { maxLength: 8 }),
        array(nat(120), { maxLength: 4 }),
        (values, cuts) => {
          const text = `[${values.join(",")}]`;
          const decoded = decode(eventsJsonFormat, text, {}, cuts);
          const expected: unknown = JSON.parse(text);
          expect(decoded.map((record) => record.kind === "event" && record.event)).toEqual(
            expected,
          );
        },
      ),
    );
  });
});
