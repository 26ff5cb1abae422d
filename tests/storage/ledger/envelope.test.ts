import * as fc from "fast-check";
import { expect, test } from "vitest";
import { encodeRecord, parseEnvelope, verifyLine } from "#storage/ledger/envelope.ts";
import { flipped } from "./test-ledger.ts";

const FIELDS = {
  seq: 7,
  recordedAt: "2026-01-31T09:05:00.120Z",
  group: 5,
  id: "order-1",
  sourceJson: '{"name":"api","format":"events"}',
};

function lineOf(
  fields: typeof FIELDS | (Omit<typeof FIELDS, "id"> & { id: undefined }),
  event: string,
) {
  const encoded = encodeRecord(fields, event);
  expect(encoded.at(-1)).toBe(10);
  return encoded.subarray(0, -1);
}

test("a record line has its keys in order and ends in its own checksum", () => {
  expect(lineOf(FIELDS, '{"type":"order.placed"}').toString()).toBe(
    '{"seq":7,"recordedAt":"2026-01-31T09:05:00.120Z","group":5,"id":"order-1",' +
      '"source":{"name":"api","format":"events"},"event":{"type":"order.placed"},"crc":"e32d45eb"}',
  );
});

test("a record without id has no id key", () => {
  const line = lineOf({ ...FIELDS, id: undefined }, "{}");
  expect(line.toString()).not.toContain('"id"');
  expect(parseEnvelope(line)).not.toHaveProperty("id");
});

test("every line is JSON, and comes apart into what it was made of", () => {
  const text = fc.string({ unit: "binary", maxLength: 40 });
  const record = fc.record({
    seq: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
    group: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
    id: fc.option(text, { nil: undefined }),
    source: fc.record({ name: text, file: text }),
    event: fc.dictionary(text, fc.jsonValue()),
  });
  fc.assert(
    fc.property(record, ({ seq, group, id, source, event }) => {
      const sourceJson = JSON.stringify(source);
      const eventJson = JSON.stringify(event);
      const { recordedAt } = FIELDS;
      const line = encodeRecord({ seq, recordedAt, group, id, sourceJson }, eventJson).subarray(
        0,
        -1,
      );
      expect(verifyLine(line)).toBe(true);
      const identity = id === undefined ? {} : { id };
      const fields = { seq, recordedAt, group, ...identity, sourceJson, eventJson };
      expect(parseEnvelope(line)).toEqual(fields);
      expect(JSON.parse(line.toString())).toMatchObject({
        seq,
        group,
        event: JSON.parse(eventJson),
      });
    }),
  );
});

test("bytes and text of an event give the same line", () => {
  const event = '{"name":"Zoë \\n ☕"}';
  expect(encodeRecord(FIELDS, Buffer.from(event))).toEqual(encodeRecord(FIELDS, event));
});

test("no single flipped bit goes unnoticed", () => {
  const line = lineOf(FIELDS, '{"type":"order.placed","amount":{"minor":6400}}');
  expect(verifyLine(line)).toBe(true);
  for (let offset = 0; offset < line.length; offset += 1) {
    for (let bit = 1; bit < 256; bit *= 2) {
      expect(verifyLine(flipped(line, offset, bit))).toBe(false);
    }
  }
});

test("no shortened line passes", () => {
  const line = lineOf(FIELDS, "{}");
  for (let length = 0; length < line.length; length += 1) {
    expect(verifyLine(line.subarray(0, length))).toBe(false);
    expect(verifyLine(line.subarray(line.length - length))).toBe(false);
  }
});

test.each(["", "{}", '{"seq":1}', '{"seq":1,"recordedAt":"2026-01-31T09:05:00.120Z","group":1}'])(
  "what is no record is refused: %s",
  (text) => {
    expect(verifyLine(Buffer.from(text))).toBe(false);
    expect(() => parseEnvelope(Buffer.from(text))).toThrow(
      expect.objectContaining({ code: "ledger-corrupt" }),
    );
  },
);
