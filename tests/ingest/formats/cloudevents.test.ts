import { array, assert, constantFrom, nat, property, string } from "fast-check";
import { describe, expect, test } from "vitest";
import { parseEvent } from "#domain/events/parse-event.ts";
import { cloudEventIdentity } from "#ingest/formats/cloud-event.ts";
import { cloudEventsFormat } from "#ingest/formats/cloudevents.ts";
import { detectFormat } from "#ingest/formats/detect-format.ts";
import type { DecodeOptions } from "#ingest/formats/format.ts";
import { readForeignType } from "#ingest/formats/foreign-type.ts";
import {
  badOf,
  comparable,
  decode,
  eventsOf,
  noteCodes,
  noteMessage,
  sourceBytes,
} from "./decoding.ts";

const BASE = {
  specversion: "1.0",
  id: "A-1",
  source: "/shop/checkout",
  type: "com.example.order.placed",
  time: "2026-01-31T10:05:00.120+01:00",
};

function only(value: object, options: Partial<DecodeOptions> = {}): Record<string, unknown> {
  const [event, ...others] = eventsOf(decode(cloudEventsFormat, JSON.stringify(value), options));
  expect(others).toEqual([]);
  expect(event).toBeDefined();
  expect(parseEvent(event?.event)).toMatchObject({ ok: true });
  return event?.event ?? {};
}

function problem(value: object, options: Partial<DecodeOptions> = {}): string {
  const [bad] = badOf(decode(cloudEventsFormat, JSON.stringify(value), options));
  return `${bad?.reason}: ${bad?.message}`;
}

test("an event with data of ours gives its fields, and keeps what came around them", () => {
  const value = {
    ...BASE,
    subject: "100000042",
    datacontenttype: "application/json",
    dataschema: "https://example.com/order.json",
    traceparent: "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    partitionkey: "eu",
    data: {
      transactionId: "TU80WKRYTI9QUMJ4",
      objects: [{ type: "order", id: "100000042" }],
      amount: { minor: 6400, currency: "EUR" },
      message: "placed",
      level: 40,
      store: "main",
      attributes: { kind: "web" },
      outcome: 7,
    },
  };
  expect(only(value)).toEqual({
    id: "/shop/checkout#A-1",
    type: "order.placed",
    time: "2026-01-31T09:05:00.120Z",
    transactionId: "TU80WKRYTI9QUMJ4",
    objects: [{ type: "order", id: "100000042" }],
    amount: { minor: 6400, currency: "EUR" },
    message: "placed",
    level: "warning",
    traceparent: "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    attributes: {
      store: "main",
      kind: "web",
      outcome: 7,
      cloudEvent: {
        ...BASE,
        subject: "100000042",
        datacontenttype: "application/json",
        dataschema: "https://example.com/order.json",
        partitionkey: "eu",
      },
    },
    parseNotes: [{ code: "type-derived", message: expect.stringContaining("order.placed") }],
    raw: JSON.stringify(value),
    schemaVersion: 1,
  });
});

test("data that is an event of ours says its own type and time", () => {
  const data = { id: "x", type: "giftCard.issued", time: "2026-01-30T00:00:00.000Z", extra: 1 };
  expect(only({ ...BASE, data })).toMatchObject({
    id: "/shop/checkout#A-1",
    type: "giftCard.issued",
    time: "2026-01-30T00:00:00.000Z",
    extra: 1,
    unattributed: "no transaction ID in the CloudEvent",
    attributes: { cloudEvent: { type: BASE.type, time: BASE.time } },
  });
});

test.each([
  ["com.example.order.placed", "order.placed"],
  ["com.example.giftCard.issued", "giftCard.issued"],
  ["com.example.cart.abandoned", "com.example.cart.abandoned"],
  ["Microsoft.Storage.BlobCreated", "microsoft.storage.blobCreated"],
  ["com.github.pull_request.opened", "com.github.pullRequest.opened"],
  ["https://example.com/types/HTTPRequest", "https.example.com.types.httpRequest"],
  ["OrderPlaced", "cloudEvent.orderPlaced"],
  ["com.example.2024.größe-neu", "com.example.n2024.groENeu"],
  ["注文", null],
])("the type %s becomes %s", (given, expected) => {
  expect(readForeignType(given, "cloudEvent")).toBe(expected);
});

test("every type becomes a valid one or none, and a valid one outside the catalog stays", () => {
  assert(
    property(string({ unit: "binary", maxLength: 300 }), (name) => {
      const type = readForeignType(name, "cloudEvent") ?? "trace.recorded";
      expect(parseEvent({ type, time: "2026-01-31T09:05:00.120Z" }).ok).toBe(true);
      expect(readForeignType(type, "cloudEvent")).toBe(type);
    }),
  );
});

test("source and ID together are the identity: no two pairs share one", () => {
  const text = string({ unit: constantFrom("a", "#", "%", "2", "3"), minLength: 1, maxLength: 4 });
  assert(
    property(text, text, text, text, (source, id, otherSource, otherId) => {
      const same = source === otherSource && id === otherId;
      expect(cloudEventIdentity(source, id) === cloudEventIdentity(otherSource, otherId)).toBe(
        same,
      );
    }),
  );
  for (const source of ["s".repeat(300), "mailto:ana@example.com", "/ana%40example.com"]) {
    expect(cloudEventIdentity(source, "1")).toMatch(/^sha256:[\w-]{43}$/);
  }
});

test.each([
  [{ ...BASE, id: undefined, source: "" }, "invalid-event: The CloudEvent lacks id, source"],
  [{ ...BASE, type: 7 }, "lacks type"],
  [{ data: {} }, "lacks specversion, id, source, type"],
  [{ ...BASE, specversion: "0.3" }, 'of version "0.3"; version 1.0 is read'],
  [{ ...BASE, time: "yesterday" }, "invalid-time: The CloudEvent's time is no RFC 3339 time"],
  [{ ...BASE, time: "2026-02-30T00:00:00Z" }, "invalid-time"],
  [{ ...BASE, time: undefined }, "invalid-time: The CloudEvent has no time"],
  [{ ...BASE, data: 1, data_base64: "AA==" }, "undecodable: The CloudEvent has both"],
  [{ ...BASE, data_base64: "!" }, "no Base64"],
  [{ ...BASE, datacontenttype: "text/json", data_base64: "AA==" }, "said to be JSON"],
])("%j is quarantined", (value, expected) => {
  expect(problem(value)).toContain(expected);
});

test("an event without a time gets that of its arrival, with a note", () => {
  const assumedTimeMs = Date.UTC(2026, 0, 31, 9);
  const [record] = decode(cloudEventsFormat, JSON.stringify({ ...BASE, time: undefined }), {
    assumedTimeMs,
  });
  expect(record).toMatchObject({ event: { time: "2026-01-31T09:00:00.000Z" } });
  expect(noteCodes(record)).toEqual(["type-derived", "time-assumed"]);
  expect(noteMessage(record, "time-assumed")).toContain("when it arrived");
});

const base64 = (text: string): string => Buffer.from(text).toString("base64");

describe("data in other forms", () => {
  test.each([
    ["text", { datacontenttype: "text/plain", data: "lost" }, { message: "lost" }],
    ["a JSON string", { data: "lost" }, { message: "lost" }],
    ["JSON as bytes", { data_base64: base64('{"message":"lost"}') }, { message: "lost" }],
    [
      "text as bytes",
      { datacontenttype: "text/plain", data_base64: base64("lost") },
      { message: "lost" },
    ],
    ["a list", { data: [1, 2] }, { attributes: { data: [1, 2] } }],
    ["a number beyond 2^53", { data: { n: 1 } }, { attributes: { n: 1 } }],
  ])("%s", (_name, data, expected) => {
    expect(only({ ...BASE, ...data })).toMatchObject(expected);
  });

  test.each([
    { datacontenttype: "application/xml", data: "<a/>" },
    { datacontenttype: "image/png", data_base64: "iVBORw==" },
    { data_base64: "/w==" },
    { data: null },
    {},
  ])("%j stays in the source text alone", (data) => {
    const event = only({ ...BASE, ...data });
    expect(event["message"]).toBeUndefined();
    expect(Object.keys(Object(event["attributes"]))).toEqual(["cloudEvent"]);
    expect(event["raw"]).toBe(JSON.stringify({ ...BASE, ...data }));
  });

  test("a field that has not the form it must have stays an attribute", () => {
    const data = { amount: 64.5, objects: "x", transactionId: 7, actor: { type: "customer" } };
    expect(only({ ...BASE, data })["attributes"]).toMatchObject(data);
  });
});

test("a transaction may stand in an extension", () => {
  expect(only({ ...BASE, transactionid: "TU80WKRYTI9QUMJ4" })).toMatchObject({
    transactionId: "TU80WKRYTI9QUMJ4",
    objects: [{ type: "transaction", id: "TU80WKRYTI9QUMJ4" }],
  });
  expect(only({ ...BASE, transactionid: "short" })["transactionId"]).toBeUndefined();
});

test("a batch and lines are read alike; one bad event costs itself alone", () => {
  const events = [BASE, { ...BASE, id: "" }, { ...BASE, id: "A-2" }].map((one) =>
    JSON.stringify(one),
  );
  for (const input of [`[${events.join(",\n")}]`, `${events.join("\n")}\n`]) {
    const decoded = decode(cloudEventsFormat, input);
    expect(decoded.map(({ kind }) => kind)).toEqual(["event", "bad", "event"]);
    expect(decoded.map(sourceBytes).map(String)).toEqual(events);
  }
});

describe("binary mode", () => {
  const { specversion, id, source, type, time } = BASE;
  const binary = (body: string | Uint8Array, more: Record<string, string> = {}) =>
    decode(
      cloudEventsFormat,
      body,
      {
        message: {
          kind: "cloudevent",
          attributes: { specversion, id, source, type, time, ...more },
        },
      },
      [1, 3],
    );

  test("JSON is the data, verbatim", () => {
    const [record, ...others] = binary('{ "message": "lost", "n": 13297323620002339 }', {
      datacontenttype: "application/json; charset=utf-8",
    });
    expect(others).toEqual([]);
    expect(record).toMatchObject({
      event: {
        id: "/shop/checkout#A-1",
        message: "lost",
        attributes: { n: "13297323620002339" },
        raw: expect.stringContaining('"data":{ "message": "lost", "n": 13297323620002339 }}'),
      },
    });
  });

  test.each([
    ["text/plain", "lost", { message: "lost" }],
    ["image/png", "\u0000", { raw: expect.stringContaining('"data_base64":"AA=="') }],
    ["application/json", "", { type: "order.placed" }],
  ])("%s %j", (datacontenttype, body, expected) => {
    expect(binary(body, { datacontenttype })).toMatchObject([{ kind: "event", event: expected }]);
  });

  test("members cannot be smuggled in by the body, and no data is taken for JSON that is none", () => {
    for (const body of ['1,"subject":"x"', "{", "{}{}"]) {
      const [bad] = badOf(binary(body, { datacontenttype: "application/json" }));
      expect(bad?.message).toContain("said to be JSON");
      expect(badOf(decode(cloudEventsFormat, bad?.content ?? ""))).toHaveLength(1);
    }
  });

  test("missing attributes are named", () => {
    expect(binary("{}", { id: "" })).toMatchObject([
      { kind: "bad", message: expect.stringContaining("lacks id") },
    ]);
  });
});

test("no split of the input changes anything", () => {
  const event = constantFrom(
    JSON.stringify(BASE),
    JSON.stringify({ ...BASE, data: { message: "é" } }, null, 1),
    '{"specversion":"1.0"',
    "not JSON",
    "[",
    "]",
  );
  assert(
    property(array(event, { maxLength: 6 }), array(nat(900), { maxLength: 4 }), (events, cuts) => {
      const input = Buffer.from(events.join("\n"));
      const whole = decode(cloudEventsFormat, input);
      expect(comparable(decode(cloudEventsFormat, input, {}, cuts))).toEqual(comparable(whole));
    }),
  );
});

test.each([
  ["cloudevents", JSON.stringify(BASE)],
  ["cloudevents", JSON.stringify({ ...BASE, type: "a.b", time: "2026-01-31T09:05:00.120Z" })],
  ["cloudevents", `[${JSON.stringify(BASE)}]`],
  ["cloudevents", `{"specversion":"1.0","data":"${"x".repeat(70_000)}`],
  ["ndjson", '{"specversion":"1.0"}'],
])("detects %s in %.40s", (name, text) => {
  expect(detectFormat(Buffer.from(text)).name).toBe(name);
});
