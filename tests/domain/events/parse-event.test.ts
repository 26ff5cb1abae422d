import * as fc from "fast-check";
import { expect, test } from "vitest";
import { EVENT_DEPTH_MAX } from "#domain/events/event-depth.ts";
import { acceptedEventSchema, parseEvent } from "#domain/events/parse-event.ts";
import { isPlainlyValid } from "#domain/events/plainly-valid.ts";

const base = { type: "order.placed", time: "2026-01-31T09:05:00.120Z" };

function refusalOf(value: unknown): { path: string; message: string } | null {
  const parsed = parseEvent(value);
  return parsed.ok ? null : { path: parsed.path, message: parsed.message };
}

function nested(levels: number): unknown {
  let value: unknown = "end";
  for (let level = 0; level < levels; level += 1) value = level % 2 === 0 ? { in: value } : [value];
  return value;
}

test("the least an event says is what happened and when", () => {
  expect(parseEvent(base)).toEqual({ ok: true, event: base });
});

test("unknown keys survive, at the top and inside, whatever they are called", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "binary", minLength: 1, maxLength: 12 }).map((name) => `x${name}`),
      fc.jsonValue({ maxDepth: 5 }),
      (name, value) => {
        const event = JSON.parse(
          JSON.stringify({
            ...base,
            [name]: value,
            objects: [{ type: "order", id: "7", [name]: value }],
            actor: { type: "customer", id: "42", [name]: value },
            amount: { minor: 6400, currency: "EUR", [name]: value },
            attributes: { [name]: value, inner: { [name]: value } },
            source: { name: "shop", [name]: value },
            parseNotes: [{ code: "c", message: "m", [name]: value }],
          }),
        ) as unknown;
        const parsed = parseEvent(event);
        expect(parsed.ok).toBe(true);
        expect(JSON.stringify(parsed.ok ? parsed.event : null)).toBe(JSON.stringify(event));
      },
    ),
  );
});

test("even keys that JavaScript treats in its own way survive", () => {
  const text = `{"type":"a.b","time":"${base.time}","__proto__":{"x":1},"constructor":"c","attributes":{"__proto__":"y","toString":1}}`;
  const parsed = parseEvent(JSON.parse(text));
  expect(JSON.stringify(parsed.ok ? parsed.event : null)).toBe(text);
});

test("a time that is no instant is refused in words", () => {
  expect(refusalOf({ ...base, time: "2026-02-30T09:05:00.120Z" })).toEqual({
    path: "time",
    message:
      '`time` is "2026-02-30T09:05:00.120Z", which is not a real instant; expected RFC 3339 UTC with three decimals, such as 2026-01-31T09:05:00.120Z.',
  });
  expect(refusalOf({ ...base, time: 1469619133753 })?.message).toBe(
    "`time` is 1469619133753; expected RFC 3339 UTC with three decimals, such as 2026-01-31T09:05:00.120Z.",
  );
});

test("a refusal names the field, what is wrong and what is expected", () => {
  const cases: [unknown, string, string][] = [
    [null, "", "The event is null; expected a JSON object with at least `type` and `time`."],
    [[], "", "The event is a list; expected a JSON object with at least `type` and `time`."],
    [
      { time: base.time },
      "type",
      "`type` is missing; expected dotted camelCase of at most 128 characters, such as order.placed.",
    ],
    [
      { ...base, type: "Placed" },
      "type",
      '`type` is "Placed"; expected dotted camelCase of at most 128 characters, such as order.placed.',
    ],
    [
      { ...base, transactionId: " \t" },
      "transactionId",
      "`transactionId` is blank; expected text of 1 to 256 characters that is not blank, or no such field.",
    ],
    [
      { ...base, objects: [{ type: "order", id: "7" }, { type: "order" }] },
      "objects[1].id",
      "`objects[1].id` is missing; expected text of 1 to 256 characters.",
    ],
    [
      { ...base, objects: [{ type: "order", id: "" }] },
      "objects[0].id",
      "`objects[0].id` is empty; expected text of 1 to 256 characters.",
    ],
    [
      { ...base, objects: Array.from({ length: 65 }, () => ({ type: "order", id: "7" })) },
      "objects",
      "`objects` has 65 items; expected a list of at most 64 objects with `type` and `id`.",
    ],
    [
      { ...base, amount: { minor: 1.5, currency: "EUR" } },
      "amount.minor",
      "`amount.minor` is 1.5; expected a whole number of minor units no greater than 9007199254740991.",
    ],
    [
      { ...base, amount: { minor: 1, currency: "euro" } },
      "amount.currency",
      '`amount.currency` is "euro"; expected an ISO 4217 code such as EUR.',
    ],
    [{ ...base, attributes: [] }, "attributes", "`attributes` is a list; expected an object."],
    [{ ...base, message: null }, "message", "`message` is null; expected text."],
    [
      { ...base, id: "x".repeat(257) },
      "id",
      "`id` has 257 characters; expected text of 1 to 256 characters.",
    ],
    [
      { ...base, schemaVersion: 0 },
      "schemaVersion",
      "`schemaVersion` is too small; expected a whole number from 1.",
    ],
  ];
  for (const [value, path, message] of cases) expect(refusalOf(value)).toEqual({ path, message });
});

test("a refusal never quotes a field that may be personal or secret", () => {
  const refused = [
    { ...base, id: 4111_1111_1111 },
    { ...base, message: 4111_1111_1111 },
    { ...base, actor: "4111_1111_1111 jane@example.com" },
    { ...base, attributes: "jane@example.com" },
    { ...base, objects: [{ type: "customer", id: 4111_1111_1111 }] },
  ];
  const messages = refused.map((value) => refusalOf(value)?.message ?? "accepted");
  expect(messages.filter((message) => /4111|jane|accepted/.test(message))).toEqual([]);
});

test("an event may nest as deep as its bound, and no deeper", () => {
  const atBound = { ...base, attributes: { deep: nested(EVENT_DEPTH_MAX - 2) } };
  expect(parseEvent(atBound).ok).toBe(true);
  const beyond = { ...base, attributes: { deep: nested(EVENT_DEPTH_MAX - 1) } };
  expect(refusalOf(beyond)?.message).toContain("nests too deeply; expected at most 32 levels");
  const refusal = refusalOf({ ...base, extra: nested(50_000) });
  expect(refusal?.path).toMatch(/^extra\./);
  const objects = [{ type: "order", id: "7", deep: nested(EVENT_DEPTH_MAX - 2) }];
  expect(refusalOf({ ...base, objects })?.path).toMatch(/^objects/);
});

const odd = fc.constantFrom<unknown>(
  null,
  undefined,
  "",
  " ",
  0,
  -1,
  1.5,
  2 ** 60,
  true,
  [],
  {},
  "EUR",
  "eur",
  "order.placed",
  "order.",
  ".order",
  "order..placed",
  "order.Placed",
  "order",
  "2026-02-30T00:00:00.000Z",
  "2026-02-28T00:00:00.000Z",
  "x".repeat(17),
  "x".repeat(65),
  "x".repeat(129),
  "x".repeat(257),
  "x".repeat(4_097),
  [{ type: "order", id: "7" }],
  { type: "customer", id: "42" },
  { minor: 5, currency: "EUR" },
  nested(30),
  nested(31),
  nested(32),
);
const identified = fc.record(
  {
    type: fc.oneof(fc.constant("order"), odd),
    id: fc.oneof(fc.constant("7"), odd),
    role: odd,
    x: odd,
  },
  { requiredKeys: [] },
);
const almostEvent = fc.record(
  {
    type: fc.oneof({ weight: 5, arbitrary: fc.constant("order.placed") }, odd),
    time: fc.oneof({ weight: 5, arbitrary: fc.constant(base.time) }, odd),
    id: odd,
    transactionId: odd,
    unattributed: odd,
    objects: fc.oneof(odd, fc.array(identified, { maxLength: 3 })),
    actor: fc.oneof(odd, identified),
    amount: fc.oneof(odd, fc.record({ minor: odd, currency: odd, x: odd }, { requiredKeys: [] })),
    outcome: odd,
    reason: odd,
    message: odd,
    level: odd,
    attributes: fc.oneof(odd, fc.dictionary(fc.string(), fc.jsonValue())),
    source: odd,
    parseNotes: odd,
    traceparent: odd,
    raw: odd,
    rawBase64: odd,
    schemaVersion: odd,
    other: odd,
  },
  { requiredKeys: [] },
);

test("the quick look accepts nothing that the schema refuses, and the verdict is the schema's", () => {
  const plain = { quick: 0, slow: 0, refused: 0 };
  fc.assert(
    fc.property(fc.oneof(almostEvent, odd), (value) => {
      const accepted = acceptedEventSchema.safeParse(value).success;
      const quick = isPlainlyValid(value);
      plain[quick ? "quick" : accepted ? "slow" : "refused"] += 1;
      expect(quick && !accepted).toBe(false);
      expect(parseEvent(value).ok).toBe(accepted);
    }),
    { numRuns: 3_000 },
  );
  expect(plain.refused).toBeGreaterThan(100);
});

test("usual events are accepted by the quick look, each field of the schema in turn", () => {
  const fields: Record<string, unknown> = {
    id: "e1",
    transactionId: "TU80WKRYTI9QUMJ4",
    unattributed: "no ID yet",
    objects: [{ type: "order", id: "7", role: "foreignId", shelf: 3 }],
    actor: { type: "customer", id: "42" },
    amount: { minor: -6400, currency: "EUR" },
    outcome: "success",
    reason: "",
    message: "",
    level: "info",
    attributes: { store: "cz", lines: [{ quantity: 1 }] },
    traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
    raw: "-- 2016",
    rawBase64: "AA==",
    other: [1, { two: 2 }],
  };
  expect(isPlainlyValid({ ...base, ...fields })).toBe(true);
  expect(acceptedEventSchema.safeParse({ ...base, ...fields }).success).toBe(true);
  for (const [name, value] of Object.entries(fields)) {
    expect(isPlainlyValid({ ...base, [name]: value })).toBe(true);
  }
});
