import { expect, test } from "vitest";
import type { ObjectKey } from "#domain/lifecycles/object-key.ts";
import { rebuilt } from "../rebuilt.ts";
import { type Told, told } from "../told.ts";

const CART: ObjectKey = { type: "quote", id: "Q1" };
const REGISTERED: Told = {
  type: "quote.created",
  on: "quote Q1, customer C1",
  attributes: { store: "europe", customerKind: "registered" },
};
const GUEST: Told = { ...REGISTERED, on: "quote Q1", attributes: { customerKind: "guest" } };
const NUMBER: Told = {
  type: "order.numberReserved",
  at: "09:02:00.000",
  on: "quote Q1, order 100000047",
};
const DECLINED: Told = {
  type: "payment.declined",
  at: "09:03:00.000",
  on: "payment P1, order 100000047",
};

const statesOf = (events: Told[], at?: string) =>
  rebuilt(CART, told(...events), at).states.map(({ state }) => state);

function change(type: string, product: string, quantity: number): Told {
  return { type, on: `quote Q1, product ${product}`, attributes: { quantity } };
}

test("a cart goes through checkout and its number to the order", () => {
  const placed = { type: "order.placed", at: "09:04:00.000", on: "quote Q1, order 100000047" };
  const checkout = { type: "checkout.started", at: "09:01:00.000", on: "quote Q1" };
  const life = rebuilt(CART, told(REGISTERED, checkout, NUMBER, placed));
  expect(life.states.map(({ state }) => state)).toEqual([
    "open",
    "checkout",
    "numbered",
    "ordered",
  ]);
  expect(life.details).toMatchObject({ number: "100000047", customer: "C1", mayReturn: false });
  expect(life.nextChangeAt).toBeNull();
});

test("a registered customer's cart is abandoned after the deadline of its number's last record, and may return", () => {
  const events = [REGISTERED, NUMBER, DECLINED];
  expect(statesOf(events, "2026-02-04T09:03:00.000Z")).toEqual(["open", "numbered"]);
  const life = rebuilt(CART, told(...events), "2026-02-04T09:03:00.001Z");
  expect(life.state).toBe("abandoned");
  expect(life.details["mayReturn"]).toBe(true);
  expect(life.states.at(-1)?.evidence).toEqual(["main:3"]);
  expect(rebuilt(CART, told(...events)).nextChangeAt).toBe("2026-02-04T09:03:00.001Z");
});

test("one that was abandoned and came back was abandoned in between", () => {
  const again = { ...NUMBER, type: "payment.requested", at: "2026-03-01T10:00:00.000Z" };
  const retried = { ...again, on: "payment P2, order 100000047" };
  const events = [REGISTERED, NUMBER, DECLINED, retried];
  expect(statesOf(events, "2026-03-02T00:00:00.000Z")).toEqual([
    "open",
    "numbered",
    "abandoned",
    "numbered",
  ]);
});

test("a guest's cart ends with its session, and cannot come back", () => {
  const expired = { type: "quote.sessionExpired", at: "10:02:00.000", on: "quote Q1" };
  const life = rebuilt(CART, told(GUEST, NUMBER, expired));
  expect(life.state).toBe("expired");
  expect(life.details["mayReturn"]).toBe(false);
});

test("where nothing says that a guest's session ended, that is not known", () => {
  expect(rebuilt(CART, told(GUEST), "10:00:00.000").unknowns).toEqual([]);
  const life = rebuilt(CART, told(GUEST), "10:00:00.001");
  expect(life.unknowns).toEqual(["sessionEndUnknown"]);
  expect(life.details["mayReturn"]).toBeNull();
  expect(rebuilt(CART, told(GUEST), "2027-01-01T00:00:00.000Z").state).toBe("open");
});

test("what is in the cart is what was added and not taken out", () => {
  const life = rebuilt(
    CART,
    told(
      GUEST,
      change("quote.itemAdded", "A", 2),
      change("quote.itemAdded", "B", 1),
      change("quote.itemRemoved", "A", 1),
      change("quote.itemRemoved", "B", 1),
    ),
  );
  expect(life.details["items"]).toEqual([{ product: "A", quantity: 1 }]);
});
