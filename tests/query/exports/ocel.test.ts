import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { eventAt } from "../query-stage.ts";
import { ExportStage } from "./export-stage.ts";
import { stageShop } from "./staged-shop.ts";

const declared = z.strictObject({
  name: z.string(),
  attributes: z.array(
    z.strictObject({
      name: z.string(),
      type: z.enum(["string", "time", "integer", "float", "boolean"]),
    }),
  ),
});
const relationships = z.array(z.strictObject({ objectId: z.string(), qualifier: z.string() }));
const time = z.iso.datetime({ offset: true });

/** The schema of OCEL 2.0 for JSON (https://www.ocel-standard.org), with nothing beside it. */
const logSchema = z.strictObject({
  objectTypes: z.array(declared),
  eventTypes: z.array(declared),
  objects: z.array(
    z.strictObject({
      id: z.string(),
      type: z.string(),
      relationships,
      attributes: z.array(z.strictObject({ name: z.string(), value: z.string(), time })),
    }),
  ),
  events: z.array(
    z.strictObject({
      id: z.string(),
      type: z.string(),
      time,
      relationships,
      attributes: z.array(z.strictObject({ name: z.string(), value: z.string() })),
    }),
  ),
});
type Log = z.infer<typeof logSchema>;

const READS_AS: Readonly<Record<string, (value: string) => boolean>> = {
  string: () => true,
  time: (value) => !Number.isNaN(Date.parse(value)),
  integer: (value) => /^-?\d+$/.test(value),
  float: (value) => Number.isFinite(Number(value)),
  boolean: (value) => value === "true" || value === "false",
};

async function logOf(exports: ExportStage): Promise<Log> {
  const answer = await exports.make({ what: { kind: "search" }, format: "ocel2" });
  return logSchema.parse(JSON.parse(exports.text(answer)));
}

let shop: ExportStage;
let log: Log;
beforeAll(async () => {
  shop = await stageShop({ customers: 15 });
  log = await logOf(shop);
});
afterAll(() => shop[Symbol.asyncDispose]());

test("types and attributes are declared, and every value is of its kind", () => {
  for (const [types, things] of [
    [log.objectTypes, log.objects],
    [log.eventTypes, log.events],
  ] as const) {
    const kinds = new Map(
      types.flatMap(({ name, attributes }) =>
        attributes.map((attribute) => [`${name} ${attribute.name}`, attribute.type] as const),
      ),
    );
    expect(new Set(types.map(({ name }) => name))).toEqual(new Set(things.map(({ type }) => type)));
    for (const { type, attributes } of things) {
      for (const { name, value } of attributes) {
        const kind = kinds.get(`${type} ${name}`) ?? "undeclared";
        expect(READS_AS[kind]?.(value), `${kind} ${name} of ${type}: ${value}`).toBe(true);
      }
    }
  }
});

test("IDs are of one thing each, and relations lead to objects that are there", () => {
  const ids = new Set(log.objects.map(({ id }) => id));
  expect(ids.size).toBe(log.objects.length);
  expect(new Set(log.events.map(({ id }) => id)).size).toBe(log.events.length);
  for (const thing of [...log.objects, ...log.events]) {
    for (const { objectId } of thing.relationships) expect(ids).toContain(objectId);
  }
  expect(log.events.filter(({ relationships: named }) => named.length === 0)).toEqual([]);
});

test("an order is one object under all of its IDs", () => {
  const orders = log.objects.filter(({ type }) => type === "order");
  expect(orders.filter(({ id }) => /^order:\d\d-/.test(id))).toEqual([]);
  const withAlias = orders.filter(({ attributes }) =>
    attributes.some(({ name, value }) => name === "alias" && /^\d\d-\d+$/.test(value)),
  );
  expect(withAlias.length).toBeGreaterThan(0);
  const states = orders.flatMap(({ attributes }) =>
    attributes.filter(({ name }) => name === "state"),
  );
  expect(states.length).toBeGreaterThan(orders.length);
  const linked = new Set(orders.flatMap(({ relationships: to }) => to.map((one) => one.qualifier)));
  expect([...linked]).toEqual(expect.arrayContaining(["payment", "invoice", "license"]));
});

test("roles qualify; a foreign ID known from elsewhere alone is resolved; no event is without object", async () => {
  await using exports = new ExportStage();
  const both = [
    { type: "order", id: "100000047" },
    { type: "order", id: "38-211449", role: "foreignId" },
  ];
  await exports.stage.record([
    eventAt(0, { type: "order.placed", objects: both }),
    eventAt(10, {
      type: "replay.decided",
      objects: [...both.slice(1), { type: "replay", id: "R-1" }],
      attributes: { paid: true, source: "asked", nested: { a: [1] }, share: 0.5 },
    }),
    eventAt(20, {
      type: "license.generated",
      objects: [
        { type: "license", id: "L-2" },
        { type: "license", id: "L-1", role: "previous" },
      ],
    }),
    { type: "source.heartbeat", time: "2026-01-10T12:00:00.030Z", source: "till" },
  ]);
  const what = { kind: "search", q: "-type:order.placed" } as const;
  const answer = await exports.make({ what, format: "ocel2" });
  const { events, objects } = logSchema.parse(JSON.parse(exports.text(answer)));
  expect(events.map((event) => event.relationships)).toEqual([
    [
      { objectId: "order:100000047", qualifier: "order" },
      { objectId: "replay:R-1", qualifier: "replay" },
      { objectId: "transaction:TU80WKRYTI9QUMJ4", qualifier: "transaction" },
    ],
    [
      { objectId: "license:L-2", qualifier: "license" },
      { objectId: "license:L-1", qualifier: "previous" },
      { objectId: "transaction:TU80WKRYTI9QUMJ4", qualifier: "transaction" },
    ],
    [{ objectId: "source:till", qualifier: "recordedBy" }],
  ]);
  expect(objects.filter(({ type }) => type === "order")).toMatchObject([{ id: "order:100000047" }]);
  expect(events[0]?.attributes).toEqual(
    expect.arrayContaining([
      { name: "source", value: "shop" },
      { name: "attributes.source", value: "asked" },
      { name: "paid", value: "true" },
      { name: "nested", value: '{"a":[1]}' },
      { name: "share", value: "0.5" },
    ]),
  );
});
