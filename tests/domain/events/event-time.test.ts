import * as fc from "fast-check";
import { expect, test } from "vitest";
import { eventTimeMs } from "#domain/events/event-time.ts";

test("the time of an event is its milliseconds since 1970", () => {
  expect(eventTimeMs("2016-07-27T11:32:13.753Z")).toBe(Date.UTC(2016, 6, 27, 11, 32, 13, 753));
  expect(eventTimeMs("1969-12-31T23:59:59.999Z")).toBe(-1);
  expect(eventTimeMs("2024-02-29T00:00:00.000Z")).toBe(Date.UTC(2024, 1, 29));
});

test("every instant of the years 0 to 9999 is read as Date writes it", () => {
  const instant = fc.date({
    min: new Date("0000-01-01T00:00:00.000Z"),
    max: new Date("9999-12-31T23:59:59.999Z"),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(instant, (date) => {
      expect(eventTimeMs(date.toISOString())).toBe(date.getTime());
    }),
    { numRuns: 2_000 },
  );
});

test("what names no instant, or is written otherwise, is refused", () => {
  const refused = [
    "2026-02-30T00:00:00.000Z",
    "2025-02-29T00:00:00.000Z",
    "1900-02-29T00:00:00.000Z",
    "2026-13-01T00:00:00.000Z",
    "2026-00-01T00:00:00.000Z",
    "2026-04-31T00:00:00.000Z",
    "2026-01-00T00:00:00.000Z",
    "2026-01-01T24:00:00.000Z",
    "2026-01-01T23:60:00.000Z",
    "2016-12-31T23:59:60.000Z",
    "2026-01-01T00:00:00Z",
    "2026-01-01T00:00:00.00Z",
    "2026-01-01T00:00:00.0000Z",
    "2026-01-01 00:00:00.000Z",
    "2026-01-01T00:00:00.000z",
    "2026-01-01T00:00:00.000+",
    "2026-1-01T00:00:00.0000Z",
    "２026-01-01T00:00:00.000Z",
    "",
  ];
  expect(refused.filter((text) => !Number.isNaN(eventTimeMs(text)))).toEqual([]);
});

test("any one character replaced gives another instant or none, as Date says", () => {
  const text = "2026-02-28T23:59:59.999Z";
  fc.assert(
    fc.property(
      fc.nat({ max: text.length - 1 }),
      fc.constantFrom(..."0123456789-:.TZ ".split("")),
      (place, character) => {
        const changed = text.slice(0, place) + character + text.slice(place + 1);
        const timeMs = eventTimeMs(changed);
        const isReal = !Number.isNaN(timeMs);
        expect(isReal ? new Date(timeMs).toISOString() : changed).toBe(changed);
        const date = new Date(changed);
        const expected = !Number.isNaN(date.getTime()) && date.toISOString() === changed;
        expect(isReal).toBe(expected);
      },
    ),
    { numRuns: 1_000 },
  );
});
