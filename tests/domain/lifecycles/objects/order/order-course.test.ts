import { describe, expect, test } from "vitest";
import type { Told } from "../../told.ts";
import { told } from "../../told.ts";
import {
  euros,
  findingOf,
  FOREIGN_ID,
  LICENSE_LINE,
  lifeOf,
  NUMBER,
  ORDER,
  orderAt,
  rulesOf,
  sale,
  UNPAID,
} from "./sale.ts";

function statesOf(events: readonly Told[], at?: string): string[] {
  return orderAt(events, at).states.map(({ state, from }) => `${from.slice(11, 23)} ${state}`);
}

const UNCERTAIN: Told = { type: "order.uncertain", at: "09:01:01.000", on: ORDER };
const TIMED_OUT: Told = {
  type: "payment.timedOut",
  at: "09:01:01.000",
  on: `payment p1, ${ORDER}`,
  attributes: { gateway: "card-gateway-b" },
};

function read(at: string, gatewayState: string, paid: boolean, gateway = "card-gateway-b"): Told {
  return {
    type: "payment.stateRead",
    at,
    on: `payment p1, ${ORDER}`,
    attributes: { gateway, gatewayState, paid },
  };
}

function doubted(...more: readonly Told[]): Told[] {
  return sale({ ...UNPAID, placed: { at: "09:01:01.000" } }, TIMED_OUT, UNCERTAIN, ...more);
}

describe("a sale in which nothing goes wrong", () => {
  const life = orderAt(sale());

  test("goes from number to completion, with the records that led into each state", () => {
    expect(statesOf(sale())).toEqual([
      "09:00:00.000 reserved",
      "09:00:01.000 placed",
      "09:00:01.000 paid",
      "09:00:03.300 delivered",
      "09:00:08.000 completed",
    ]);
    expect(life.states.every(({ evidence }) => evidence.length > 0)).toBe(true);
    expect(life.findings).toEqual([]);
    expect(life.unknowns).toEqual([]);
  });

  test("has met everything that was owed", () => {
    expect(life.obligations.map(({ name, status }) => `${name} ${status}`)).toEqual([
      "progress met",
      "delivery met",
      "invoice met",
      "replication met",
      "mail met",
      "mail met",
    ]);
    expect(life.nextChangeAt).toBeNull();
  });

  test("has passed every milestone, each with its wait", () => {
    expect(life.milestones.map(({ name, waitMs }) => [name, waitMs])).toEqual([
      ["numberReserved", null],
      ["placed", 1_000],
      ["paid", 0],
      ["invoiced", 2_000],
      ["mailed", 0],
      ["replicated", 100],
      ["delivered", 200],
      ["completed", 4_700],
    ]);
  });

  test("tells its lines, invoices, mails and sums", () => {
    expect(life.details).toMatchObject({
      store: "europe",
      sequence: 47,
      foreignId: FOREIGN_ID,
      quote: "q1",
      customerKind: "guest",
      isReplicated: true,
      lines: [{ lineItemId: LICENSE_LINE, state: "delivered", licenses: ["LN1"], giftCards: [] }],
      invoices: [{ id: "i1", kind: "digital", amount: euros(6_400) }],
      mails: [
        { id: "m1", kind: "invoice" },
        { id: "m2", kind: "license" },
      ],
      stockHeld: [],
    });
    expect(life.money).toEqual({
      ordered: euros(6_400),
      captured: euros(6_400),
      invoiced: euros(6_400),
    });
  });

  test("is the same life whether asked for by number or by foreign ID", () => {
    expect(life.aliases).toEqual([FOREIGN_ID]);
    expect(life.links.map(({ relation, id }) => `${relation} ${id}`).sort()).toEqual([
      "invoice i1",
      "license LN1",
      "mail m1",
      "mail m2",
      "payment p1",
      "quote q1",
    ]);
  });

  test("as of each millisecond it was in the state in which it was then", () => {
    expect(orderAt(sale(), "09:00:00.999").state).toBe("reserved");
    expect(orderAt(sale(), "09:00:01.000").state).toBe("paid");
    expect(orderAt(sale(), "09:00:03.299").state).toBe("paid");
    expect(orderAt(sale(), "09:00:03.300").state).toBe("delivered");
  });
});

describe("an order whose payment is in doubt", () => {
  test("is uncertain, and says that its payment is not known", () => {
    const life = orderAt(doubted());
    expect(life.state).toBe("uncertain");
    expect(life.unknowns).toEqual(["paymentStateUnknown"]);
  });

  test("read as paid, it stays uncertain until its replay is verified", () => {
    const paid = read("09:05:00.000", "sold", true);
    const verified: Told = {
      type: "replay.verified",
      at: "09:06:00.000",
      on: `replay r1, ${ORDER}`,
    };
    expect(orderAt(doubted(paid)).state).toBe("uncertain");
    expect(statesOf(doubted(paid, verified)).at(-1)).toBe("09:06:00.000 paid");
  });

  test("captured after all, it is paid at once", () => {
    const late: Told = {
      type: "payment.captured",
      at: "09:07:00.000",
      on: `payment p1, ${ORDER}`,
      amount: euros(6_400),
    };
    expect(statesOf(doubted(late)).at(-1)).toBe("09:07:00.000 paid");
  });

  test("read as not paid, it is unpaid, and what was in doubt is known", () => {
    const life = orderAt(
      doubted(read("09:05:00.000", "no-sale", false)),
      "2026-03-01T00:00:00.000Z",
    );
    expect(life.state).toBe("unpaid");
    expect(rulesOf(life)).toEqual([]);
  });

  test("read as announced, it stands placed again and waits", () => {
    const life = orderAt(doubted(read("09:05:00.000", "Pending", false, "paypal")));
    expect(life.state).toBe("placed");
    expect(life.obligations.at(-1)).toMatchObject({ name: "progress", status: "open" });
  });

  test("cancelled, it is over", () => {
    const cancelled: Told = { type: "order.cancelled", at: "09:05:00.000", on: ORDER };
    expect(orderAt(doubted(cancelled)).state).toBe("cancelled");
  });
});

test("the arrival of the records changes nothing", () => {
  const events = told(
    ...sale().map((event, place) => Object.assign({ id: `web-1-${place}` }, event)),
  );
  const atMs = Date.parse("2026-01-05T09:10:00.000Z");
  const life = lifeOf(events, atMs);
  expect(lifeOf(events.toReversed(), atMs)).toEqual(life);
  expect(life.object).toEqual({ type: "order", id: NUMBER });
  expect(findingOf(life, "order.amount-mismatch")).toBeUndefined();
});
