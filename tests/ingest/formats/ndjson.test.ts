import {
  array,
  assert,
  constantFrom,
  jsonValue,
  nat,
  oneof,
  property,
  record,
  string,
} from "fast-check";
import pino from "pino";
import { describe, expect, test } from "vitest";
import { eventSchema } from "#domain/events/event.ts";
import type { Decoded, DecodeOptions, FieldMapping } from "#ingest/formats/format.ts";
import { ndjsonFormat } from "#ingest/formats/ndjson.ts";
import { badOf, comparable, decode, eventsOf, noteCodes, sourceBytes } from "./decoding.ts";

const ID = "TU80WKRYTI9QUMJ4";
const OWN = `{"id":"1","type":"order.placed","time":"2026-01-31T09:05:00.120Z","transactionId":"${ID}"}`;

function eventOf(value: unknown, options: Partial<DecodeOptions> = {}): Record<string, unknown> {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  const [decoded] = decode(ndjsonFormat, `${text}\n`, options);
  if (decoded?.kind !== "event") throw new Error(decoded?.message);
  expect(eventSchema.safeParse(decoded.event).error).toBeUndefined();
  return decoded.event;
}

function badMessage(value: unknown, options: Partial<DecodeOptions> = {}): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  const [bad] = badOf(decode(ndjsonFormat, `${text}\n`, options));
  expect(bad?.reason).toBe("invalid-time");
  expect(Buffer.from(bad?.content ?? []).toString()).toBe(text);
  return bad?.message ?? "";
}

/** What a real pino writes. */
function pinoLine(options: pino.LoggerOptions, ...call: [object, string?]): string {
  let line = "";
  const logger = pino(options, { write: (text: string) => void (line += text) });
  logger.error(...call);
  return line.trimEnd();
}

describe("events of ours", () => {
  test("stay as they are, byte for byte", () => {
    const [decoded] = eventsOf(decode(ndjsonFormat, `${OWN}\n`));
    expect(Buffer.from(decoded?.verbatim ?? []).toString()).toBe(OWN);
    expect(decoded?.event).not.toHaveProperty("raw");
  });

  test("in a pino line are given as their own bytes, so that a second log of them is the same", () => {
    const event = JSON.parse(OWN);
    for (const message of [undefined, ""]) {
      const [decoded] = eventsOf(
        decode(ndjsonFormat, pinoLine({ name: "shop" }, { event }, message)),
      );
      expect(Buffer.from(decoded?.verbatim ?? []).toString()).toBe(OWN);
    }
  });

  test("in a pino line that says more keep the line", () => {
    const line = pinoLine({}, { event: JSON.parse(OWN), attempt: 2 }, "sent again");
    const [decoded] = eventsOf(decode(ndjsonFormat, line));
    expect(decoded?.verbatim).toBeUndefined();
    expect(decoded?.event).toMatchObject({
      id: "1",
      type: "order.placed",
      time: "2026-01-31T09:05:00.120Z",
      level: "error",
      message: "sent again",
      raw: line,
    });
  });

  test("with another form of time or level are brought to ours, the line kept", () => {
    expect(
      eventOf(
        `{"level":40,"time":1469618733753,"type":"order.placed","transactionId":"${ID}","shelf":"A","msg":"hi"}`,
      ),
    ).toMatchObject({
      type: "order.placed",
      time: "2016-07-27T11:25:33.753Z",
      transactionId: ID,
      level: "warning",
      message: "hi",
      shelf: "A",
      raw: expect.stringContaining('"shelf":"A"'),
    });
    const [precise] = decode(
      ndjsonFormat,
      '{"type":"order.placed","time":"2026-01-31T10:05:00.120456+01:00"}',
    );
    expect(precise).toMatchObject({ event: { time: "2026-01-31T09:05:00.120Z" } });
    expect(noteCodes(precise)).toEqual(["time-truncated"]);
  });
});

describe("foreign records", () => {
  test("of pino become traces", () => {
    const line = pinoLine({ name: "shop" }, { order: 42, nested: { deep: true } }, "declined");
    const event = eventOf(line);
    expect(event).toMatchObject({
      type: "trace.recorded",
      time: new Date(JSON.parse(line).time).toISOString(),
      level: "error",
      message: "declined",
      unattributed: "no transaction ID in the record",
      raw: line,
      attributes: { order: 42, nested: { deep: true }, name: "shop" },
    });
    const iso = pinoLine({ timestamp: pino.stdTimeFunctions.isoTime }, {}, "x");
    expect(eventOf(iso)["time"]).toBe(JSON.parse(iso).time);
  });

  test.each([
    [{ time: "2026-01-31T09:05:00.120Z" }, "2026-01-31T09:05:00.120Z"],
    [{ timestamp: "2026-01-31 09:05:00,12" }, "2026-01-31T09:05:00.120Z"],
    [{ "@timestamp": "2026-01-31T09:05Z" }, "2026-01-31T09:05:00.000Z"],
    [{ ts: 1469618733.753 }, "2016-07-27T11:25:33.753Z"],
    [{ ts: "1469618733753000000" }, "2016-07-27T11:25:33.753Z"],
    [{ date: "2026-01-31T09:05:00-0330" }, "2026-01-31T12:35:00.000Z"],
    [{ time: "noon", ts: 1469618733753 }, "2016-07-27T11:25:33.753Z"],
  ])("have the time of a usual field: %j", (value, time) => {
    expect(eventOf(value)["time"]).toBe(time);
  });

  test("without any time, or with an impossible one, are bad", () => {
    expect(badMessage({ msg: "a" })).toContain("timestamp");
    expect(badMessage({ time: "2026-02-30T00:00:00Z" })).toContain("2026-2-30 does not exist");
    expect(badMessage({ time: "2026-01-01T00:00:00+99:00" })).toContain("+99:00");
  });

  test("keep large numbers as text and odd names as they are", () => {
    const event = eventOf(
      '{"ts":1,"lineItemId":13297323620002339,"__proto__":{"x":1},"list":[1e300]}',
    );
    expect(event["attributes"]).toEqual(
      JSON.parse('{"lineItemId":"13297323620002339","__proto__":{"x":1},"list":["1e300"]}'),
    );
  });

  test("name their transaction where it has the right form", () => {
    expect(eventOf({ ts: 1, transaction_id: ID })).toMatchObject({
      transactionId: ID,
      objects: [{ type: "transaction", id: ID }],
    });
    expect(eventOf({ ts: 1, transactionId: "17" })).toMatchObject({
      unattributed: "no transaction ID in the record",
      attributes: { transactionId: "17" },
    });
  });

  test("may stand in an array or on several lines", () => {
    const pretty = '[\n  { "ts": 1,\n    "a": "b" },\n  { "ts": 2 }\n]';
    const decoded = decode(ndjsonFormat, pretty);
    expect(decoded.map(sourceBytes).map(String)).toEqual([
      '{ "ts": 1,\n    "a": "b" }',
      '{ "ts": 2 }',
    ]);
  });
});

test("any JSON objects are read without loss, for every split", () => {
  const time = oneof(
    constantFrom<unknown>("2026-01-31T09:05:00Z", 1469618733753, "x", null),
    jsonValue(),
  );
  const level = oneof(constantFrom<unknown>(10, 55, "warn"), jsonValue());
  const anyRecord = record(
    {
      type: oneof(constantFrom("order.placed", "x"), string()),
      time,
      level,
      msg: jsonValue(),
      event: jsonValue(),
    },
    { requiredKeys: [] },
  );
  const mappings = constantFrom<FieldMapping | undefined>(undefined, {
    version: 1,
    fields: { time: "time", "objects[0].id": "msg", "actor.id": "event.id" },
    constants: { "objects[0].type": "order" },
  });
  assert(
    property(
      array(anyRecord, { maxLength: 4 }),
      array(nat(200), { maxLength: 4 }),
      mappings,
      (values, cuts, mapping) => {
        const lines = values.map((value) => JSON.stringify(value));
        const options = mapping === undefined ? {} : { mapping };
        const decoded = decode(ndjsonFormat, lines.join("\n"), options);
        expect(decoded.map(sourceBytes).map(String)).toEqual(lines);
        expect(comparable(decode(ndjsonFormat, lines.join("\n"), options, cuts))).toEqual(
          comparable(decoded),
        );
      },
    ),
    { numRuns: 200 },
  );
});

function readWithoutZone(input: string): Decoded[] {
  const decoder = ndjsonFormat.createDecoder({ sourceName: "test" });
  return [...decoder.push(Buffer.from(input)), ...decoder.flush({ final: true })];
}

test("a time without a zone is noted as assumed to be UTC where none was set, another is not", () => {
  const local = '{"time":"2016-07-27 11:32:13","msg":"boom"}\n';
  const zoned =
    '{"time":"2016-07-27T11:32:13+02:00","msg":"boom"}\n{"time":1469619133753,"msg":"boom"}\n';
  expect(readWithoutZone(local).map(noteCodes)).toEqual([["zone-assumed"]]);
  expect(decode(ndjsonFormat, local).map(noteCodes)).toEqual([[]]);
  expect(new Set(readWithoutZone(zoned).flatMap(noteCodes))).toEqual(new Set());
  expect(eventsOf(readWithoutZone(zoned))).toHaveLength(2);
});
