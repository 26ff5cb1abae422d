import { describe, expect, test } from "vitest";
import { eventSchema } from "#domain/events/event.ts";
import type { DecodeOptions, FieldMapping } from "#ingest/formats/format.ts";
import { ndjsonFormat } from "#ingest/formats/ndjson.ts";
import { badOf, decode, eventsOf } from "./decoding.ts";

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

describe("a field mapping", () => {
  const mapping: FieldMapping = {
    version: 1,
    fields: {
      type: "kind",
      time: "meta.at",
      transactionId: "visit",
      message: "text",
      level: "sev",
      "objects[0].id": "order.numbers[0]",
      "objects[1].id": "card",
      "actor.id": "user",
      "amount.minor": "cents",
      "attributes.shop": 'meta["shop.name"]',
    },
    constants: {
      "objects[0].type": "order",
      "objects[1].type": "giftCard",
      "actor.type": "customer",
      "amount.currency": "EUR",
      outcome: "success",
    },
  };
  const value = {
    kind: "order.placed",
    meta: { at: "2026-01-31T09:05:00.120Z", "shop.name": "main" },
    visit: ID,
    text: "placed",
    sev: "WARN",
    order: { numbers: [100000001] },
    user: 7,
    cents: "6400",
    more: [1],
  };

  test("takes fields by path, adds constants, and keeps the rest", () => {
    expect(eventOf(value, { mapping })).toEqual({
      type: "order.placed",
      time: "2026-01-31T09:05:00.120Z",
      transactionId: ID,
      message: "placed",
      level: "warning",
      objects: [{ type: "order", id: "100000001" }],
      actor: { type: "customer", id: "7" },
      amount: { minor: 6400, currency: "EUR" },
      outcome: "success",
      attributes: {
        shop: "main",
        meta: { at: "2026-01-31T09:05:00.120Z", "shop.name": "main" },
        order: { numbers: [100000001] },
        more: [1],
      },
      raw: JSON.stringify(value),
      schemaVersion: 1,
    });
  });

  test("leaves out what the record does not have, and is bad without the time it names", () => {
    expect(eventOf({ meta: { at: 1469618733 } }, { mapping })).toMatchObject({
      type: "trace.recorded",
      time: "2016-07-27T11:25:33.000Z",
      outcome: "success",
    });
    expect(badMessage({ kind: "order.placed", time: 1 }, { mapping })).toContain("meta.at");
  });

  test("does not touch events of ours that stand between", () => {
    const [decoded] = eventsOf(decode(ndjsonFormat, OWN, { mapping }));
    expect(Buffer.from(decoded?.verbatim ?? []).toString()).toBe(OWN);
  });

  test.each([
    ["iso", "2026-07-01T10:00:00", "2026-07-01T08:00:00.000Z"],
    ["epoch-s", 1469618733, "2016-07-27T11:25:33.000Z"],
    ["epoch-ms", "5", "1970-01-01T00:00:00.005Z"],
    ["epoch-us", 1469618733753000, "2016-07-27T11:25:33.753Z"],
    ["epoch-ns", "1469618733753999999", "2016-07-27T11:25:33.753Z"],
    ["dd/MM/yyyy HH:mm:ss", "01/07/2026 10:00:00", "2026-07-01T08:00:00.000Z"],
    ["dd/MM/yyyy HH:mm:ss ZZZ", "01/07/2026 10:00:00 +0000", "2026-07-01T10:00:00.000Z"],
    ["d MMM yyyy 'um' HH:mm", "1 Jul 2026 um 10:00", "2026-07-01T08:00:00.000Z"],
  ])("reads times of the format %s", (timeFormat, at, expected) => {
    const timed: FieldMapping = { version: 1, fields: { time: "at" }, timeFormat };
    expect(eventOf({ at }, { mapping: timed, timezone: "Europe/Paris" })["time"]).toBe(expected);
  });

  test("names a time that does not follow its format", () => {
    const timed: FieldMapping = { version: 1, fields: { time: "at" }, timeFormat: "dd/MM/yyyy" };
    expect(badMessage({ at: "31.12.2026" }, { mapping: timed })).toContain("dd/MM/yyyy");
    expect(badMessage({ at: [1] }, { mapping: timed })).toContain("neither text nor a number");
  });

  test.each([
    [{ "a..b": "x" }, '"a..b" is no path'],
    [{ a: "x[" }, '"x[" is no path'],
    [{ "": "x" }, "is no path"],
    [{ raw: "x" }, 'cannot set "raw"'],
    [{ "source.name": "x" }, 'cannot set "source"'],
  ])("refuses %j", (fields, message) => {
    expect(() => decode(ndjsonFormat, "", { mapping: { version: 1, fields } })).toThrow(message);
  });

  test("cannot reach a prototype", () => {
    const odd: FieldMapping = {
      version: 1,
      fields: { "__proto__.polluted": "a", "constructor.prototype.polluted": "a" },
    };
    decode(ndjsonFormat, '{"ts":1,"a":"x"}', { mapping: odd });
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
  });
});
