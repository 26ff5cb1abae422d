import { describe, expect, test } from "vitest";
import type { Told } from "../../told.ts";
import {
  CARD_LINE,
  euros,
  LICENSE_LINE,
  line,
  ORDER,
  orderAt,
  rulesOf,
  sale,
  UNDELIVERED,
  UNPAID,
} from "./sale.ts";

const UNCERTAIN: Told = { type: "order.uncertain", at: "09:01:01.000", on: ORDER };
const TIMED_OUT: Told = {
  type: "payment.timedOut",
  at: "09:01:01.000",
  on: `payment p1, ${ORDER}`,
  attributes: { gateway: "card-gateway-b" },
};

function doubted(...more: readonly Told[]): Told[] {
  return sale({ ...UNPAID, placed: { at: "09:01:01.000" } }, TIMED_OUT, UNCERTAIN, ...more);
}

function cancelled(at: string, ...lineItemIds: readonly string[]): Told {
  return { type: "order.cancelled", at, on: ORDER, attributes: { lineItemIds } };
}

describe("lines", () => {
  const lines = [line(LICENSE_LINE, "license", 6_400), line(CARD_LINE, "giftCard", 5_000)];
  const both = {
    placed: { amount: euros(11_400), attributes: { lines } },
    completed: null,
  } as const;

  test("an order of which one line is cancelled is not cancelled, and delivered by the other", () => {
    const paid = {
      ...both,
      requested: { amount: euros(11_400) },
      captured: { amount: euros(11_400) },
    };
    const life = orderAt(sale(paid, cancelled("09:01:00.000", CARD_LINE)));
    expect(life.state).toBe("delivered");
    expect(life.states.at(-1)?.from.slice(11, 23)).toBe("09:01:00.000");
  });

  test("when the last line is cancelled the order is", () => {
    const events = sale(
      { ...both, ...UNDELIVERED, placed: both.placed },
      cancelled("09:01:00.000", CARD_LINE),
      cancelled("09:02:00.000", LICENSE_LINE),
    );
    expect(orderAt(events, "09:01:30.000").state).not.toBe("cancelled");
    expect(orderAt(events).state).toBe("cancelled");
  });

  test("a cancellation that names no lines is of the order", () => {
    const life = orderAt(
      sale(UNDELIVERED, { type: "order.cancelled", at: "09:01:00.000", on: ORDER }),
    );
    expect(life.state).toBe("cancelled");
    expect(life.obligations.map(({ name, status }) => `${name} ${status}`)).toEqual([
      "progress met",
      "delivery lapsed",
      "invoice lapsed",
      "replication lapsed",
    ]);
  });

  test("returned in part it stays what it was, and says so", () => {
    const returned: Told = {
      type: "order.returned",
      at: "09:05:00.000",
      on: ORDER,
      attributes: { lineItemIds: [LICENSE_LINE] },
    };
    const whole = orderAt(sale({}, returned));
    expect(whole.state).toBe("returned");
    expect(whole.details["isReturnedInPart"]).toBe(false);
    const part = orderAt(sale({ placed: both.placed }, returned));
    expect(part.state).toBe("completed");
    expect(part.details["isReturnedInPart"]).toBe(true);
  });
});

describe("an order of which records were lost", () => {
  test("without the record of its placing it is what the others tell", () => {
    const life = orderAt(sale({ placed: null }));
    expect(life.state).toBe("completed");
    expect(rulesOf(life)).toEqual([]);
  });

  test("a number that is only reserved is no order", () => {
    const life = orderAt(
      sale({ ...UNPAID, placed: null, requested: null }),
      "2026-03-01T00:00:00.000Z",
    );
    expect(life.state).toBe("reserved");
    expect(rulesOf(life)).toEqual([]);
  });

  test("one part of the money that is captured before the order is there does not make it paid", () => {
    const part = { type: "payment.captured", at: "09:00:00.500", on: `payment p0, ${ORDER}` };
    const events = sale({ ...UNPAID, placed: null }, part);
    expect(orderAt(events).state).toBe("reserved");
  });

  test("the decision to replay it tells that it is paid where nothing else does", () => {
    const decided: Told = {
      type: "replay.decided",
      at: "09:05:00.000",
      on: `replay r1, ${ORDER}`,
      attributes: { paid: true, decision: "wholeOrder" },
    };
    const life = orderAt(doubted(decided));
    expect(life.details["paidAt"]).toBe("2026-01-05T09:05:00.000Z");
    expect(rulesOf(life)).toEqual([]);
  });

  test("nothing but a mail: its state is not known", () => {
    const life = orderAt([{ type: "mail.sent", at: "09:05:00.000", on: `mail m1, ${ORDER}` }]);
    expect(life.state).toBe("unknown");
    expect(life.unknowns).toEqual(["originUnknown"]);
  });
});

describe("payments", () => {
  test("records that name the payment alone belong to its order", () => {
    const life = orderAt(sale({ captured: { on: "payment p1" } }));
    expect(life.state).toBe("completed");
    expect(rulesOf(life)).toEqual([]);
  });

  test("the money of an attempt that was given back before does not pay it", () => {
    const first: readonly Told[] = [
      {
        type: "payment.requested",
        at: "08:59:10.000",
        on: `payment p0, ${ORDER}`,
        amount: euros(6_400),
      },
      {
        type: "payment.captured",
        at: "08:59:11.000",
        on: `payment p0, ${ORDER}`,
        amount: euros(6_400),
      },
      {
        type: "payment.refunded",
        at: "08:59:12.000",
        on: `payment p0, ${ORDER}`,
        amount: euros(6_400),
      },
    ];
    expect(orderAt(sale(UNPAID, ...first)).state).toBe("placed");
    expect(rulesOf(orderAt(sale({}, ...first)))).toEqual([]);
  });

  test("an order that costs nothing is paid when it is placed", () => {
    const free = { amount: euros(0), attributes: { lines: [line(LICENSE_LINE, "license", 0)] } };
    expect(orderAt(sale({ ...UNPAID, requested: null, placed: free })).state).toBe("paid");
  });

  test("refused after it was placed, it is unpaid; paid later, it is paid", () => {
    const declined: Told = {
      type: "payment.declined",
      at: "09:01:00.000",
      on: `payment p1, ${ORDER}`,
      reason: "insufficient funds",
    };
    const later: Told = {
      type: "payment.captured",
      at: "09:02:00.000",
      on: `payment p1, ${ORDER}`,
      amount: euros(6_400),
    };
    expect(orderAt(sale(UNPAID, declined)).state).toBe("unpaid");
    expect(orderAt(sale(UNPAID, declined, later)).state).toBe("paid");
  });
});
