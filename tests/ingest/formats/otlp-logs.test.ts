import { array, assert, constantFrom, nat, property, uint8Array } from "fast-check";
import { describe, expect, test } from "vitest";
import { TracewellError } from "#domain/errors.ts";
import { parseEvent } from "#domain/events/parse-event.ts";
import { detectFormat } from "#ingest/formats/detect-format.ts";
import { type Decoded, type DecodeOptions, RECORD_BYTES_MAX } from "#ingest/formats/format.ts";
import { otlpLogsFormat } from "#ingest/formats/otlp-logs.ts";
import { INGEST_RECORDS_MAX } from "#ingest/pipeline/ingest-gateway.ts";
import { badOf, comparable, decode, eventsOf, noteCodes } from "./decoding.ts";
import { asProtobuf, attribute, exportOf } from "./otlp-schema.ts";

const TIME = "1769850300120000000";
const TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
const SPAN = "00f067aa0ba902b7";

type Encoding = "json" | "protobuf";

function read(
  input: string | Uint8Array,
  encoding: Encoding,
  options: Partial<DecodeOptions> = {},
  cuts: readonly number[] = [],
): Decoded[] {
  const message = { kind: "otlp", encoding } as const;
  const decoded = decode(otlpLogsFormat, input, { message, ...options }, cuts);
  for (const { event } of eventsOf(decoded)) expect(parseEvent(event)).toMatchObject({ ok: true });
  return decoded;
}

function encoded(message: object, encoding: Encoding): string | Buffer {
  return encoding === "json" ? JSON.stringify(message) : asProtobuf(message);
}

/** The one record, as read from both encodings. */
function eventOf(record: object, options: Partial<DecodeOptions> = {}): Record<string, unknown> {
  const message = exportOf({ service: "till", records: [record] });
  const [json, protobuf] = (["json", "protobuf"] as const).map((encoding) => {
    const [decoded, ...others] = read(encoded(message, encoding), encoding, options);
    expect(others).toEqual([]);
    expect(decoded?.sourceName).toBe("till");
    return decoded?.kind === "event" ? decoded.event : { bad: decoded?.message };
  });
  expect({ ...protobuf, raw: "" }).toEqual({ ...json, raw: "" });
  return json ?? {};
}

test("a byte vector checked by hand", () => {
  const vector = [
    "0a60", // resource_logs
    "0a18", // resource: its attribute service.name is the text "till"
    "0a16 0a0c 736572766963652e6e616d65 1206 0a04 74696c6c",
    "1244", // scope_logs
    "0a03 0a01 73", // scope: its name is "s"
    "123d", // log_records
    "09 0166458c78c58f18", // time_unix_nano
    "1011", // severity_number 17
    "2a06 0a04 6c6f7374", // body: the text "lost"
    "3207 0a01 6e 1202 1807", // attribute n is the whole number 7
    "45 01000000", // flags
    `4a10 ${TRACE}`,
    `5208 ${SPAN}`,
  ];
  const bytes = Buffer.from(vector.join("").replaceAll(" ", ""), "hex");
  expect(bytes).toHaveLength(2 + 0x60);
  expect(read(bytes, "protobuf")).toMatchObject([
    {
      sourceName: "till",
      position: { offset: 37, index: 0 },
      event: {
        type: "trace.recorded",
        time: "2026-01-31T09:05:00.120Z",
        message: "lost",
        level: "error",
        traceparent: `00-${TRACE}-${SPAN}-01`,
        attributes: {
          n: 7,
          timeUnixNano: "1769850300120000001",
          resource: { "service.name": "till" },
          "otel.scope.name": "s",
        },
        parseNotes: [{ code: "time-truncated" }],
      },
    },
  ]);
});

test("every kind of value is kept, large numbers as text and bytes as Base64", () => {
  const values = [
    attribute("text", "é"),
    { key: "truth", value: { boolValue: false } },
    { key: "small", value: { intValue: "-7" } },
    { key: "large", value: { intValue: "9223372036854775807" } },
    { key: "half", value: { doubleValue: 0.5 } },
    { key: "bytes", value: { bytesValue: "AAEC" } },
    { key: "list", value: { arrayValue: { values: [{ stringValue: "a" }, { intValue: "1" }] } } },
    { key: "map", value: { kvlistValue: { values: [attribute("deep.key", "b")] } } },
    { key: "__proto__", value: { boolValue: true } },
    { key: "resource", value: { stringValue: "own" } },
  ];
  const event = eventOf({ timeUnixNano: TIME, attributes: values, body: { boolValue: true } });
  expect(event["message"]).toBeUndefined();
  const expected = {
    text: "é",
    truth: false,
    small: -7,
    large: "9223372036854775807",
    half: 0.5,
    bytes: "AAEC",
    list: ["a", 1],
    map: { "deep.key": "b" },
    ["__proto__"]: true,
    resource: "own",
    body: true,
    "resource (OTLP)": { "service.name": "till" },
    "otel.scope.name": "shop",
    "otel.scope.version": "1.2",
  };
  expect(Object.entries(Object(event["attributes"]))).toEqual(
    expect.arrayContaining(Object.entries(expected)),
  );
  expect(Object.keys(Object(event["attributes"]))).toHaveLength(Object.keys(expected).length);
});

test("attributes name the transaction and the objects, an event name the type", () => {
  expect(
    eventOf({
      timeUnixNano: TIME,
      eventName: "com.example.order.placed",
      body: { stringValue: "placed" },
      attributes: [
        attribute("till.number", "x"),
        attribute("transaction_id", "TU80WKRYTI9QUMJ4"),
        attribute("order.id", "100000042"),
        attribute("order.foreign_id", "38-211449"),
        { key: "gift_card.id", value: { intValue: "77" } },
      ],
    }),
  ).toMatchObject({
    type: "order.placed",
    message: "placed",
    transactionId: "TU80WKRYTI9QUMJ4",
    objects: [
      { type: "order", id: "100000042" },
      { type: "giftCard", id: "77" },
      { type: "order", id: "38-211449", role: "foreignId" },
    ],
    attributes: { "till.number": "x", eventName: "com.example.order.placed" },
    parseNotes: [{ code: "type-derived" }],
  });
  const foreign = [
    attribute("transaction_id", "short"),
    attribute("tracewell.transaction_id", "v-1"),
  ];
  expect(eventOf({ timeUnixNano: TIME, attributes: foreign })).toMatchObject({
    transactionId: "v-1",
    objects: [{ type: "transaction", id: "v-1" }],
    attributes: { transaction_id: "short" },
  });
});

test.each([
  [{ severityNumber: 1 }, "trace", undefined],
  [{ severityNumber: 8, severityText: "DEBUG4" }, "debug", "DEBUG4"],
  [{ severityNumber: 13, severityText: "WARN" }, "warning", undefined],
  [{ severityNumber: 24 }, "fatal", undefined],
  [{ severityText: "Error" }, "error", undefined],
  [{ severityText: "loud" }, undefined, "loud"],
  [{}, undefined, undefined],
])("the severity %j", (severity, level, severityText) => {
  const event = eventOf({ timeUnixNano: TIME, ...severity });
  expect(event["level"]).toBe(level);
  expect(Object(event["attributes"])).toHaveProperty("resource");
  expect(Object(event["attributes"])["severityText"]).toBe(severityText);
});

test("a record that does not say when it occurred has the time it was observed, or arrived", () => {
  const observed = { timeUnixNano: "0", observedTimeUnixNano: TIME };
  expect(eventOf(observed)).toMatchObject({
    time: "2026-01-31T09:05:00.120Z",
    parseNotes: [{ code: "time-observed" }],
  });
  expect(eventOf({}, { assumedTimeMs: 0 })).toMatchObject({
    time: "1970-01-01T00:00:00.000Z",
    parseNotes: [{ code: "time-assumed" }],
  });
  const message = exportOf({ records: [{}, { timeUnixNano: TIME }] });
  for (const encoding of ["json", "protobuf"] as const) {
    const decoded = read(encoded(message, encoding), encoding);
    expect(decoded).toMatchObject([{ kind: "bad", reason: "invalid-time" }, { kind: "event" }]);
    // What is kept can be read again by itself.
    const [bad] = badOf(decoded);
    expect(decode(otlpLogsFormat, bad?.content ?? "", { assumedTimeMs: 0 })).toMatchObject([
      { kind: "event", event: { time: "1970-01-01T00:00:00.000Z" } },
    ]);
  }
});

test("the source text of a record is a message of its own, of the parts as they were written", () => {
  const text = `{ "resourceLogs" : [ {"schemaUrl":"u", "resource": { "attributes": [ ] },
    "scopeLogs": [ {"logRecords": [ {"timeUnixNano":${TIME}, "body":{"stringValue":"a,]\\"}"} } ,
      {"timeUnixNano":"${TIME}"} ] } ] } ] }`;
  const decoded = read(text, "json");
  expect(decoded.map((one) => (one.kind === "event" ? one.event["raw"] : ""))).toEqual([
    `{"resourceLogs":[{"resource":{ "attributes": [ ] },"schemaUrl":"u","scopeLogs":[{"logRecords":[{"timeUnixNano":${TIME}, "body":{"stringValue":"a,]\\"}"} }]}]}]}`,
    `{"resourceLogs":[{"resource":{ "attributes": [ ] },"schemaUrl":"u","scopeLogs":[{"logRecords":[{"timeUnixNano":"${TIME}"}]}]}]}`,
  ]);
  expect(decoded[0]).toMatchObject({ event: { message: 'a,]"}' } });
  const lines = decode(otlpLogsFormat, `\n${text}\n`, { fingerprint: "f1" });
  expect(lines.map(({ position }) => position.line)).toEqual([3, 4]);
  for (const { position } of lines) {
    expect(`\n${text}`.slice(position.offset)).toMatch(/^\{"timeUnixNano/);
  }
});

test.each([
  ["checkout", "checkout"],
  ["My Shop/API é", "My-Shop-API-"],
  ["..", undefined],
  ["", undefined],
  ["x".repeat(200), "x".repeat(128)],
])("the service %j is the source %j", (service, expected) => {
  const message = exportOf({ service, records: [{ timeUnixNano: TIME }] });
  expect(read(encoded(message, "protobuf"), "protobuf")[0]?.sourceName).toBe(expected);
});

describe("what is no message is refused whole", () => {
  const good = exportOf({ records: [{ timeUnixNano: TIME }, { timeUnixNano: TIME }] });

  test.each(["", "{}", '{"resourceLogs":null}', '{"resourceLogs":[]}'])("but %j is one", (text) => {
    expect(read(text, "json")).toEqual([]);
  });

  test.each([
    ["{", /ends too early/],
    ["[]", /not one JSON object/],
    ["nonsense", /was expected at byte/],
    ['{"resourceLogs":{}}', /resourceLogs is no array/],
    ['{"resourceLogs":[1]}', /what holds scopeLogs is no object/],
    ['{"resourceLogs":[{"scopeLogs":[{"logRecords":[{},7]}]}]}', /a log record cannot be read/],
    ['{"resourceLogs":[{"resource":[],"scopeLogs":[]}]}', /resource cannot be read/],
    ['{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"a":1,"a":2}]}]}]}', /appears twice/],
    [`{"resourceLogs":[${"[".repeat(200_000)}`, /JSON object|ends too early|was expected/],
  ])("JSON %.60s", (text, expected) => {
    expect(() => read(text, "json")).toThrow(expected);
  });

  test("protobuf that is cut anywhere, or is none", () => {
    const bytes = asProtobuf(good);
    let refused = 0;
    for (let length = 1; length < bytes.length; length++) {
      expect(() => read(bytes.subarray(0, length), "protobuf")).toThrow(/ExportLogsServiceRequest/);
      refused++;
    }
    expect(refused).toBeGreaterThan(30);
    expect(() => read("nonsense", "protobuf")).toThrow(/ExportLogsServiceRequest/);
  });

  test("values that nest without end", () => {
    let value: Buffer = Buffer.from([0x08, 0]);
    for (let depth = 0; depth < 1_000; depth++) value = around(around(value, 0x0a), 0x2a);
    const record = around(value, 0x2a);
    const bytes = around(around(around(record, 0x12), 0x12), 0x0a);
    expect(() => read(bytes, "protobuf")).toThrow(/depth exceeded/);
  });

  test("more records than one request may have, before any is made", () => {
    const records = Buffer.alloc(2 * (INGEST_RECORDS_MAX + 1), Buffer.from([0x12, 0]));
    const bytes = around(around(records, 0x12), 0x0a);
    expect(() => read(bytes, "protobuf")).toThrow(/more than 200000 log records/);
  });

  test("records that would repeat a large resource too often", () => {
    const service = "x".repeat(100_000);
    const message = exportOf({ service, records: Array.from({ length: 1_000 }, () => ({})) });
    for (const encoding of ["json", "protobuf"] as const) {
      expect(() => read(encoded(message, encoding), encoding)).toThrow(/send fewer/);
    }
    expect(badOf(decode(otlpLogsFormat, JSON.stringify(message)))).toMatchObject([
      { reason: "oversized" },
    ]);
  });

  test("never with anything but a refusal", () => {
    const bytes = asProtobuf(good);
    assert(
      property(uint8Array({ maxLength: 8 }), nat(bytes.length), (noise, at) => {
        const input = Buffer.concat([bytes.subarray(0, at), noise, bytes.subarray(at)]);
        for (const encoding of ["json", "protobuf"] as const) {
          expect(["unreadable-body", undefined]).toContain(codeOf(input, encoding));
        }
      }),
    );
  });
});

/** The code with which a message is refused; undefined where it is read. */
function codeOf(input: Buffer, encoding: Encoding): string | undefined {
  try {
    decode(otlpLogsFormat, input, { message: { kind: "otlp", encoding } });
    return undefined;
  } catch (error) {
    return error instanceof TracewellError ? error.code : String(error);
  }
}

/** A message in a field of another. */
function around(bytes: Buffer, tag: number): Buffer {
  return Buffer.concat([Buffer.from([tag]), varint(bytes.length), bytes]);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127; rest >>>= 7) bytes.push((rest & 127) | 128);
  return Buffer.from([...bytes, rest]);
}

test("a log record that is too long goes to quarantine, its neighbors do not", () => {
  const long = { timeUnixNano: TIME, body: { stringValue: "x".repeat(RECORD_BYTES_MAX) } };
  const message = exportOf({ records: [long, { timeUnixNano: TIME }] });
  for (const encoding of ["json", "protobuf"] as const) {
    expect(read(encoded(message, encoding), encoding)).toMatchObject([
      { kind: "bad", reason: "oversized" },
      { kind: "event" },
    ]);
  }
});

test("lines of a collector's file: a bad one costs itself alone, and no split changes anything", () => {
  const good = JSON.stringify(exportOf({ service: "a", records: [{ timeUnixNano: TIME }, {}] }));
  const line = constantFrom(
    good,
    "{}",
    '{"resourceLogs":[]}',
    "not JSON",
    '{"resourceLogs":[7]}',
    "",
  );
  expect(
    decode(otlpLogsFormat, `${good}\n{}\n{"resourceLogs":[7]}\n`).map(({ kind }) => kind),
  ).toEqual(["event", "bad", "bad", "bad"]);
  assert(
    property(array(line, { maxLength: 6 }), array(nat(900), { maxLength: 4 }), (lines, cuts) => {
      const input = Buffer.from(lines.join("\n"));
      const whole = decode(otlpLogsFormat, input);
      expect(comparable(decode(otlpLogsFormat, input, {}, cuts))).toEqual(comparable(whole));
    }),
  );
});

test("a message may come in any parts", () => {
  const bytes = asProtobuf(exportOf({ service: "a", records: [{ timeUnixNano: TIME }] }));
  const whole = comparable(read(bytes, "protobuf"));
  for (let cut = 0; cut < bytes.length; cut++) {
    expect(comparable(read(bytes, "protobuf", {}, [cut]))).toEqual(whole);
  }
});

test("records of one text at different places have IDs of their own", () => {
  const text = JSON.stringify(
    exportOf({ records: [{ timeUnixNano: TIME }, { timeUnixNano: TIME }] }),
  );
  const ids = eventsOf(decode(otlpLogsFormat, text, { fingerprint: "f1" })).map(
    ({ derivedId }) => derivedId,
  );
  expect(new Set(ids).size).toBe(2);
  expect(noteCodes(decode(otlpLogsFormat, text)[0])).toEqual([]);
});

test.each([
  ["otlp-logs", JSON.stringify(exportOf({ records: [] }))],
  ["otlp-logs", `{"resourceLogs":[{"a":"${"x".repeat(70_000)}`],
  ["ndjson", '{"resourceLogs":{}}'],
])("detects %s in %.30s", (name, text) => {
  expect(detectFormat(Buffer.from(text)).name).toBe(name);
});

test.each(["json", "protobuf"] as const)(
  "a resource beyond all bounds is refused: %s",
  (encoding) => {
    const service = "x".repeat(RECORD_BYTES_MAX + 1);
    const message = encoded(exportOf({ service, records: [{ timeUnixNano: TIME }] }), encoding);
    expect(() => read(message, encoding)).toThrow(/its resource has \d+ bytes/);
  },
);

test("a long resource is not written out again for each of a thousand scopes", () => {
  const resource = asProtobuf(exportOf({ service: "x".repeat(900_000), records: [] }));
  // A thousand empty scopes more, in the field beside the resource.
  const scopes = Buffer.from("1200".repeat(1_000), "hex");
  const length: number[] = [];
  const content = Buffer.concat([resource.subarray(4), scopes]);
  for (let rest = content.length; ; rest >>>= 7) {
    length.push(rest > 127 ? (rest & 127) | 128 : rest);
    if (rest <= 127) break;
  }
  const before = process.cpuUsage();
  expect(read(Buffer.concat([Buffer.from([0x0a, ...length]), content]), "protobuf")).toEqual([]);
  expect(process.cpuUsage(before).user / 1000).toBeLessThan(500);
});
