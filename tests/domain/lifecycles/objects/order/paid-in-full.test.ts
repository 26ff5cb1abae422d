import { describe, expect, test } from "vitest";
import type { Told } from "../../told.ts";
import { euros, NUMBER, ORDER, orderAt, rulesOf, sale, UNDELIVERED, UNPAID } from "./sale.ts";

function payment(type: string, id: string, at: string, minor: number | null): Told {
  const amount = minor === null ? {} : { amount: euros(minor) };
  return { type: `payment.${type}`, at, on: `payment ${id}, ${ORDER}`, ...amount };
}

/** Placed, with payments of their own. */
const PLACED = { ...UNPAID, requested: null } as const;

function paidAt(...payments: readonly Told[]): unknown {
  return orderAt(sale(PLACED, ...payments)).details["paidAt"];
}

describe("an order is paid when what was asked of its paid methods covers it", () => {
  const asked = [
    payment("requested", "p1", "09:00:00.000", 2_400),
    payment("requested", "p2", "09:00:00.000", 4_000),
  ];

  test("with the last of them", () => {
    const first = payment("captured", "p1", "09:00:02.000", 2_400);
    const second = payment("captured", "p2", "09:00:05.000", 4_000);
    expect(paidAt(...asked, first)).toBeNull();
    expect(paidAt(...asked, first, second)).toBe("2026-01-05T09:00:05.000Z");
  });

  test("whatever was taken of each", () => {
    const less = [
      payment("captured", "p1", "09:00:02.000", 2_000),
      payment("captured", "p2", "09:00:05.000", 4_000),
    ];
    const life = orderAt(sale(PLACED, ...asked, ...less));
    expect(life.state).toBe("paid");
    expect(rulesOf(life)).toEqual(["order.amount-mismatch"]);
  });

  test("money that comes on top changes no time", () => {
    const all = [
      ...asked,
      payment("captured", "p1", "09:00:02.000", 2_400),
      payment("captured", "p2", "09:00:05.000", 4_000),
      payment("requested", "p3", "09:00:00.000", 4_000),
      payment("captured", "p3", "09:00:09.000", 4_000),
    ];
    expect(paidAt(...all)).toBe("2026-01-05T09:00:05.000Z");
  });
});

describe("where no record says what was asked", () => {
  test("it is paid when each of its methods is", () => {
    const asked = [
      payment("requested", "p1", "09:00:00.000", null),
      payment("requested", "p2", "09:00:00.000", null),
    ];
    const first = payment("captured", "p1", "09:00:02.000", 2_400);
    const second = payment("captured", "p2", "09:00:05.000", 4_000);
    expect(paidAt(...asked, first)).toBeNull();
    expect(paidAt(...asked, first, second)).toBe("2026-01-05T09:00:05.000Z");
    const declined = payment("declined", "p2", "09:00:05.000", null);
    expect(paidAt(...asked, first, declined)).toBeNull();
  });

  test("read as paid it is paid in full, and nobody claims to know how much that was", () => {
    const read: Told = {
      ...payment("stateRead", "p1", "09:00:02.000", null),
      attributes: { gateway: "card-gateway-b", gatewayState: "sold", paid: true },
    };
    const life = orderAt(sale(PLACED, payment("requested", "p1", "09:00:00.000", null), read));
    expect(life.state).toBe("paid");
    expect(life.money).toEqual({ ordered: euros(6_400) });
    expect(rulesOf(life)).toEqual([]);
  });

  test("nor is it claimed that methods without a place were captured in a wrong order", () => {
    const events = [
      payment("requested", "p1", "09:00:00.000", null),
      { ...payment("requested", "p2", "09:00:00.000", null), attributes: { position: 2 } },
      payment("captured", "p2", "09:00:02.000", 4_000),
      payment("captured", "p1", "09:00:05.000", 2_400),
    ];
    expect(rulesOf(orderAt(sale(PLACED, ...events)))).toEqual([]);
  });
});

test("lines tell what an order amounts to whose placing was not recorded", () => {
  const uncertain: Told = {
    type: "order.uncertain",
    at: "09:00:01.000",
    on: ORDER,
    attributes: {
      lines: [
        { lineItemId: "1", product: "a", kind: "license", quantity: 1, amount: euros(2_400) },
        { lineItemId: "2", product: "b", kind: "license", quantity: 1, amount: euros(4_000) },
      ],
    },
  };
  const part = payment("captured", "p1", "09:00:02.000", 2_400);
  const asked = payment("requested", "p1", "09:00:00.000", 2_400);
  const life = orderAt(sale({ ...UNDELIVERED, ...PLACED, placed: null }, uncertain, asked, part));
  expect(life.money["ordered"]).toEqual(euros(6_400));
  expect(life.details["paidAt"]).toBeNull();
  expect(life.object.id).toBe(NUMBER);
});
