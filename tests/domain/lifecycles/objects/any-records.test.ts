import fc from "fast-check";
import { expect, test } from "vitest";
import { DEFAULT_DEADLINES } from "#domain/lifecycles/deadlines.ts";
import { caseOf } from "#domain/lifecycles/gather-case.ts";
import type { LifecycleEvent } from "#domain/lifecycles/lifecycle-event.ts";
import { ORDER_MODEL } from "#domain/lifecycles/objects/order/order-model.ts";
import { LICENSE_MODEL } from "#domain/lifecycles/objects/license/license-model.ts";
import { reconstruct } from "#domain/lifecycles/reconstruct.ts";
import { told, type Told } from "../told.ts";

const TYPES = [
  ...new Set(
    [ORDER_MODEL, LICENSE_MODEL].flatMap(({ signals, links }) =>
      [...signals, ...links].flatMap(({ events }) => events),
    ),
  ),
  "fulfillment.handlerMissing",
  "stock.reserved",
  "stock.released",
  "mail.templateMismatch",
];
const LINES = ["1", "2"];
const OBJECTS = [
  "order A",
  "order A, order F foreignId",
  "order F foreignId",
  "license L1",
  "license L1, license L2 previous",
  "license L2, license L1 previous",
  "payment p1",
  "payment p2",
  "quote q1",
  "quote q2",
  "mail m1",
  "product P",
];

const lineItem = fc.record({
  lineItemId: fc.constantFrom<unknown>(...LINES, "", 7),
  product: fc.constantFrom<unknown>("P", null),
  kind: fc.constantFrom<unknown>("license", "giftCard", "course", "physical", "other", 1),
  quantity: fc.constantFrom<unknown>(1, 2, "two"),
  amount: fc.constantFrom<unknown>({ minor: 100, currency: "EUR" }, { minor: "100" }, null),
});

const attributes = fc.record(
  {
    lineItemId: fc.constantFrom<unknown>(...LINES, 5),
    lineItemIds: fc.constantFrom<unknown>(LINES, ["1"], [], "1", [3]),
    lines: fc.oneof(fc.array(lineItem, { maxLength: 2 }), fc.constant<unknown>("lines")),
    kind: fc.constantFrom<unknown>("digital", "physical", "license", "combined", 3),
    paid: fc.constantFrom<unknown>(true, false, "yes"),
    gatewayState: fc.constantFrom<unknown>("sold", "Pending", "weird", 4),
    gateway: fc.constantFrom<unknown>("paypal", "unheard-of"),
    position: fc.constantFrom<unknown>(1, 2, "first"),
    customerKind: fc.constantFrom<unknown>("guest", "registering"),
    previousLicenseId: fc.constantFrom<unknown>("L2", ""),
    quantity: fc.constantFrom<unknown>(1, -1, "many"),
    validUntil: fc.constantFrom<unknown>("2026-01-05T09:00:00.030Z", "soon"),
  },
  { requiredKeys: [] },
);

/** Any records of an order and its license, within 50 ms or an hour apart. */
const records = fc.array(
  fc.record({
    type: fc.constantFrom(...TYPES),
    on: fc.subarray(OBJECTS, { minLength: 1, maxLength: 3 }),
    ms: fc.oneof(fc.nat({ max: 50 }), fc.constant(3_600_001)),
    minor: fc.option(fc.nat({ max: 200 })),
    attributes,
  }),
  { minLength: 1, maxLength: 14 },
);

const START_MS = Date.parse("2026-01-05T09:00:00.000Z");

function eventsOf(all: typeof records extends fc.Arbitrary<infer Any> ? Any : never) {
  return told(
    ...all.map(({ type, on, ms, minor, attributes: stated }, place): Told => {
      const amount = minor === null ? {} : { amount: { minor, currency: "EUR" } };
      const at = new Date(START_MS + ms).toISOString();
      return { id: `web-${place}`, type, on: on.join(", "), at, attributes: stated, ...amount };
    }),
  );
}

function livesOf(events: readonly LifecycleEvent[], atMs: number) {
  return (["order", "license"] as const).flatMap((type) => {
    const whole = caseOf({ type, id: type === "order" ? "A" : "L1" }, events);
    return whole === null ? [] : [reconstruct(whole, { atMs, deadlines: DEFAULT_DEADLINES })];
  });
}

test("any records give a life: in a state of the model, its findings proved and named once", () => {
  fc.assert(
    fc.property(records, fc.nat({ max: 8_000_000 }), (all, afterMs) => {
      const events = eventsOf(all);
      const references = new Set(events.map(({ reference }) => reference));
      const atMs = START_MS + afterMs;
      for (const life of livesOf(events, atMs)) {
        const { states } = life.object.type === "order" ? ORDER_MODEL : LICENSE_MODEL;
        expect(states.map(({ name }) => name)).toContain(life.state);
        const rules = life.findings.map(({ rule }) => rule);
        expect(rules).toEqual([...new Set(rules)].sort());
        for (const { evidence, since } of life.findings) {
          expect(evidence.length).toBeGreaterThan(0);
          expect(evidence.every((one) => references.has(one))).toBe(true);
          expect(Date.parse(since)).toBeLessThanOrEqual(atMs);
        }
      }
    }),
    { numRuns: 400 },
  );
});

test("in whatever order they arrive", () => {
  fc.assert(
    fc.property(records, (all) => {
      const events = eventsOf(all);
      const atMs = START_MS + 7_200_000;
      expect(livesOf(events.toReversed(), atMs)).toEqual(livesOf(events, atMs));
    }),
    { numRuns: 200 },
  );
});

test("nothing changes without a record before the time that the life names", () => {
  fc.assert(
    fc.property(records, (all) => {
      const events = eventsOf(all);
      const atMs = START_MS + 3_600_001;
      for (const [place, life] of livesOf(events, atMs).entries()) {
        const nextMs = life.nextChangeAt === null ? atMs * 2 : Date.parse(life.nextChangeAt);
        const later = livesOf(events, nextMs - 1)[place];
        expect({ ...later, asOf: null }).toEqual({ ...life, asOf: null });
      }
    }),
    { numRuns: 200 },
  );
});
