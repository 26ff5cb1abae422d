import fc from "fast-check";
import { expect, test } from "vitest";
import { DEFAULT_DEADLINES } from "#domain/lifecycles/deadlines.ts";
import { caseOf } from "#domain/lifecycles/gather-case.ts";
import type { LifecycleEvent } from "#domain/lifecycles/lifecycle-event.ts";
import { MODELS } from "#domain/lifecycles/lifecycle-models.ts";
import type { ObjectKey } from "#domain/lifecycles/object-key.ts";
import { reconstruct } from "#domain/lifecycles/reconstruct.ts";
import { narrate } from "#domain/narrative/narrate.ts";
import { told, type Told } from "../told.ts";

const TYPES = [
  ...new Set(
    Object.values(MODELS).flatMap(({ signals, links }) =>
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
  "giftCard C1",
  "giftCard C2",
  "giftCard C1 original",
  "replay r1",
  "mail m1",
  "product P",
];

/** Those whose lives are looked at, one of each type. */
const LOOKED_AT: readonly ObjectKey[] = [
  { type: "order", id: "A" },
  { type: "license", id: "L1" },
  { type: "payment", id: "p1" },
  { type: "giftCard", id: "C1" },
  { type: "quote", id: "q1" },
  { type: "replay", id: "r1" },
  { type: "transaction", id: "TU80WKRYTI9QUMJ4" },
];

const lineItem = fc.record({
  lineItemId: fc.constantFrom<unknown>(...LINES, "", 7),
  product: fc.constantFrom<unknown>("P", null),
  kind: fc.constantFrom<unknown>("license", "giftCard", "course", "physical", "other", 1),
  quantity: fc.constantFrom<unknown>(1, 2, "two"),
  amount: fc.constantFrom<unknown>(
    { minor: 100, currency: "EUR" },
    { minor: 100, currency: "gold" },
    { minor: "100" },
    null,
  ),
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
    validUntil: fc.constantFrom<unknown>(
      "2026-01-05T09:00:00.030Z",
      "2025-01-05T09:00:00.000Z",
      "soon",
    ),
    authorizationId: fc.constantFrom<unknown>("a", "b", 7),
    operation: fc.constantFrom<unknown>("authorize", "capture"),
    document: fc.constantFrom<unknown>("orderInfo", "getKeyRequest"),
    decision: fc.constantFrom<unknown>("none", "wholeOrder", "nonsense"),
    inMainDb: fc.constantFrom<unknown>(true, false, "no"),
    checks: fc.constantFrom<unknown>({ stateMatches: false }, "all"),
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
    currency: fc.constantFrom("EUR", "EUR", "USD"),
    isOfVisit: fc.boolean(),
    attributes,
  }),
  { minLength: 1, maxLength: 14 },
);

const START_MS = Date.parse("2026-01-05T09:00:00.000Z");

function eventsOf(all: typeof records extends fc.Arbitrary<infer Any> ? Any : never) {
  return told(
    ...all.map((one, place): Told => {
      const { type, on, ms, minor, currency, isOfVisit, attributes: stated } = one;
      const amount = minor === null ? {} : { amount: { minor, currency } };
      const visit = isOfVisit ? { transactionId: "TU80WKRYTI9QUMJ4" } : {};
      const at = new Date(START_MS + ms).toISOString();
      const id = `web-${place}`;
      return { id, type, on: on.join(", "), at, attributes: stated, ...amount, ...visit };
    }),
  );
}

function livesOf(events: readonly LifecycleEvent[], atMs: number) {
  return LOOKED_AT.flatMap((object) => {
    const whole = caseOf(object, events);
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
        const { states } = MODELS[life.object.type];
        expect(["unknown", ...states.map(({ name }) => name)]).toContain(life.state);
        const rules = life.findings.map(({ rule }) => rule);
        expect(rules).toEqual([...new Set(rules)].sort());
        for (const { evidence, since, sentence } of life.findings) {
          expect(evidence.length).toBeGreaterThan(0);
          expect(evidence.every((one) => references.has(one))).toBe(true);
          expect(Date.parse(since)).toBeLessThanOrEqual(atMs);
          expect(sentence).not.toMatch(/not known|undefined|null|NaN/);
        }
        for (const [place, { from, to }] of life.states.entries()) {
          expect(to === null || from <= to).toBe(true);
          expect(life.states[place + 1]?.from ?? null).toBe(to);
        }
        expect(narrate({ lifecycle: life, related: [], coverage: { reasons: [] } })).not.toEqual(
          [],
        );
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

test("at a time it is the life of the records until then", () => {
  fc.assert(
    fc.property(records, fc.nat({ max: 60 }), (all, afterMs) => {
      // What is known later of an order's other ID is known of what came before.
      const named = all.map((one) => ({
        ...one,
        on: one.on.filter((object) => object !== "order F foreignId"),
      }));
      const events = eventsOf(named);
      const atMs = START_MS + afterMs;
      const until = events.filter(({ timeMs }) => timeMs <= atMs);
      const known = livesOf(until, atMs);
      const then = livesOf(events, atMs).filter(({ states }) => states.length > 0);
      expect(then).toEqual(known.filter(({ states }) => states.length > 0));
    }),
    { numRuns: 200 },
  );
});
