import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { assert, property, uint8Array } from "fast-check";
import { expect, test } from "vitest";
import { detectFormat, findFormat, FORMATS } from "#ingest/formats/detect-format.ts";

const SAMPLE = readFileSync(
  fileURLToPath(new URL("../../fixtures/traces/moodle-shop.txt", import.meta.url)),
  "utf8",
);
const OWN = '{"type":"order.placed","time":"2026-01-31T09:05:00.120Z"}';
const FOREIGN = '{"level":30,"time":1469618733753,"msg":"hi"}';

test.each([
  ["moodle-trace", SAMPLE],
  ["moodle-trace", SAMPLE.slice(40)],
  ["moodle-trace", `\uFEFF${SAMPLE}`],
  ["events", OWN],
  ["events", `${OWN}\n${OWN}\n{"type":"order.pl`],
  ["events", `[${OWN},${OWN}]`],
  ["events", `${JSON.stringify(JSON.parse(OWN), null, 2)}\n`],
  [
    "events",
    `{"type":"order.placed","time":"2026-01-31T09:05:00.120Z","message":"${"x".repeat(70_000)}`,
  ],
  ["ndjson", FOREIGN],
  ["ndjson", `${OWN}\n${FOREIGN}\n${OWN}\n`],
  ["ndjson", `${FOREIGN}\nnot json\n${FOREIGN}\n${FOREIGN}\n`],
  ["ndjson", '[{"firstName":"Anaïs","account":"A-000001"}]'],
  ["ndjson", `{"a":"${"x".repeat(70_000)}`],
  ["text", "2016-07-27 11:32:13 started\n"],
  ["text", "[error] lost\n"],
  ["text", "{ not json at all\n"],
  ["text", ""],
])("recognizes %s in %.30s", (name, text) => {
  expect(detectFormat(Buffer.from(text)).name).toBe(name);
});

test("any bytes have a format and scores from 0 to 1", () => {
  assert(
    property(uint8Array({ maxLength: 200 }), (bytes) => {
      expect(FORMATS).toContain(detectFormat(bytes));
      for (const format of FORMATS) {
        expect(format.detect(bytes)).toBeGreaterThanOrEqual(0);
        expect(format.detect(bytes)).toBeLessThanOrEqual(1);
      }
    }),
  );
});

test("formats are found by name; others are refused with the names there are", () => {
  for (const format of FORMATS) expect(findFormat(format.name)).toBe(format);
  expect(() => findFormat("xml")).toThrow(/events, ndjson, moodle-trace, .*csv, text/);
});
