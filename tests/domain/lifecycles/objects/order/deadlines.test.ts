import { describe, expect, test } from "vitest";
import { DEFAULT_DEADLINES } from "#domain/lifecycles/deadlines.ts";
import { onTheDay, told } from "../../told.ts";
import {
  type Changes,
  findingOf,
  lifeOf,
  ONE_LICENSE,
  ORDER,
  orderAt,
  rulesOf,
  sale,
  UNDELIVERED,
  UNPAID,
} from "./sale.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const UNCERTAIN = { type: "order.uncertain", at: "09:01:01.000", on: ORDER };
const registering = {
  attributes: { store: "europe", customerKind: "registering", lines: ONE_LICENSE },
};
const DAYS_LATER = { type: "trace.recorded", at: "2026-01-04T08:00:00.000Z", on: ORDER };

const rulesOfDelivery = (time: string): string[] =>
  rulesOf(orderAt(sale({ generated: { at: time }, licenseMail: { at: time } }), "09:20:00.000"));

const rulesOfReserved = (at: string): string[] =>
  rulesOf(orderAt(sale({ reserved: { at: `2026-01-04T${at}Z` } })));

/** Rules that wait: what is missing, since when it is owed, and for how long it may be. */
const WAITING: readonly (readonly [string, Changes, string, number])[] = [
  ["order.paid-not-delivered", { generated: null }, "09:00:01.000", 15 * MINUTE_MS],
  ["license.missing", { generated: null }, "09:00:01.000", 15 * MINUTE_MS],
  ["invoice.missing", { invoiced: null }, "09:00:01.000", HOUR_MS],
  ["order.not-replicated", { replicated: null }, "09:00:01.000", HOUR_MS],
  ["order.account-missing", { placed: registering }, "09:00:01.000", HOUR_MS],
  ["mail.missing", { licenseMail: null }, "09:00:03.300", 15 * MINUTE_MS],
  ["mail.missing", { invoiceMail: null }, "09:00:03.000", 15 * MINUTE_MS],
  ["order.stuck", UNPAID, "09:00:01.000", 14 * DAY_MS],
];

describe.each(WAITING)("%s", (rule, changes, since, allowedMs) => {
  const events = told(...sale(changes));
  const dueMs = Date.parse(onTheDay(since)) + allowedMs;

  test("holds from the first millisecond after the deadline, and not before", () => {
    expect(rulesOf(lifeOf(events, dueMs))).not.toContain(rule);
    const overdue = lifeOf(events, dueMs + 1);
    expect(rulesOf(overdue)).toContain(rule);
    expect(findingOf(overdue, rule)?.since).toBe(new Date(dueMs).toISOString());
    expect(findingOf(overdue, rule)?.evidence.length).toBeGreaterThan(0);
  });

  test("the life says before when it will change", () => {
    expect(lifeOf(events, dueMs).nextChangeAt).toBe(new Date(dueMs + 1).toISOString());
  });

  test("what is owed is open until then, and overdue afterwards", () => {
    const statuses = (atMs: number): string[] =>
      lifeOf(events, atMs)
        .obligations.filter((owed) => owed.dueAt === new Date(dueMs).toISOString())
        .filter(({ status }) => status !== "met")
        .map(({ status }) => status);
    expect(new Set(statuses(dueMs))).toEqual(new Set(["open"]));
    expect(new Set(statuses(dueMs + 1))).toEqual(new Set(["overdue"]));
  });
});

test("an uncertain order must be resolved within its deadline", () => {
  const events = told(...sale(UNPAID, UNCERTAIN));
  const dueMs = Date.parse(onTheDay("10:01:01.000"));
  expect(rulesOf(lifeOf(events, dueMs))).toEqual([]);
  const overdue = lifeOf(events, dueMs + 1);
  expect(rulesOf(overdue)).toEqual(["order.uncertain-unresolved"]);
  expect(findingOf(overdue, "order.uncertain-unresolved")?.since).toBe(onTheDay("10:01:01.000"));
});

test("deadlines can be set", () => {
  const deadlines = { ...DEFAULT_DEADLINES, invoiceMs: 5_000 };
  const events = sale({ invoiced: null });
  expect(rulesOf(orderAt(events, "09:00:06.000", deadlines))).toEqual([]);
  expect(rulesOf(orderAt(events, "09:00:06.001", deadlines))).toEqual(["invoice.missing"]);
});

test("what is late is a finding of its own once it has come, from the millisecond after the deadline", () => {
  expect(rulesOfDelivery("09:15:01.000")).toEqual([]);
  expect(rulesOfDelivery("09:15:01.001")).toEqual(["order.delivered-late"]);
  const late = orderAt(sale({ generated: { at: "09:15:01.001" } }), "09:20:00.000");
  expect(findingOf(late, "order.delivered-late")?.since).toBe(onTheDay("09:15:01.001"));
  expect(late.obligations.find(({ name }) => name === "delivery")?.status).toBe("late");
});

test("a number that is used more than a day after it was reserved came late", () => {
  expect(rulesOfReserved("09:00:01.000")).toEqual([]);
  expect(rulesOfReserved("09:00:00.999")).toEqual(["order.number-late"]);
});

test("what is cancelled is no longer owed", () => {
  const cancelled = { type: "order.cancelled", at: "09:05:00.000", on: ORDER };
  const life = orderAt(sale(UNDELIVERED, cancelled), "2026-02-05T00:00:00.000Z");
  expect(rulesOf(life)).toEqual([]);
  expect(life.nextChangeAt).toBeNull();
});

test("what was cancelled before its money came was never owed", () => {
  const events = sale(
    { ...UNDELIVERED, captured: { at: "09:06:00.000" } },
    { type: "order.cancelled", at: "09:05:00.000", on: ORDER },
  );
  const life = orderAt(events, "2026-02-05T00:00:00.000Z");
  expect(rulesOf(life)).toEqual(["order.illegal-transition"]);
  expect(life.obligations.map(({ name }) => name)).toEqual(["progress"]);
});

test("records before its number do not make it owe anything", () => {
  expect(rulesOf(orderAt(sale({}, DAYS_LATER)))).toEqual([]);
});
