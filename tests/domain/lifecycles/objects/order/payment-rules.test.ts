import { describe, expect, test } from "vitest";
import type { Told } from "../../told.ts";
import {
  euros,
  evidenceTypes,
  findingOf,
  FOREIGN_ID,
  GOODS_LINE,
  LICENSE_LINE,
  line,
  NUMBER,
  ORDER,
  orderAt,
  rulesOf,
  sale,
  UNDELIVERED,
  UNPAID,
} from "./sale.ts";

function found(rule: string, events: readonly Told[], at?: string) {
  const finding = findingOf(orderAt(events, at), rule);
  return finding === undefined
    ? null
    : { since: finding.since.slice(11, 23), evidence: evidenceTypes(events, finding) };
}

const PAYMENT = `payment p1, ${ORDER}`;

function method(id: string, position: number, at: string, from = "shop"): Told[] {
  const on = `payment ${id}, ${ORDER}`;
  const amount = euros(3_200);
  return [
    {
      type: "payment.requested",
      at: "09:00:00.000",
      on,
      amount,
      attributes: { position, gateway: "paypal" },
    },
    { type: "payment.captured", at, on, amount, from },
  ];
}

const stock = (type: string, at: string, quantity = 1): Told => ({
  type,
  at,
  on: `${ORDER}, product USB-KEY-64`,
  attributes: { quantity },
});

describe("money", () => {
  test("less than ordered was captured", () => {
    const events = sale({ captured: { amount: euros(6_000) } });
    expect(found("order.amount-mismatch", events)).toEqual({
      since: "09:00:01.000",
      evidence: ["order.placed", "payment.captured"],
    });
    expect(findingOf(orderAt(events), "order.amount-mismatch")?.sentence).toBe(
      "The order amounts to 64.00 EUR, and 60.00 EUR was captured for it.",
    );
  });

  test("captured twice it has been wrong since the second time", () => {
    const again: Told = {
      type: "payment.captured",
      at: "09:04:00.000",
      on: PAYMENT,
      amount: euros(6_400),
    };
    const events = sale({}, again);
    expect(found("order.amount-mismatch", events, "09:03:59.999")).toBeNull();
    expect(found("order.amount-mismatch", events)?.since).toBe("09:04:00.000");
  });

  test("read as paid beside its capture counts once, and without an amount in full", () => {
    const read: Told = {
      type: "payment.stateRead",
      at: "09:04:00.000",
      on: PAYMENT,
      attributes: { gateway: "card-gateway-b", gatewayState: "sold", paid: true },
    };
    expect(rulesOf(orderAt(sale({}, read)))).toEqual([]);
    expect(orderAt(sale(UNPAID, read)).money["captured"]).toEqual(euros(6_400));
  });

  const split = { ...UNPAID, requested: null } as const;

  test("methods are captured in the order of the cart", () => {
    const right = sale(
      split,
      ...method("p1", 1, "09:00:01.000"),
      ...method("p2", 2, "09:00:02.000"),
    );
    expect(rulesOf(orderAt(right))).toEqual([]);
    const wrong = sale(
      split,
      ...method("p1", 1, "09:00:02.000"),
      ...method("p2", 2, "09:00:01.000"),
    );
    expect(found("payment.capture-order", wrong)).toEqual({
      since: "09:00:02.000",
      evidence: ["payment.requested", "payment.requested", "payment.captured", "payment.captured"],
    });
  });

  test("within a millisecond two sources prove no order", () => {
    const events = sale(
      split,
      ...method("p2", 2, "09:00:02.000", "a"),
      ...method("p1", 1, "09:00:02.000", "b"),
    );
    expect(rulesOf(orderAt(events))).not.toContain("payment.capture-order");
  });

  test("goods that were made before the money came", () => {
    const events = sale({ captured: { at: "09:00:04.000" } });
    expect(rulesOf(orderAt(events))).toEqual([
      "license.without-payment",
      "order.delivered-not-paid",
    ]);
    expect(found("order.delivered-not-paid", events)).toEqual({
      since: "09:00:03.300",
      evidence: ["order.placed", "license.generated", "payment.captured"],
    });
    expect(found("license.without-payment", events)?.since).toBe("09:00:03.300");
  });
});

test("what is made in the millisecond of the payment is paid", () => {
  const events = sale({ captured: { at: "09:00:03.300" } });
  expect(rulesOf(orderAt(events))).toEqual([]);
});

test("money that is given back in the millisecond of the order counts for it", () => {
  const refunded: Told = {
    type: "payment.refunded",
    at: "09:00:01.000",
    on: PAYMENT,
    amount: euros(6_400),
  };
  expect(rulesOf(orderAt(sale({}, refunded)))).toEqual([]);
  expect(orderAt(sale({}, refunded)).details["paidAt"]).toBe("2026-01-05T09:00:01.000Z");
});

describe("stock", () => {
  const lines = [line(GOODS_LINE, "physical", 6_400, "USB-KEY-64")];
  const declined: Told = {
    type: "payment.declined",
    at: "09:00:01.000",
    on: PAYMENT,
    reason: "expired card",
  };
  const reserved = stock("stock.reserved", "09:00:00.000");
  const cart = { ...UNPAID, placed: null } as const;

  test("a refused number that holds stock", () => {
    const held = sale(cart, reserved, declined);
    expect(found("stock.held-unpaid", held)).toEqual({
      since: "09:00:01.000",
      evidence: ["stock.reserved", "payment.declined"],
    });
    expect(
      found("stock.held-unpaid", [...held, stock("stock.released", "09:00:01.000")]),
    ).toBeNull();
  });

  test("refused in the millisecond in which it was asked", () => {
    const atOnce: Told = { ...declined, at: "09:00:00.000" };
    expect(found("stock.held-unpaid", sale(cart, reserved, atOnce))?.since).toBe("09:00:00.000");
  });

  test("not while another attempt is under way, nor while money is announced", () => {
    const again: Told = {
      type: "payment.requested",
      at: "09:01:00.000",
      on: `payment p2, ${ORDER}`,
    };
    expect(found("stock.held-unpaid", sale(cart, reserved, declined, again))).toBeNull();
    const pending: Told = {
      type: "payment.stateRead",
      at: "09:00:01.000",
      on: PAYMENT,
      attributes: { gateway: "bank", gatewayState: "awaiting-transfer", paid: false },
    };
    expect(found("stock.held-unpaid", sale(cart, reserved, pending))).toBeNull();
  });

  test("a cancelled order that holds stock, and a paid one", () => {
    const placed = { placed: { attributes: { lines } }, ...UNDELIVERED } as const;
    const cancelled: Told = { type: "order.cancelled", at: "09:05:00.000", on: ORDER };
    expect(found("stock.held-unpaid", sale(placed, reserved, cancelled))?.since).toBe(
      "09:05:00.000",
    );
    expect(found("stock.held-unpaid", sale(placed, reserved))).toBeNull();
    expect(orderAt(sale(placed, reserved)).details["stockHeld"]).toEqual([
      { product: "USB-KEY-64", quantity: 1 },
    ]);
  });
});

describe("after the end", () => {
  const cancelled: Told = { type: "order.cancelled", at: "09:05:00.000", on: ORDER };
  const captured: Told = {
    type: "payment.captured",
    at: "09:05:00.001",
    on: PAYMENT,
    amount: euros(6_400),
  };

  test("money for a cancelled order", () => {
    const events = sale(UNPAID, cancelled, captured);
    expect(rulesOf(orderAt(events))).toEqual(["order.illegal-transition"]);
    expect(found("order.illegal-transition", events)).toEqual({
      since: "09:05:00.001",
      evidence: ["order.cancelled", "payment.captured"],
    });
    expect(orderAt(events).state).toBe("cancelled");
  });

  test("not in the same millisecond, of which nobody knows what came first", () => {
    const events = sale(UNPAID, cancelled, { ...captured, at: "09:05:00.000" });
    expect(rulesOf(orderAt(events))).not.toContain("order.illegal-transition");
  });

  test.each(["payment.released", "payment.refunded", "stock.released", "mail.sent"])(
    "%s is as it should be",
    (type) => {
      const events = sale(UNPAID, cancelled, { type, at: "09:06:00.000", on: PAYMENT });
      expect(rulesOf(orderAt(events))).toEqual([]);
    },
  );

  test("doubt about an order that is paid", () => {
    const doubt: Told = { type: "order.uncertain", at: "09:00:02.000", on: ORDER };
    const events = sale({}, doubt);
    expect(orderAt(events).state).toBe("completed");
    expect(rulesOf(orderAt(events, "2026-01-06T00:00:00.000Z"))).toEqual([
      "order.illegal-transition",
    ]);
    expect(found("order.illegal-transition", events)).toEqual({
      since: "09:00:02.000",
      evidence: ["order.placed", "payment.captured", "order.uncertain"],
    });
    const same = sale({}, { ...doubt, at: "09:00:01.000" });
    expect(rulesOf(orderAt(same, "2026-01-06T00:00:00.000Z"))).toEqual([]);
  });

  test("a line that was cancelled after its delivery", () => {
    const late: Told = {
      type: "order.cancelled",
      at: "09:05:00.000",
      on: ORDER,
      attributes: { lineItemIds: [LICENSE_LINE] },
    };
    expect(found("order.illegal-transition", sale({}, late))).toEqual({
      since: "09:05:00.000",
      evidence: ["order.placed", "license.generated", "order.cancelled"],
    });
  });
});

test("two orders under one number", () => {
  const other: Told = {
    type: "order.placed",
    at: "09:05:00.000",
    on: `order ${NUMBER}, order 38-999999 foreignId, quote q2`,
    amount: euros(100),
  };
  expect(found("order.number-reused", sale({}, other))).toEqual({
    since: "09:05:00.000",
    evidence: ["order.placed", "order.placed"],
  });
  const same: Told = { ...other, on: `order ${NUMBER}, order ${FOREIGN_ID} foreignId, quote q1` };
  expect(found("order.number-reused", sale({}, same))).toBeNull();
});
