import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { expect, test } from "vitest";
import { eventTypes } from "#domain/events/catalog.ts";
import { moodleTraceFormat } from "#ingest/formats/moodle-trace.ts";
import type { LoggedEvent } from "#shop/events/shop-event.ts";
import { traceRecord } from "#shop/way-out/trace-record.ts";
import { badOf, decode, eventsOf, noteCodes } from "../../ingest/formats/decoding.ts";

const SAMPLE = readFileSync(
  fileURLToPath(new URL("../../fixtures/traces/moodle-shop.txt", import.meta.url)),
  "utf8",
);
const ID = "TU80WKRYTI9QUMJ4";

/** Types that the Moodle shop has words for; all others are told as text. */
const SAID_AS_THEY_ARE = [
  "payment.requested",
  "payment.captured",
  "fulfillment.started",
  "fulfillment.handlerMissing",
  "order.completed",
  "warning.recorded",
];

function event(time: string, type: string, extra: Partial<LoggedEvent> = {}): LoggedEvent {
  return { id: "web-ABCD1234-1", time, type, transactionId: ID, message: "So it is.", ...extra };
}

function read(text: string, timezone: string) {
  const decoded = decode(moodleTraceFormat, text, { timezone });
  expect(badOf(decoded)).toEqual([]);
  return eventsOf(decoded);
}

test("records are those of the sample, byte for byte", () => {
  const events = [
    event("2016-07-27T11:32:13.753Z", "payment.requested"),
    event("2016-07-27T11:32:14.193Z", "payment.captured"),
    event("2016-07-27T11:32:14.761Z", "fulfillment.started", {
      attributes: { fromState: "SOLDOUT" },
    }),
    event("2016-07-27T11:32:14.764Z", "fulfillment.handlerMissing", {
      attributes: { handler: "COURSETOBUY" },
    }),
    event("2016-07-27T11:32:15.854Z", "warning.recorded", {
      message: "Seems no sales manager are assigned",
    }),
  ];
  const records = SAMPLE.split(/(?=^-- )/m);
  // The one before the last but one ends with the displaced beginning of the next.
  expect(events.map((given) => traceRecord(given, "UTC"))).toEqual([
    ...records.slice(0, 4),
    records.at(-1),
  ]);
  expect(traceRecord(event("2016-07-27T11:32:14.774Z", "order.completed"), "UTC")).toBe(
    `${records[5]?.split("\n")[0]}\n${" ".repeat(30)}[${ID}] Production Controller:\n${records[5]?.split("\n")[1]}\n`,
  );
});

test("the header is the store's local time, nothing in it padded", () => {
  const given = event("2026-01-05T23:04:05.006Z", "order.placed");
  expect(traceRecord(given, "Europe/Prague")).toContain("-- 2026-1-6 0:4:5 6 --\n");
  expect(traceRecord(given, "America/New_York")).toContain("-- 2026-1-5 18:4:5 6 --\n");
});

test("a step without words of its own is a component and its sentence, with its severity", () => {
  const given = event("2026-01-05T09:00:00.000Z", "order.numberReserved", {
    message: "The number 100000001 was reserved at Place order for the quote that the visitor has.",
  });
  expect(traceRecord(given, "UTC")).toBe(
    [
      "-- 2026-1-5 9:0:0 0 --",
      `${" ".repeat(30)}[${ID}] Order Number Reserved:`,
      "The number 100000001 was reserved at Place order for the quote that the visitor",
      "has.",
      "",
    ].join("\n"),
  );
  const failed = event("2026-01-05T09:00:00.000Z", "payment.declined", { level: "error" });
  const [decoded] = read(traceRecord(failed, "UTC"), "UTC");
  expect(decoded?.event).toMatchObject({
    type: "trace.recorded",
    level: "error",
    message: "Payment Declined Error: So it is.",
    attributes: { component: "Payment Declined" },
  });
});

test("a text is said by the component that it names", () => {
  const given = event("2026-01-05T09:00:00.000Z", "trace.recorded", {
    attributes: { component: "Storefront" },
  });
  const [decoded] = read(traceRecord(given, "UTC"), "UTC");
  expect(decoded?.event).toMatchObject({
    message: "Storefront: So it is.",
    attributes: { component: "Storefront" },
  });
});

test("an error before the visit has an ID stands without one", () => {
  const { transactionId: _, ...given } = event("2026-01-05T09:00:00.000Z", "trace.recorded", {
    unattributed: "no visit yet",
    level: "error",
    message: "The product NOSUCH does not exist.",
  });
  const text = traceRecord(given, "UTC");
  expect(text).not.toContain("[");
  const [decoded] = read(text, "UTC");
  expect(decoded?.event["transactionId"]).toBeUndefined();
  expect(decoded?.event).toMatchObject({
    unattributed: "no transaction ID in the record",
    message: "Trace Recorded Error: The product NOSUCH does not exist.",
  });
});

test("the repeated hour of autumn is flagged, the hour before and after it exact", () => {
  const times = ["23:59:59.999", "00:30:00.001", "01:30:00.001", "02:00:00.000"].map(
    (time, index) => `2026-10-${index === 0 ? 24 : 25}T${time}Z`,
  );
  const text = times.map((time) => traceRecord(event(time, "order.placed"), "Europe/Prague"));
  const decoded = read(text.join(""), "Europe/Prague");
  expect(decoded.map((record) => [record.event["time"], noteCodes(record)])).toEqual([
    [times[0], []],
    [times[1], ["time-ambiguous"]],
    [times[1], ["time-ambiguous"]],
    [times[3], []],
  ]);
});

const words = fc.oneof(
  { weight: 6, arbitrary: fc.string({ unit: "grapheme", maxLength: 90 }) },
  fc.constantFrom(
    "-- 2016-7-27 11:32:13 753 --",
    "\n-- 2016-7-27 11:32:13 753 --\n",
    `\n                              [${ID}]\n`,
    `[AAAAAAAAAAAAAAA1] Production Controller:`,
    "Test Processing: paying",
    "paying",
    "Payment Success",
    "No handler for COURSETOBUY",
    "Transaction Complete Operations",
    "Production Controller: Transaction Complete Operations",
    "\r\n",
    "--",
    ":",
    "x".repeat(120),
  ),
);

const anyEvent = fc.record({
  // Around both changes of the clocks, and anywhere.
  timeMs: fc.oneof(
    fc.integer({ min: Date.UTC(2026, 2, 28, 22), max: Date.UTC(2026, 2, 29, 10) }),
    fc.integer({ min: Date.UTC(2026, 9, 24, 22), max: Date.UTC(2026, 9, 25, 10) }),
    fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2030, 0, 1) }),
  ),
  type: fc.oneof(
    fc.constantFrom(...SAID_AS_THEY_ARE),
    fc.constantFrom(...eventTypes.map(({ type }) => type)),
  ),
  transactionId: fc.option(fc.constantFrom(ID, "AB12CD34EF56GH78"), { nil: undefined }),
  message: fc.array(words, { maxLength: 6 }).map((parts) => parts.join(" ")),
  level: fc.constantFrom("info" as const, "warning" as const, "error" as const),
  component: fc.constantFrom(
    undefined,
    "Storefront",
    "Main Database",
    "Production Controller",
    "Production Controller Warning",
    "Prepay Production",
    "Prepay Production Error",
    "Test Interactive ",
    "Test Processing",
    ":",
  ),
  value: fc.constantFrom("SOLDOUT", "COURSETOBUY", "PAID-2", "a/b:c"),
});

type Draft = typeof anyEvent extends fc.Arbitrary<infer T> ? T : never;

function eventOf({
  timeMs,
  type,
  transactionId,
  message,
  level,
  value,
  component,
}: Draft): LoggedEvent {
  return {
    id: "web-ABCD1234-1",
    time: new Date(timeMs).toISOString(),
    type,
    message,
    level,
    attributes: { fromState: value, handler: value, component },
    ...(transactionId === undefined ? { unattributed: "no visit yet" } : { transactionId }),
  };
}

test("what is written is read again: the same transactions, times and types in the same order", () => {
  const zones = fc.constantFrom("Europe/Prague", "America/New_York", "Australia/Lord_Howe", "UTC");
  fc.assert(
    fc.property(fc.array(anyEvent, { minLength: 1, maxLength: 8 }), zones, (given, timezone) => {
      const events = given.map((draft) => eventOf(draft));
      const text = events.map((one) => traceRecord(one, timezone)).join("");
      const decoded = read(text, timezone);
      expect(decoded).toHaveLength(events.length);
      for (const [index, { event: found }] of decoded.entries()) {
        const written = events[index];
        const codes = noteCodes(decoded[index]);
        expect(codes.filter((code) => code !== "time-ambiguous")).toEqual([]);
        const isAmbiguous = codes.includes("time-ambiguous");
        expect(isAmbiguous ? written?.time : found["time"]).toBe(written?.time);
        expect(found["transactionId"]).toBe(written?.transactionId);
        expect(found["type"]).toBe(
          SAID_AS_THEY_ARE.includes(written?.type ?? "") ? written?.type : "trace.recorded",
        );
      }
    }),
    { numRuns: 400 },
  );
});

test("a message is read as it was said, white space aside", () => {
  fc.assert(
    fc.property(words, (message) => {
      const [decoded] = read(
        traceRecord(event("2026-01-05T09:00:00.000Z", "order.placed", { message }), "UTC"),
        "UTC",
      );
      const said = `Order Placed: ${message}`.split(/\s+/u).join(" ").trim();
      expect(decoded?.event["message"]).toBe(said);
    }),
  );
});
