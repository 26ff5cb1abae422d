import { describe, expect, test } from "vitest";
import { DEFAULT_DEADLINES } from "#domain/lifecycles/deadlines.ts";
import { caseOf } from "#domain/lifecycles/gather-case.ts";
import type { Lifecycle } from "#domain/lifecycles/lifecycle.ts";
import { reconstruct } from "#domain/lifecycles/reconstruct.ts";
import { told, type Told } from "../../told.ts";

const END = "2026-01-06T00:00:00.000Z";
const GATEWAY = "card-gateway-a";

interface More extends Partial<Told> {
  readonly minor?: number;
  readonly gatewayState?: string;
  readonly paid?: boolean;
}

function event(type: string, at: string, { minor, gatewayState, paid, ...more }: More = {}): Told {
  return {
    type: `payment.${type}`,
    on: "payment P1, order 100000047",
    at,
    ...(minor !== undefined && { amount: { minor, currency: "EUR" } }),
    attributes: {
      gateway: GATEWAY,
      ...(gatewayState !== undefined && { gatewayState }),
      ...(paid !== undefined && { paid }),
    },
    ...more,
  };
}

function requested(operation: string): Told {
  const asked = event("requested", "09:00:00.000", { minor: 3_999 });
  const attributes = { gateway: GATEWAY, method: "card", operation, position: 1 };
  return { ...asked, attributes };
}

const ASKED = requested("authorize");
const AUTHORIZED = event("authorized", "09:00:01.000", { minor: 3_999 });
const CAPTURED = event("captured", "09:00:02.000", { minor: 3_999, gatewayState: "SETTLED" });

function life(events: readonly Told[], at = END): Lifecycle {
  const whole = caseOf({ type: "payment", id: "P1" }, told(...events));
  if (whole === null) throw new Error("no event names the payment");
  return reconstruct(whole, { atMs: Date.parse(at), deadlines: DEFAULT_DEADLINES });
}

function found(events: readonly Told[], at = END) {
  return life(events, at).findings.map(({ rule, sentence, evidence, since }) => ({
    rule,
    sentence,
    evidence,
    since,
  }));
}

describe("the course of a payment", () => {
  test("asked for, authorized, captured", () => {
    const { states, money, details, milestones, findings } = life([ASKED, AUTHORIZED, CAPTURED]);
    expect(states.map(({ state }) => state)).toEqual(["requested", "authorized", "captured"]);
    expect(money).toEqual({
      requested: { minor: 3_999, currency: "EUR" },
      captured: { minor: 3_999, currency: "EUR" },
      refunded: { minor: 0, currency: "EUR" },
    });
    expect(details).toMatchObject({
      order: "100000047",
      gateway: GATEWAY,
      method: "card",
      operation: "authorize",
      position: 1,
      gatewayState: "SETTLED",
      captures: 1,
    });
    expect(milestones.map(({ name, waitMs }) => [name, waitMs])).toEqual([
      ["requested", null],
      ["authorized", 1_000],
      ["captured", 1_000],
    ]);
    expect(findings).toEqual([]);
  });

  const read = (gatewayState: string, paid = false, gateway = GATEWAY): Told => {
    const one = event("stateRead", "10:00:00.000");
    return { ...one, attributes: { gateway, gatewayState, paid } };
  };
  test.each<[string, Told[], string]>([
    ["read as paid", [read("SETTLED", true)], "captured"],
    ["read as announced", [read("awaiting-transfer", false, "bank")], "pending"],
    ["read as reserved", [read("AUTHORIZED")], "pending"],
    ["read as refused", [read("REFUSED")], "declined"],
    ["read as given free", [read("VOIDED")], "released"],
    ["read as never heard of", [read("NOT_FOUND")], "unpaid"],
    ["declined", [event("declined", "10:00:00.000", { reason: "expired card" })], "declined"],
    ["released", [AUTHORIZED, event("released", "10:00:00.000")], "released"],
    [
      "given back in part",
      [AUTHORIZED, CAPTURED, event("refunded", "11:00:00.000", { minor: 1 })],
      "partlyRefunded",
    ],
    [
      "given back",
      [AUTHORIZED, CAPTURED, event("refunded", "11:00:00.000", { minor: 3_999 })],
      "refunded",
    ],
    [
      "given back in two",
      [
        AUTHORIZED,
        CAPTURED,
        event("refunded", "11:00:00.000", { minor: 3_000 }),
        event("refunded", "12:00:00.000", { minor: 999 }),
      ],
      "refunded",
    ],
    [
      "refused, then read as paid",
      [event("declined", "09:30:00.000"), read("SETTLED", true)],
      "captured",
    ],
  ])("%s after no answer came", (_, events, state) => {
    const timedOut = event("timedOut", "09:01:00.000");
    const isEarly = events.includes(AUTHORIZED);
    const { unknowns, state: last } = life([ASKED, ...(isEarly ? [] : [timedOut]), ...events]);
    expect([last, unknowns]).toEqual([state, []]);
  });

  test("without an answer its state is not known", () => {
    const { state, unknowns } = life([ASKED, event("timedOut", "09:01:00.000")]);
    expect([state, unknowns]).toEqual(["uncertain", ["paymentStateUnknown"]]);
  });

  test("a word that no gateway has is read as not paid, and said not to be understood", () => {
    const { state, unknowns } = life([ASKED, read("CHARGED_BACK")]);
    expect([state, unknowns]).toEqual(["unpaid", ["gatewayStateUnknown"]]);
  });

  test("read as paid without a word on the amount it is paid in full", () => {
    expect(life([ASKED, AUTHORIZED, read("SETTLED", true)]).money["captured"]?.minor).toBe(3_999);
  });

  test("a card's own records beside it change nothing of its sums", () => {
    const card: Told = {
      type: "giftCard.captured",
      on: "giftCard FA1, payment P1, order 100000047",
      at: "09:00:02.000",
      amount: { minor: 3_999, currency: "EUR" },
      attributes: { authorizationId: "a" },
    };
    const { money, details, links } = life([ASKED, AUTHORIZED, CAPTURED, card]);
    expect(money["captured"]?.minor).toBe(3_999);
    expect(details).toMatchObject({ giftCard: "FA1", authorizationId: "a" });
    expect(links.map(({ type, id }) => `${type} ${id}`)).toEqual([
      "order 100000047",
      "giftCard FA1",
    ]);
  });
});

describe("what is wrong with a payment", () => {
  test("captured twice", () => {
    const again = event("captured", "09:00:03.000", { minor: 3_999 });
    expect(found([ASKED, AUTHORIZED, CAPTURED, again])).toEqual([
      {
        rule: "payment.duplicate-capture",
        sentence:
          "The payment was captured by card-gateway-a twice: at 2026-01-05 09:00:02.000 UTC, and again at 2026-01-05 09:00:03.000 UTC.",
        evidence: ["main:3", "main:4"],
        since: "2026-01-05T09:00:03.000Z",
      },
    ]);
  });

  test("captured twice, where only the gateway tells so", () => {
    const twice = event("stateRead", "10:00:00.000", {
      minor: 7_998,
      gatewayState: "SETTLED",
      paid: true,
    });
    expect(found([ASKED, AUTHORIZED, CAPTURED, twice])).toEqual([
      {
        rule: "payment.duplicate-capture",
        sentence:
          "The gateway said at 2026-01-05 10:00:00.000 UTC that 79.98 EUR was taken, where 39.99 EUR was asked for.",
        evidence: ["main:1", "main:3", "main:4"],
        since: "2026-01-05T10:00:00.000Z",
      },
    ]);
    const once = event("stateRead", "10:00:00.000", {
      minor: 3_999,
      gatewayState: "SETTLED",
      paid: true,
    });
    expect(found([ASKED, AUTHORIZED, CAPTURED, once])).toEqual([]);
  });

  test("captured without authorization where the method authorizes first, and only there", () => {
    const [one] = found([ASKED, CAPTURED]);
    expect(one).toMatchObject({
      rule: "payment.capture-without-authorization",
      evidence: ["main:1", "main:2"],
    });
    expect(life([ASKED, CAPTURED]).state).toBe("captured");
    expect(found([requested("capture"), CAPTURED])).toEqual([]);
  });

  test("more given back than captured, since the refund that was too much", () => {
    const refunds = [
      event("refunded", "11:00:00.000", { minor: 3_000 }),
      event("refunded", "12:00:00.000", { minor: 1_000 }),
    ];
    expect(found([ASKED, AUTHORIZED, CAPTURED, ...refunds])).toEqual([
      {
        rule: "payment.refund-exceeds-captured",
        sentence:
          "40.00 EUR was given back of 39.99 EUR captured; with the refund at 2026-01-05 12:00:00.000 UTC it was too much.",
        evidence: ["main:1", "main:3", "main:4", "main:5"],
        since: "2026-01-05T12:00:00.000Z",
      },
    ]);
    expect(found([AUTHORIZED, CAPTURED, ...refunds])).toEqual([]);
  });

  test("unanswered a millisecond after its deadline; a timeout is an answer", () => {
    const due = "2026-01-05T09:15:00.000Z";
    expect(found([ASKED], due)).toEqual([]);
    expect(life([ASKED], due).nextChangeAt).toBe("2026-01-05T09:15:00.001Z");
    expect(found([ASKED], "2026-01-05T09:15:00.001Z")).toMatchObject([
      { rule: "payment.unanswered", since: due, evidence: ["main:1"] },
    ]);
    expect(found([ASKED, event("timedOut", "09:01:00.000")])).toEqual([]);
    const late = life([ASKED, event("timedOut", "09:20:00.000")]);
    expect([late.findings, late.obligations[0]?.status]).toEqual([[], "late"]);
  });
});
