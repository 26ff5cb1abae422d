import { expect, test } from "vitest";
import { findFormat } from "#ingest/formats/detect-format.ts";
import { type TableMapping, tableMappingSchema } from "#ingest/mappings/mapping-schema.ts";
import { findMapping } from "#ingest/mappings/shipped-mappings.ts";
import { mappingProblems } from "#ingest/mappings/mapping-problems.ts";
import { badOf, decode, eventsOf } from "../formats/decoding.ts";

const MAPPING: TableMapping = tableMappingSchema.parse({
  version: 2,
  name: "orders",
  describes: "Orders of a test",
  format: "csv",
  row: { key: "{id}", time: { path: ["changed", "made"] } },
  events: [
    {
      type: "order.placed",
      time: { path: "made" },
      objects: [
        { type: "order", id: "{number}" },
        { type: "customer", id: "{customer}" },
      ],
      actor: { type: "customer", id: "{customer}" },
      amount: { minor: "total", scale: 2, currency: "EUR" },
      attributes: { gift: { path: "gift", as: "boolean" }, lines: [{ product: "{product}" }] },
    },
    {
      when: { state: { equals: "canceled" } },
      type: "order.cancelled",
      time: { path: "changed" },
      id: "{@table}:{@key}:order.cancelled:{changed}",
    },
  ],
});

const HEADER = "id,number,made,changed,state,total,customer,gift,product\n";
const NEW = "1,100,2026-02-03 10:00:00,,new,64.0000,42,1,X\n";
const CANCELED = "1,100,2026-02-03 10:00:00,2026-02-04 10:00:00,canceled,64.0000,42,1,X\n";

function read(rows: string): ReturnType<typeof decode> {
  return decode(findFormat("csv"), HEADER + rows, { mapping: MAPPING });
}

test("a row gives its own record and the events that its templates make of it", () => {
  const decoded = read(CANCELED);
  expect(eventsOf(decoded).map(({ event, mapping }) => [event["type"], mapping])).toEqual([
    ["trace.recorded", "orders@1"],
    ["order.placed", "orders@1"],
    ["order.cancelled", "orders@1"],
  ]);
  expect(eventsOf(decoded)[0]?.event).toMatchObject({ raw: CANCELED.trimEnd() });
  expect(eventsOf(decoded)[1]?.event).toEqual({
    id: "orders:1:order.placed",
    type: "order.placed",
    time: "2026-02-03T10:00:00.000Z",
    objects: [
      { type: "order", id: "100" },
      { type: "customer", id: "42" },
    ],
    actor: { type: "customer", id: "42" },
    amount: { minor: 6400, currency: "EUR" },
    attributes: { gift: true, lines: [{ product: "X" }] },
    schemaVersion: 1,
  });
});

test("a row that changed gives the same events again, and new ones for what is new", () => {
  const before = eventsOf(read(NEW)).map(({ event }) => event);
  const after = eventsOf(read(CANCELED)).map(({ event }) => event);
  expect(before.map(({ type }) => type)).toEqual(["trace.recorded", "order.placed"]);
  expect(after[1]).toEqual(before[1]);
  expect(after[2]).toMatchObject({ id: "orders:1:order.cancelled:2026-02-04 10:00:00" });
});

test("what no template takes is kept as the record of its row", () => {
  const mapping = { ...MAPPING, events: [] };
  const decoded = decode(findFormat("csv"), HEADER + NEW, { mapping });
  expect(decoded).toMatchObject([{ kind: "event", event: { type: "trace.recorded" } }]);
});

test("everything wrong with a row is told at once, with its line; the rest of it is taken", () => {
  const decoded = read(
    "1,100,2026-02-30 10:00:00,2026-02-04 10:00:00,new,6.005,42,perhaps,X\n,1,,,,,,,\n",
  );
  expect(eventsOf(decoded).map(({ event }) => event["type"])).toEqual(["trace.recorded"]);
  expect(badOf(decoded)).toMatchObject([
    {
      reason: "invalid-time",
      message: expect.stringMatching(
        /Row 1 of orders: order\.placed: .*2026-2-30.*\(column made\)/,
      ),
      position: { line: 2 },
    },
    {
      reason: "invalid-event",
      message: expect.stringContaining("has no id"),
      position: { line: 3 },
    },
  ]);
  const [money] = badOf(read(NEW.replace("64.0000", "6.005").replace(",1,X", ",perhaps,X")));
  expect(money?.message).toMatch(
    /more exact than the 2 decimal places.*; gift is "perhaps", not true/,
  );
});

test("an unclear zone is noted on every event, and the mapping's own holds without one", () => {
  const options = { sourceName: "test", mapping: MAPPING };
  const decoder = findFormat("csv").createDecoder(options);
  const decoded = decoder.push(Buffer.from(HEADER + NEW));
  for (const { event } of eventsOf(decoded)) {
    expect(event["parseNotes"]).toMatchObject([{ code: "zone-assumed" }]);
  }
  const zoned = { ...MAPPING, timezone: "Europe/Prague" };
  const there = findFormat("csv").createDecoder({ ...options, mapping: zoned });
  expect(eventsOf(there.push(Buffer.from(HEADER + NEW)))[1]?.event).toMatchObject({
    time: "2026-02-03T09:00:00.000Z",
  });
});

const ROWS = [
  { id: 1, number: "100", made: "2026-02-03T10:00:00Z", state: "new", total: 64.5 },
  { id: 2, number: "101", made: "2026-02-03T10:00:01Z", state: "new", total: "1.00" },
];

test.each([
  ["an array", JSON.stringify(ROWS, null, 2)],
  ["lines", ROWS.map((row) => `${JSON.stringify(row)}\n`).join("")],
  ["a list in an object", JSON.stringify({ list: ROWS })],
  [
    "phpMyAdmin's export",
    JSON.stringify([
      { type: "header", version: "5.2.1" },
      { type: "database", name: "shop" },
      { type: "table", name: "orders", database: "shop", data: ROWS },
    ]),
  ],
])("JSON rows are read by the same mapping from %s", (_, text) => {
  const decoded = decode(findFormat("ndjson"), text, { mapping: { ...MAPPING, rows: "list" } });
  expect(badOf(decoded)).toEqual([]);
  const placed = eventsOf(decoded).filter(({ event }) => event["type"] === "order.placed");
  expect(placed.map(({ event }) => event["amount"])).toEqual([
    { minor: 6450, currency: "EUR" },
    { minor: 100, currency: "EUR" },
  ]);
  for (const { position, sourceText } of eventsOf(decoded)) {
    const { offset = 0 } = position;
    const source = Buffer.from(sourceText ?? []);
    expect(
      Buffer.from(text)
        .subarray(offset, offset + source.length)
        .equals(source),
    ).toBe(true);
  }
});

test("every problem of a mapping is told with its place", () => {
  const wrong = {
    ...MAPPING,
    row: { ...MAPPING.row, key: "{id" },
    events: [
      { ...MAPPING.events[0], time: { path: ".made", format: "epoch-h" } },
      { ...MAPPING.events[1], id: "{@now}" },
    ],
  };
  expect(mappingProblems(wrong).map(({ path }) => path)).toEqual([
    "row.key",
    "events[0].time.path",
    "events[0].time.format",
    "events[1].id",
  ]);
  expect(mappingProblems({ ...MAPPING, events: [{ type: "Order" }], more: 1 })).toHaveLength(3);
  const torn = { ...MAPPING, name: "A b", row: { ...MAPPING.row, key: "{id" }, timezone: "Mars/X" };
  const [placed] = MAPPING.events;
  const unclear = { ...torn, events: [{ type: "Order" }, { ...placed, message: "{" }] };
  expect(mappingProblems(unclear).map(({ path }) => path)).toEqual([
    "name",
    "events[0].type",
    "events[0].time",
    "timezone",
    "row.key",
    "events[1].message",
  ]);
  expect(mappingProblems({ version: 3 })).toMatchObject([{ path: "version" }]);
  expect(mappingProblems("nothing")).toMatchObject([
    { message: expect.stringContaining("magento") },
  ]);
  expect(mappingProblems("magento-orders")).toEqual([]);
  expect(mappingProblems({ version: 1, fields: { "source.name": "a" } })).toMatchObject([
    { path: "fields.source.name" },
  ]);
});

test("an amount without a scale has the decimal places of its row's currency", () => {
  const [placed] = MAPPING.events;
  const mapping = tableMappingSchema.parse({
    ...MAPPING,
    events: [{ ...placed, amount: { minor: "total", currency: "{state}" } }],
  });
  const rows = [
    ["EUR", "64.0000"],
    ["JPY", "6400.0000"],
    ["KWD", "1.2500"],
    ["JPY", "64.5000"],
    ["euro", "64.0000"],
    ["", "64.0000"],
  ].map(([currency, total], at) => `${at},100,2026-02-03 10:00:00,,${currency},${total},42,1,X\n`);
  const decoded = decode(findFormat("csv"), HEADER + rows.join(""), { mapping });
  expect(eventsOf(decoded).flatMap(({ event }) => event["amount"] ?? [])).toEqual([
    { minor: 6400, currency: "EUR" },
    { minor: 6400, currency: "JPY" },
    { minor: 1250, currency: "KWD" },
  ]);
  expect(badOf(decoded).map(({ message }) => message)).toEqual([
    expect.stringContaining("more exact than the 0 decimal places"),
    expect.stringContaining('"euro" is no code of a currency'),
    expect.stringContaining("the amount has no currency at state"),
  ]);
});

test("shipped mappings read amounts in the currency of each row", () => {
  const text =
    "entity_id,increment_id,state,created_at,grand_total,order_currency_code\n1,100000001,new,2026-02-03 10:00:00,6400.0000,JPY\n";
  const mapping = findMapping("magento-orders");
  if (mapping?.format !== "csv") throw new Error("it is shipped");
  const [, placed] = eventsOf(decode(findFormat("csv"), text, { mapping }));
  expect(placed?.event["amount"]).toEqual({ minor: 6400, currency: "JPY" });
});
