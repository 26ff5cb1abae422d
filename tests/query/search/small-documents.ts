import * as fc from "fast-check";
import type { AuditEvent } from "#domain/events/event.ts";

export const START_MS = Date.parse("2026-01-10T12:00:00.000Z");
/** Longer than an attribute that has a token. */
export const LONG_VALUE = `${"long ".repeat(40)}value`;

function maybe<Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> {
  return fc.option(value, { nil: undefined });
}

const IDS = ["TU80", "38-211449", "ab", "a.b"] as const;
const WORDS = ["paying", "Payment", "success", "38", "ab", "x-1", "..."] as const;
const text = fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 4 });
const scalar = fc.constantFrom("eu", "EU", "a.b", 7, 12, true, LONG_VALUE, `${LONG_VALUE} too`);

/** Small records that share their few values, so that queries of the same values find some. */
export const smallEvent: fc.Arbitrary<AuditEvent> = fc
  .record({
    type: fc.constantFrom("payment.captured", "payment.declined", "order.placed"),
    time: fc.nat(4).map((offset) => new Date(START_MS + offset).toISOString()),
    transactionId: maybe(fc.constantFrom(...IDS)),
    unattributed: maybe(text.map((parts) => parts.join(" "))),
    objects: maybe(
      fc.array(
        fc.record({
          type: fc.constantFrom("order", "giftCard", "customer", "shipment"),
          id: fc.constantFrom(...IDS),
        }),
        { maxLength: 2 },
      ),
    ),
    actor: maybe(
      fc.record({
        type: fc.constantFrom("customer", "system"),
        id: fc.constantFrom("42", "customer", "TU80"),
      }),
    ),
    amount: maybe(
      fc.record({
        minor: fc.integer({ min: 9, max: 13 }),
        currency: fc.constantFrom("EUR", "CZK"),
      }),
    ),
    outcome: maybe(fc.constantFrom("success", "failure")),
    reason: maybe(text.map((parts) => parts.join(", "))),
    message: maybe(text.map((parts) => parts.join(" "))),
    level: maybe(fc.constantFrom("error", "info")),
    attributes: maybe(
      fc.record({
        store: scalar,
        lines: fc.array(fc.record({ product: scalar }), { maxLength: 2 }),
      }),
    ),
  })
  .map(({ type, time, ...optional }) => {
    const present = Object.entries(optional).filter(([, value]) => value !== undefined);
    return Object.assign({ type, time }, Object.fromEntries(present));
  });

/** Records that hold more than their tokens say: words, attributes, depth. */
export const OVERFULL: readonly AuditEvent[] = [
  {
    type: "trace.recorded",
    time: new Date(START_MS).toISOString(),
    message: `${Array.from({ length: 2_100 }, (_, place) => `w${place}`).join(" ")} paying success`,
  },
  {
    type: "trace.recorded",
    time: new Date(START_MS).toISOString(),
    attributes: {
      filler: Array.from({ length: 200 }, (_, place) => place),
      store: "eu",
      lines: [{ product: 12 }],
    },
  },
];
