import { expect, test } from "vitest";
import type { ObjectKey } from "#domain/lifecycles/object-key.ts";
import { rebuilt } from "./rebuilt.ts";
import { onTheDay, type Told, told } from "./told.ts";

const VISIT: ObjectKey = { type: "transaction", id: "TU80WKRYTI9QUMJ4" };
const transactionId = VISIT.id;

const STEPS: readonly Told[] = [
  { type: "product.selected", at: "09:00:00.000", transactionId, on: "product P" },
  { type: "checkout.started", at: "09:01:00.000", transactionId, on: "quote Q1" },
  { type: "payment.requested", at: "09:02:00.000", transactionId, on: "payment P1, order 1" },
  { type: "payment.declined", at: "09:02:01.000", transactionId, on: "payment P1, order 1" },
  { type: "payment.requested", at: "09:03:00.000", transactionId, on: "payment P2, order 1" },
  { type: "payment.captured", at: "09:03:00.500", transactionId, on: "payment P2, order 1" },
];
const SALE = told(...STEPS);

test("states follow each other without holes, with the records that led into them", () => {
  const { state, states } = rebuilt(VISIT, SALE);
  expect(states.map((span) => span.state)).toEqual([
    "browsing",
    "checkout",
    "paying",
    "declined",
    "paying",
    "paid",
  ]);
  expect(state).toBe("paid");
  for (const [place, span] of states.entries()) {
    expect(span.to).toBe(states[place + 1]?.from ?? null);
  }
  expect(states[3]).toEqual({
    state: "declined",
    from: onTheDay("09:02:01.000"),
    to: onTheDay("09:03:00.000"),
    evidence: ["main:4"],
  });
});

test("milestones that came stand in the order of time with their waits, then those to come", () => {
  const { milestones } = rebuilt(VISIT, SALE);
  expect(milestones.map(({ name, waitMs }) => [name, waitMs])).toEqual([
    ["begun", null],
    ["checkoutStarted", 60_000],
    ["paymentRequested", 60_000],
    ["paid", 60_500],
    ["productionStarted", null],
    ["completed", null],
  ]);
  expect(milestones.at(-1)).toEqual({ name: "completed", at: null, evidence: [], waitMs: null });
});

test("as of a time only what had happened by that millisecond counts", () => {
  expect(rebuilt(VISIT, SALE, "09:02:00.000").state).toBe("paying");
  expect(rebuilt(VISIT, SALE, "09:01:59.999").state).toBe("checkout");
  expect(rebuilt(VISIT, SALE, "08:59:59.999")).toMatchObject({
    state: "unknown",
    states: [],
    activities: [],
    findings: [],
    asOf: onTheDay("08:59:59.999"),
  });
});

test("links name each other object once, with the first records that tell it", () => {
  const { links } = rebuilt(VISIT, SALE);
  const payments = links.filter(({ type }) => type === "payment");
  expect(payments).toEqual([
    { type: "payment", id: "P1", relation: "payment", evidence: ["main:3"] },
    { type: "payment", id: "P2", relation: "payment", evidence: ["main:5", "main:6"] },
  ]);
});

test("what people say of findings is no step of the story", () => {
  const events = told(...STEPS, {
    type: "finding.explained",
    on: `transaction ${VISIT.id}`,
    at: "10:00:00.000",
  });
  expect(rebuilt(VISIT, events).activities.map(({ type }) => type)).toEqual(
    SALE.map(({ type }) => type),
  );
});

test("records of two sources in one millisecond have no proven order", () => {
  const [finding] = rebuilt(
    VISIT,
    told(
      { type: "payment.requested", transactionId, from: "shop" },
      { type: "trace.recorded", transactionId, from: "moodle" },
      { type: "payment.captured", transactionId, from: "shop", at: "09:00:00.001" },
    ),
  ).findings;
  expect(finding).toMatchObject({
    rule: "time.undetermined-order",
    severity: "info",
    evidence: ["main:1", "main:2"],
    values: { sources: ["moodle", "shop"], records: 2 },
    since: onTheDay("09:00:00.000"),
  });
  expect(finding?.sentence).toContain("2 records of moodle and shop");
});

function late(lateMs: number) {
  return rebuilt(VISIT, told({ type: "product.selected", transactionId, lateMs })).findings;
}

test("a record is late beyond the deadline, and not at it", () => {
  expect(late(3_600_000)).toEqual([]);
  expect(late(3_600_001)).toMatchObject([
    { rule: "time.recorded-late", values: { lateMs: 3_600_001, type: "product.selected" } },
  ]);
});

test("local times that daylight saving makes twice or skips are said", () => {
  const parseNotes = [{ code: "time-in-gap", message: "The local hour does not exist." }];
  const events = told({ type: "trace.recorded", transactionId, parseNotes });
  expect(rebuilt(VISIT, events).findings.map(({ rule }) => rule)).toEqual(["time.impossible-zone"]);
});
