import { describe, expect, test } from "vitest";
import { DEFAULT_DEADLINES } from "#domain/lifecycles/deadlines.ts";
import { caseOf, caseThrough } from "#domain/lifecycles/gather-case.ts";
import {
  explainNumber,
  type NumberExplanation,
} from "#domain/lifecycles/numbers/explain-number.ts";
import { told, type Told } from "../told.ts";

const NUMBER = "100000047";
const ORDER = `order ${NUMBER}, order 38-211449 foreignId`;
const END = "2026-06-01T00:00:00.000Z";

function created(customerKind: string, at = "09:00:00.000"): Told {
  return {
    type: "quote.created",
    on: "quote Q1",
    at,
    attributes: { customerKind, store: "europe" },
  };
}

const RESERVED: Told = {
  type: "order.numberReserved",
  on: `quote Q1, ${ORDER}`,
  at: "09:05:00.000",
  attributes: { store: "europe", sequence: 47 },
};

function placed(at: string): Told {
  return {
    type: "order.placed",
    on: `${ORDER}, quote Q1`,
    at,
    amount: { minor: 3_999, currency: "EUR" },
    attributes: { store: "europe", lines: [{ lineItemId: "L1" }, { lineItemId: "L2" }] },
  };
}

function payment(type: string, at: string, more: Partial<Told> = {}): Told {
  return { type: `payment.${type}`, on: `payment P1, ${ORDER}`, at, ...more };
}

function read(gatewayState: string): Told {
  return payment("stateRead", "09:20:00.000", {
    attributes: { gateway: "card-gateway-a", gatewayState, paid: false },
  });
}

function cancelled(at: string, ...lineItemIds: string[]): Told {
  return { type: "order.cancelled", on: ORDER, at, attributes: { lineItemIds } };
}

function explain(events: readonly Told[], at = END, number = NUMBER): NumberExplanation | null {
  const whole = caseOf({ type: "order", id: number }, told(...events));
  if (whole === null) return null;
  const atMs = Date.parse(at);
  return explainNumber(caseThrough(whole, atMs), { atMs, deadlines: DEFAULT_DEADLINES });
}

describe("what became of a number", () => {
  test("used, with the records that tell it", () => {
    expect(explain([created("guest"), RESERVED, placed("09:06:00.000")])).toEqual({
      store: "europe",
      sequence: 47,
      sequenceFrom: "record",
      number: NUMBER,
      explanation: "used",
      causes: ["used"],
      order: NUMBER,
      quote: "Q1",
      reservedMs: Date.parse("2026-01-05T09:05:00.000Z"),
      usedMs: Date.parse("2026-01-05T09:06:00.000Z"),
      lateMs: 60_000,
      sinceMs: Date.parse("2026-01-05T09:06:00.000Z"),
      reason: null,
      mayReturn: false,
      evidence: ["main:2", "main:3"],
      nextChangeMs: null,
    });
  });

  test("used late is used by a millisecond more than a day after it was reserved", () => {
    const inTime = explain([RESERVED, placed("2026-01-06T09:05:00.000Z")]);
    expect(inTime?.causes).toEqual(["used"]);
    const late = explain([RESERVED, placed("2026-01-06T09:05:00.001Z")]);
    expect(late).toMatchObject({ causes: ["used-late", "used"], lateMs: 24 * 3_600_000 + 1 });
  });

  test("used, though only an invoice is left of the order; when it was placed is not known then", () => {
    const invoice: Told = { type: "invoice.issued", on: ORDER, at: "2026-01-08T09:00:00.000Z" };
    expect(explain([created("guest"), RESERVED, invoice])).toMatchObject({
      causes: ["used"],
      order: NUMBER,
      usedMs: null,
      lateMs: null,
      mayReturn: false,
      evidence: ["main:2", "main:3"],
    });
    const uncertain: Told = { type: "order.uncertain", on: ORDER, at: "09:06:00.000" };
    expect(explain([RESERVED, uncertain])).toMatchObject({
      causes: ["uncertain"],
      mayReturn: false,
    });
  });

  test("declined, with the last reason; a later order leaves it a cause", () => {
    const declines = [
      payment("declined", "09:05:01.000", { reason: "expired card" }),
      payment("declined", "09:06:01.000", { reason: "insufficient funds" }),
    ];
    expect(explain([created("guest"), RESERVED, ...declines])).toMatchObject({
      explanation: "declined",
      causes: ["declined", "reserved"],
      reason: "insufficient funds",
      order: null,
      evidence: ["main:2", "main:3", "main:4"],
    });
    expect(explain([RESERVED, ...declines, placed("09:07:00.000")])?.causes).toEqual([
      "used",
      "declined",
    ]);
  });

  test("a refusal that is only read later has no reason; a request that never arrived is none", () => {
    expect(explain([RESERVED, read("REFUSED")])).toMatchObject({
      causes: ["declined", "reserved"],
      reason: null,
    });
    expect(explain([RESERVED, read("NOT_FOUND")])?.causes).toEqual(["reserved"]);
  });

  test("lost with a guest's session, for good", () => {
    const expired: Told = { type: "quote.sessionExpired", on: "quote Q1", at: "10:05:00.000" };
    expect(explain([created("guest"), RESERVED, expired])).toMatchObject({
      causes: ["session-expired", "reserved"],
      mayReturn: false,
      sinceMs: Date.parse("2026-01-05T10:05:00.000Z"),
      nextChangeMs: null,
    });
  });

  test("a registered customer's number is abandoned after thirty days at rest, and may return", () => {
    const events = [created("registered"), RESERVED];
    const endMs = Date.parse("2026-02-04T09:05:00.000Z");
    expect(explain(events, "2026-02-04T09:05:00.000Z")).toMatchObject({
      causes: ["reserved"],
      mayReturn: true,
      nextChangeMs: endMs + 1,
    });
    expect(explain(events, "2026-02-04T09:05:00.001Z")).toMatchObject({
      causes: ["abandoned", "reserved"],
      mayReturn: true,
      sinceMs: endMs,
      nextChangeMs: null,
    });
  });

  test("what people say of a finding is no movement of the cart", () => {
    const word: Told = { type: "finding.acknowledged", on: ORDER, at: "2026-02-03T00:00:00.000Z" };
    const events = [created("registered"), RESERVED, word];
    expect(explain(events, "2026-02-05T00:00:00.000Z")?.explanation).toBe("abandoned");
  });

  test("a cart given to a customer who logged in is a registered one", () => {
    const assigned: Told = {
      type: "quote.assigned",
      on: "quote Q1, customer C1",
      at: "09:01:00.000",
    };
    expect(explain([created("guest"), assigned, RESERVED])?.explanation).toBe("abandoned");
  });

  test("a guest's cart comes back only while the session lasts", () => {
    const events = [created("guest"), RESERVED];
    expect(explain(events, "2026-01-05T10:05:00.000Z")?.mayReturn).toBe(true);
    expect(explain(events, "2026-01-05T10:05:00.001Z")).toMatchObject({
      causes: ["reserved"],
      mayReturn: false,
    });
  });

  test("an emptied cart keeps its number, and nothing can be ordered from it until it is filled", () => {
    const emptied: Told = { type: "quote.emptied", on: "quote Q1", at: "09:10:00.000" };
    const filled: Told = { type: "quote.itemAdded", on: "quote Q1", at: "09:11:00.000" };
    const events = [created("registered"), RESERVED, emptied];
    const at = "2026-01-06T00:00:00.000Z";
    expect(explain(events, at)?.mayReturn).toBe(false);
    expect(explain([...events, filled], at)?.mayReturn).toBe(true);
  });

  test("uncertain until its payment is known, then used since then", () => {
    const uncertain: Told = { type: "order.uncertain", on: ORDER, at: "09:06:00.500" };
    const events = [RESERVED, placed("09:06:00.000"), uncertain];
    expect(explain(events)).toMatchObject({
      causes: ["uncertain"],
      sinceMs: Date.parse("2026-01-05T09:06:00.500Z"),
    });
    const verified: Told = {
      type: "replay.verified",
      on: `replay R1, ${ORDER}`,
      at: "09:30:00.000",
    };
    expect(explain([...events, verified])).toMatchObject({
      causes: ["used"],
      sinceMs: Date.parse("2026-01-05T09:30:00.000Z"),
    });
  });

  test("uncertain while its gateway has not answered, though it is no order yet", () => {
    const events = [RESERVED, payment("requested", "09:05:00.100")];
    expect(explain(events)?.causes).toEqual(["uncertain", "reserved"]);
    expect(explain([...events, payment("timedOut", "09:06:00.000")])?.causes[0]).toBe("uncertain");
    expect(explain([...events, payment("declined", "09:06:00.000")])?.causes[0]).toBe("declined");
  });

  test("an order told as uncertain alone is one, where its lines are told", () => {
    const uncertain: Told = {
      type: "order.uncertain",
      on: ORDER,
      at: "09:06:00.000",
      attributes: { lines: [{ lineItemId: "L1" }] },
    };
    expect(explain([RESERVED, uncertain])).toMatchObject({ order: NUMBER, causes: ["uncertain"] });
  });

  test("cancelled when its last line is", () => {
    const events = [RESERVED, placed("09:06:00.000"), cancelled("10:00:00.000", "L1")];
    expect(explain(events)?.causes).toEqual(["used"]);
    expect(explain([...events, cancelled("11:00:00.000", "L2")])).toMatchObject({
      causes: ["cancelled", "used"],
      sinceMs: Date.parse("2026-01-05T11:00:00.000Z"),
    });
    expect(explain([RESERVED, placed("09:06:00.000"), cancelled("10:00:00.000")])?.causes[0]).toBe(
      "cancelled",
    );
  });
});

describe("its place in a sequence", () => {
  test("comes from the digits where the reservation is lost", () => {
    expect(explain([placed("09:06:00.000")])).toMatchObject({
      sequence: 47,
      sequenceFrom: "digits",
      reservedMs: null,
      lateMs: null,
      causes: ["used"],
    });
  });

  test("and the store from what else is told, where only one is named", () => {
    const replicated: Told = {
      type: "order.replicated",
      on: ORDER,
      at: "09:10:00.000",
      attributes: { store: "europe" },
    };
    expect(explain([replicated])).toMatchObject({ store: "europe", sequence: 47 });
  });

  test("is not known of a number of no store, of other digits, or that nothing names", () => {
    expect(explain([payment("declined", "09:06:00.000")])).toBeNull();
    const other = { ...placed("09:06:00.000"), on: "order W-2026/17" };
    expect(explain([other], END, "W-2026/17")).toBeNull();
    expect(explain([RESERVED], END, "100000048")).toBeNull();
  });

  test("a sequence that is no whole number is none", () => {
    const odd = { ...RESERVED, attributes: { store: "europe", sequence: "47" } };
    expect(explain([odd])?.sequenceFrom).toBe("digits");
  });
});
